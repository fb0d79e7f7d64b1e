//! competitions

//! landing

//! investors

//! How often one network address may try to sign in, register, have mail sent or begin an upload.
//!
//! `store` counts failures for each account as well; this keeps one machine from trying many.

use axum::{extract::ConnectInfo, http::request::Parts};
use domain::Error;
use governor::{
    DefaultKeyedRateLimiter, Quota,
    clock::{Clock, DefaultClock},
};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};

/// Forgets addresses that have been quiet, once in this many requests.
const FORGET_EVERY: u32 = 1_000;

/// Of teams: guessing a code, and sending invitations.
const TEAMS: [&str; 2] = ["/api/teams/join", "/api/teams/invite"];

/// The limiter; its clock is the machine's monotonic one.
pub struct Limits {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    seen: AtomicU32,
}

impl Limits {
    /// `burst` attempts at once, then one more each second.
    #[must_use]
    pub fn new(burst: u32) -> Self {
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(NonZeroU32::MIN).allow_burst(burst);
        Self {
            limiter: DefaultKeyedRateLimiter::keyed(quota),
            seen: AtomicU32::new(0),
        }
    }

    /// Counts a request to a server function that guesses or sends mail; others pass.
    ///
    /// # Errors
    /// `TooMany` with the seconds to wait.
    pub fn check(&self, parts: &Parts) -> Result<(), Error> {
        let path = parts.uri.path();
        if !path.starts_with("/api/accounts/") && !TEAMS.contains(&path) {
            return Ok(());
        }
        self.count(parts)
    }

    /// Counts a request.
    ///
    /// # Errors
    /// `TooMany` with the seconds to wait.
    pub fn count(&self, parts: &Parts) -> Result<(), Error> {
        if self.seen.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.limiter.retain_recent();
        }
        let address = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(address)| {
                address.ip()
            });
        self.limiter.check_key(&address).map_err(|early| {
            let wait = early.wait_time_from(DefaultClock::default().now());
            Error::TooMany {
                retry_after: u32::try_from(wait.as_secs())
                    .unwrap_or(u32::MAX)
                    .saturating_add(1),
            }
        })
    }
}

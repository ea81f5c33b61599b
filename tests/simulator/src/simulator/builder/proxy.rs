//! Settings of the proxy in front of the API.
//!
//! In: choices. Out: the same builder. Invariant: without them the proxy only passes requests on.

use std::time::Duration;

use super::Builder;
use crate::proxy::RateLimit;

impl Builder {
    /// Lets `average` requests pass in each `period`, and `burst` at once; more are rejected with 429 in plain text
    /// and with `Retry-After` in whole seconds. The real proxy has one a minute and a burst of 10.
    ///
    /// Of a period or an average of zero nothing is limited.
    pub fn rate_limit(mut self, average: u32, period: Duration, burst: u32) -> Self {
        let limit = RateLimit { average, period, burst, cut_off: false };
        self.options.proxy.rate_limit = Some(limit).filter(|_| average > 0 && !period.is_zero());
        self
    }

    /// Cuts `Retry-After` of the rate limit off to whole seconds, also to 0, where the real proxy rounds up: for
    /// tests with a short period.
    pub fn cut_off_retry_after(mut self) -> Self {
        if let Some(limit) = &mut self.options.proxy.rate_limit {
            limit.cut_off = true;
        }
        self
    }

    /// Rejects requests while this many others are in flight, with 429 in plain text without `Retry-After`. The real
    /// proxy has 25 for all clients together.
    pub fn most_in_flight(mut self, requests: usize) -> Self {
        self.options.proxy.most_in_flight = Some(requests);
        self
    }

    /// Responds to this share of requests, from 0 to 1, with a 404 although everything is there; nothing is done.
    pub fn spurious_not_found(mut self, rate: f64) -> Self {
        self.options.proxy.not_found_rate = rate;
        self
    }

    /// Loses the connection of this share of requests, from 0 to 1: half of them before the server has seen the
    /// request, half after it processed it.
    pub fn lost_connections(mut self, rate: f64) -> Self {
        self.options.proxy.lost_rate = rate;
        self
    }

    /// Loses the connection of a request that creates a job or a clone only before the server has seen it. If it is
    /// lost afterwards, no client can know the identifier of what was created.
    pub fn spare_creations(mut self) -> Self {
        self.options.proxy.spares_creations = true;
        self
    }

    /// Decides which requests of an operation have bad luck, in the order of their arrival; 0 unless told.
    pub fn seed(mut self, seed: u64) -> Self {
        self.options.proxy.seed = seed;
        self
    }

    /// How long each response of the API takes; no time unless told.
    pub fn latency(mut self, latency: Duration) -> Self {
        self.options.proxy.latency = latency;
        self
    }

    /// Whether the server closes a connection after a 500 without saying so, as the real one does; it does unless
    /// told. Whether a client finds out in time is chance there; here a request that comes within two seconds is lost.
    pub fn closes_after_500(mut self, closes: bool) -> Self {
        self.options.proxy.keeps_after_500 = !closes;
        self
    }
}

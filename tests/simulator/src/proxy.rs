//! The proxy in front of the API.
//!
//! In: the arrival of a request. Out: what happens to it. Invariant: what the proxy rejects does not reach the
//! server, and a seed decides which of the other requests of an operation have bad luck, in the order of their arrival.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use fastrand::Rng;

use crate::fault::{Fault, Plan};
use crate::json::Json;
use crate::shared::{Entry, Gauge};

/// The settings of the proxy, and of the connections behind it; without any it only passes requests on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) rate_limit: Option<RateLimit>,
    pub(crate) most_in_flight: Option<usize>,
    pub(crate) not_found_rate: f64,
    pub(crate) lost_rate: f64,
    /// Whether no response to a creation is lost.
    pub(crate) spares_creations: bool,
    pub(crate) seed: u64,
    pub(crate) latency: Duration,
    /// Whether a connection is used again after a 500.
    pub(crate) keeps_after_500: bool,
}

/// A bucket of `burst` requests, into which `average` requests come in each `period`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RateLimit {
    pub(crate) average: u32,
    pub(crate) period: Duration,
    pub(crate) burst: u32,
    /// Whether `Retry-After` is cut off to whole seconds, also to 0, rather than rounded up.
    pub(crate) cut_off: bool,
}

/// What the proxy did to requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProxyCounts {
    /// Requests rejected by the rate limit.
    pub rate_limited: usize,
    /// Requests rejected because too many others were in flight.
    pub too_many_in_flight: usize,
    /// Spurious 404s.
    pub not_found: usize,
    /// Connections lost before the server saw the request.
    pub lost_before: usize,
    /// Connections lost after the server processed the request.
    pub lost_after: usize,
}

/// A proxy at work.
#[derive(Debug)]
pub(crate) struct Proxy {
    settings: Settings,
    in_flight: Gauge,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    /// The requests that the rate limit lets pass at once; negative while admitted ones wait.
    tokens: f64,
    refilled: Instant,
    /// The luck of each operation.
    random: BTreeMap<String, Rng>,
    counts: ProxyCounts,
}

impl Proxy {
    pub(crate) fn new(settings: Settings) -> Self {
        let inner = Inner {
            tokens: settings.rate_limit.map_or(0.0, |limit| limit.burst.into()),
            refilled: Instant::now(),
            random: BTreeMap::new(),
            counts: ProxyCounts::default(),
        };
        Self { settings, in_flight: Gauge::default(), inner: Mutex::new(inner) }
    }

    pub(crate) fn counts(&self) -> ProxyCounts {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).counts
    }

    /// A request is in flight until the entry is dropped.
    pub(crate) fn enter(&self) -> (Entry<'_>, usize) {
        self.in_flight.enter()
    }

    /// What happens to a request of an operation while so many are in flight; `injected` is what a test wants
    /// of those that pass.
    pub(crate) fn plan(
        &self,
        operation: &str,
        in_flight: usize,
        injected: impl FnOnce() -> Option<Plan>,
    ) -> Plan {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let mut wait = self.settings.latency;
        if let Some(limit) = self.settings.rate_limit {
            match inner.admit(limit) {
                Ok(time) => wait += time,
                Err(time) => {
                    inner.counts.rate_limited += 1;
                    return limit.rejection(time);
                }
            }
        }
        if let Some(most) = self.settings.most_in_flight.filter(|most| in_flight > *most) {
            inner.counts.too_many_in_flight += 1;
            let text = format!("max connections reached: {most}");
            return Fault::on(operation).status(429).body("text/plain", text).plan;
        }
        let plan = injected().or_else(|| inner.luck(operation, &self.settings));
        let mut plan = plan.unwrap_or_default();
        plan.delay += wait;
        plan
    }
}

impl RateLimit {
    fn per_second(&self) -> f64 {
        f64::from(self.average) / self.period.as_secs_f64()
    }

    /// The longest time that a request waits rather than being rejected.
    fn longest_wait(&self) -> f64 {
        let rate = self.per_second();
        if rate < 1.0 { 0.5 } else { 0.5 / rate }
    }

    fn rejection(&self, wait: Duration) -> Plan {
        let seconds = wait.as_secs() + u64::from(!self.cut_off && wait.subsec_nanos() > 0);
        let fault = Fault::on("").rate_limited(Some(&seconds.to_string()));
        fault.header("x-retry-in", &format!("{wait:?}")).plan
    }
}

impl Inner {
    /// How long an admitted request waits, or when a rejected one may come again.
    fn admit(&mut self, limit: RateLimit) -> Result<Duration, Duration> {
        let rate = limit.per_second();
        let passed = self.refilled.elapsed();
        self.refilled += passed;
        self.tokens = (self.tokens + passed.as_secs_f64() * rate).min(limit.burst.into()) - 1.0;
        let wait = (-self.tokens / rate).max(0.0);
        if wait > limit.longest_wait() {
            self.tokens += 1.0;
            return Err(Duration::from_secs_f64(wait));
        }
        Ok(Duration::from_secs_f64(wait))
    }

    fn luck(&mut self, operation: &str, settings: &Settings) -> Option<Plan> {
        let fault = Fault::on(operation);
        let seed =
            || operation.bytes().fold(settings.seed, |seed, byte| seed.wrapping_mul(31) ^ u64::from(byte));
        let random = self.random.entry(operation.to_owned()).or_insert_with(|| Rng::with_seed(seed()));
        let (draw, processed) = (random.f64(), random.bool());
        // The server's metadata comes from no other service that could miss something.
        if draw < settings.not_found_rate && !matches!(operation, "" | "get_service_metadata") {
            self.counts.not_found += 1;
            let body = Json::object([("errors", Json::list(["The project could not be found."]))]);
            return Some(fault.status(404).body("application/json", body.to_string()).plan);
        }
        if !(settings.not_found_rate..settings.not_found_rate + settings.lost_rate).contains(&draw) {
            return None;
        }
        let creates = operation.starts_with("create_") || operation == "clone_study";
        if processed && !(creates && settings.spares_creations) {
            self.counts.lost_after += 1;
            return Some(fault.drop_connection().processed().plan);
        }
        self.counts.lost_before += 1;
        Some(fault.drop_connection().plan)
    }
}

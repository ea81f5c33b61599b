//! A thousand clients that call at the same instant, and whose first two requests fail.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::fmt::rfc2822::DateTimePrinter;
use jiff::{Span, Timestamp};
use uuid::Uuid;

use crate::faulty_server::{Arrival, Behaviour, FaultyServer};

const CLIENTS: u128 = 1_000;
const BINS: u32 = 20;

/// Lets the first two requests of each client fail.
fn twice(behaviour: Behaviour) -> impl FnMut(&str) -> Behaviour {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    move |path| {
        let count = seen.entry(path.to_owned()).or_default();
        *count += 1;
        if *count <= 2 { behaviour.clone() } else { Behaviour::Success }
    }
}

/// When the requests came, by the number of earlier requests of their client.
fn waves(arrivals: &[Arrival]) -> Vec<Vec<Duration>> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut waves = vec![Vec::new(); 3];
    for arrival in arrivals {
        let count = seen.entry(&arrival.path).or_default();
        waves.get_mut(*count).unwrap().push(arrival.at);
        *count += 1;
    }
    waves
}

/// The fullest of the bins between the first request and the last, in multiples of the mean.
fn peak(wave: &[Duration]) -> (f64, Duration) {
    let (first, last) = (wave.iter().min().unwrap(), wave.iter().max().unwrap());
    let window = last.saturating_sub(*first);
    let width = window / BINS + Duration::from_nanos(1);
    let mut bins = BTreeMap::<u128, u32>::new();
    for at in wave {
        *bins.entry(at.saturating_sub(*first).as_nanos() / width.as_nanos()).or_default() += 1;
    }
    let mean = f64::from(u32::try_from(wave.len()).unwrap()) / f64::from(BINS);
    (f64::from(*bins.values().max().unwrap()) / mean, window)
}

/// A date ten seconds from now, as a server writes it.
fn date() -> String {
    let date = Timestamp::now() + Span::new().seconds(10);
    DateTimePrinter::new().timestamp_to_rfc9110_string(&date).unwrap()
}

#[tokio::test(start_paused = true)]
async fn retries_of_a_thousand_clients_are_spread_out() {
    fastrand::seed(5);
    for (behaviour, spread) in [
        (Behaviour::Status(503), 40),
        (Behaviour::Reset, 40),
        (Behaviour::Status(429), 800),
        (Behaviour::RetryAfter(503, "0".to_owned()), 800),
        (Behaviour::RetryAfter(503, "10".to_owned()), 800),
        (Behaviour::RetryAfter(429, "60".to_owned()), 5_000),
        (Behaviour::RetryAfter(429, date()), 800),
    ] {
        let server = FaultyServer::new(twice(behaviour.clone()));
        let calls: Vec<_> = (0..CLIENTS)
            .map(|number| {
                let studies = server.client().studies();
                tokio::spawn(async move { studies.get_study(Uuid::from_u128(number)).await.is_ok() })
            })
            .collect();
        for call in calls {
            assert!(call.await.unwrap(), "{behaviour:?}");
        }
        let waves = waves(&server.take());
        for (number, wave) in waves.iter().enumerate().skip(1) {
            assert_eq!(wave.len() as u128, CLIENTS);
            let (peak, window) = peak(wave);
            println!(
                "{behaviour:?}: retry {number} over {window:?}, fullest of {BINS} bins {peak:.2} x mean"
            );
            assert!(window >= Duration::from_millis(spread), "{behaviour:?}: all within {window:?}");
            assert!(peak <= 2.5, "{behaviour:?}: {peak}");
        }
        if let Behaviour::RetryAfter(_, when) = &behaviour
            && let Ok(seconds) = when.parse()
        {
            let [first, second, _] = &waves[..] else { panic!("{waves:?}") };
            let soonest = second.iter().min().unwrap().saturating_sub(*first.iter().max().unwrap());
            assert!(soonest >= Duration::from_secs(seconds), "`Retry-After` is obeyed: {soonest:?}");
        }
    }
}

//! A thousand clients that call in the same instant, and are refused twice.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::fmt::rfc2822::DateTimePrinter;
use jiff::{Span, Timestamp};
use uuid::Uuid;

use crate::sky::{Arrival, Sky, Weather};

const CLIENTS: u128 = 1_000;
const BINS: u32 = 20;

/// Refuses the first two requests of each client.
fn twice(weather: Weather) -> impl FnMut(&str) -> Weather {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    move |path| {
        let count = seen.entry(path.to_owned()).or_default();
        *count += 1;
        if *count <= 2 { weather.clone() } else { Weather::Fine }
    }
}

/// When the requests came, by how often their client had been refused before.
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
async fn a_thousand_clients_do_not_storm() {
    fastrand::seed(5);
    for (weather, spread) in [
        (Weather::Status(503), 40),
        (Weather::Reset, 40),
        (Weather::Status(429), 800),
        (Weather::Later(503, "0".to_owned()), 800),
        (Weather::Later(503, "10".to_owned()), 800),
        (Weather::Later(429, "60".to_owned()), 5_000),
        (Weather::Later(429, date()), 800),
    ] {
        let sky = Sky::new(twice(weather.clone()));
        let calls: Vec<_> = (0..CLIENTS)
            .map(|number| {
                let studies = sky.client().studies();
                tokio::spawn(async move { studies.get_study(Uuid::from_u128(number)).await.is_ok() })
            })
            .collect();
        for call in calls {
            assert!(call.await.unwrap(), "{weather:?}");
        }
        let waves = waves(&sky.take());
        for (number, wave) in waves.iter().enumerate().skip(1) {
            assert_eq!(wave.len() as u128, CLIENTS);
            let (peak, window) = peak(wave);
            println!(
                "{weather:?}: repetition {number} over {window:?}, fullest of {BINS} bins {peak:.2} x mean"
            );
            assert!(window >= Duration::from_millis(spread), "{weather:?}: all within {window:?}");
            assert!(peak <= 2.5, "{weather:?}: {peak}");
        }
        if let Weather::Later(_, when) = &weather
            && let Ok(seconds) = when.parse()
        {
            let [first, second, _] = &waves[..] else { panic!("{waves:?}") };
            let soonest = second.iter().min().unwrap().saturating_sub(*first.iter().max().unwrap());
            assert!(soonest >= Duration::from_secs(seconds), "the server's word is kept: {soonest:?}");
        }
    }
}

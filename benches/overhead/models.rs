//! The cost of decoding and encoding models, compared with serde's derive over `serde_json`.
//!
//! In: bodies, and the amount of measurements. Out: a table on standard output. Invariant: each round runs all arms,
//! starting with another one.

use std::any::Any;
use std::hint::black_box;

use osparc_by_hand::models as derive;
use osparc_client::models;
use osparc_client::runtime::{from_json, to_json};

use crate::Options;
use crate::bodies::{self, PAGES};
use crate::measure::{measure, median, number, speeds};

/// Something done to one body.
type Work = Box<dyn Fn()>;

/// The same, once, with what it gives out.
type Give = Box<dyn Fn() -> Box<dyn Any>>;

/// Makes the comparisons of one body: reading, and writing.
type Make = fn() -> [Comparison; 2];

/// One direction of one body: by the derive, by the derive again, and by ours.
struct Comparison {
    name: &'static str,
    bytes: usize,
    arms: [Work; 3],
    /// The derive, and ours.
    gives: [Give; 2],
}

/// A comparison of reading and one of writing, for a body and its types.
macro_rules! comparisons {
    ($name:literal, $body:expr, $derive:ty, $ours:ty) => {
        ($name, || {
            let body = String::leak($body);
            let read = || Box::new(|| used(&read_derived::<$derive>(body))) as Work;
            let derived: &$derive = Box::leak(Box::new(read_derived(body)));
            let write = || Box::new(|| used(&serde_json::to_vec(black_box(derived)))) as Work;
            let ours: &$ours = Box::leak(Box::new(from_json(body.as_bytes()).expect("a valid body")));
            let same = |text: &[u8]| serde_json::from_slice::<serde_json::Value>(text).expect("JSON");
            let written = to_json(ours).expect("JSON");
            assert_eq!(same(&written), same(&serde_json::to_vec(derived).expect("JSON")), $name);
            let bytes = body.len();
            let ours_read = Box::new(|| used(&from_json::<$ours>(black_box(body.as_bytes()))));
            let ours_write = Box::new(|| used(&to_json(black_box(ours))));
            let reads: [Give; 2] = [
                Box::new(|| Box::new(read_derived::<$derive>(body))),
                Box::new(|| Box::new(from_json::<$ours>(body.as_bytes()))),
            ];
            let writes: [Give; 2] =
                [Box::new(|| Box::new(serde_json::to_vec(derived))), Box::new(|| Box::new(to_json(ours)))];
            [
                Comparison { name: "read", bytes, arms: [read(), read(), ours_read], gives: reads },
                Comparison { name: "write", bytes, arms: [write(), write(), ours_write], gives: writes },
            ]
        })
    };
}

/// Keeps a compiler from leaving out what made the value.
fn used<T>(value: &T) {
    black_box(value);
}

fn read_derived<T: serde::de::DeserializeOwned>(body: &str) -> T {
    serde_json::from_slice(black_box(body.as_bytes())).expect("a valid body")
}

/// All that is compared, made when it is its turn.
const ALL: [(&str, Make); 9] = [
    comparisons!("page 0.3 KB", bodies::page(PAGES[0]), derive::PageStudy, models::PageStudy),
    comparisons!("page 4 KB", bodies::page(PAGES[1]), derive::PageStudy, models::PageStudy),
    comparisons!("page 50 KB", bodies::page(PAGES[2]), derive::PageStudy, models::PageStudy),
    comparisons!("page 300 KB", bodies::page(PAGES[3]), derive::PageStudy, models::PageStudy),
    comparisons!("status 0.2 KB", bodies::status(), derive::JobStatus, models::JobStatus),
    comparisons!("unions 4 KB", bodies::inputs(90), derive::JobInputs, models::JobInputs),
    comparisons!("unions 300 KB", bodies::inputs(6500), derive::JobInputs, models::JobInputs),
    comparisons!("free 4 KB", bodies::ports(20), derive::OnePageStudyPort, models::OnePageStudyPort),
    comparisons!("free 300 KB", bodies::ports(1500), derive::OnePageStudyPort, models::OnePageStudyPort),
];

/// Measures and prints the table of models. The extra memory is what is held at the peak beyond what is given out at
/// the end.
pub(crate) fn table(options: &Options) {
    println!(
        "\n{:<20} {:>8} {:>12} {:>12} {:>8} {:>8} {:>12} {:>12}",
        "models", "bytes", "derive MB/s", "ours MB/s", "speed", "A/A", "derive extra", "ours extra"
    );
    for (name, comparisons) in ALL {
        for comparison in comparisons() {
            println!("{}", row(name, &comparison, options));
        }
    }
}

fn row(name: &str, comparison: &Comparison, options: &Options) -> String {
    let Comparison { name: direction, bytes, arms, gives } = comparison;
    let rounds = speeds(options.rounds, *bytes, arms.each_ref().map(|arm| &**arm));
    let speed = |index: usize| median(rounds.iter().map(|speeds| speeds[index]));
    let ratio = |index: usize| 100.0 * median(rounds.iter().map(|speeds| speeds[index] / speeds[0]));
    let title = format!("{direction} {name}");
    format!(
        "{title:<20} {bytes:>8} {:>12.0} {:>12.0} {:>7.0}% {:>7.0}% {:>11.2}x {:>11.2}x",
        speed(0),
        speed(2),
        ratio(2),
        ratio(1),
        extra(&gives[0], *bytes),
        extra(&gives[1], *bytes),
    )
}

/// What is held at the peak beyond what is given out, in bodies.
fn extra(give: &Give, bytes: usize) -> f64 {
    let mut given = None;
    let memory = measure(|| given = Some(give())).memory;
    let kept = u64::try_from(memory.bytes_current).unwrap_or_default();
    number(memory.bytes_max - kept) / number(bytes as u64)
}

/// Does one thing many times and measures nothing: for programs that count instructions.
pub(crate) fn run(name: &str, arm: usize, times: usize) -> Option<()> {
    let (direction, name) = name.split_once(' ')?;
    let (_, comparisons) = ALL.into_iter().find(|(body, _)| *body == name)?;
    let comparison = comparisons().into_iter().find(|comparison| comparison.name == direction)?;
    let work = comparison.arms.get(arm)?;
    (0..times).for_each(|_| work());
    Some(())
}

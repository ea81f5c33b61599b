//! The cost of calls: time, allocations and latency of each arm, with several calls in flight.
//!
//! In: the arms, and the amount of measurements. Out: a table on standard output. Invariant: each round runs all arms,
//! starting with another one.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use crate::arms::{ARMS, Arm, CASES, Case};
use crate::measure::{Cost, measure, median, micros, number, percentile};
use crate::server::DOWNLOAD;
use crate::{Options, tracing};

const IN_FLIGHT: [usize; 3] = [1, 8, 64];

/// One arm's part of a round.
struct Sample {
    cost: Cost,
    calls: f64,
    latencies: Vec<Duration>,
}

impl Sample {
    fn cpu(&self) -> f64 {
        micros(self.cost.cpu) / self.calls
    }

    fn allocations(&self) -> f64 {
        number(self.cost.memory.count_total) / self.calls
    }

    fn peak(&self) -> f64 {
        number(self.cost.memory.bytes_max) / 1024.0
    }

    fn throughput(&self) -> f64 {
        self.calls / self.cost.wall.as_secs_f64()
    }
}

/// Measures and prints the table of calls.
pub(crate) fn calls(arms: &[Arc<Arm>], options: &Options) {
    println!(
        "\n{:<11} {:>9} {:<14} {:>8} {:>8} {:>7} {:>7} {:>10} {:>8} {:>8} {:>9}",
        "call",
        "in flight",
        "arm",
        "CPU µs",
        "more",
        "allocs",
        "more",
        "throughput",
        "p50 µs",
        "p99 µs",
        "peak KiB"
    );
    for (name, case) in CASES {
        for in_flight in IN_FLIGHT {
            let rounds = rounds(arms, case, in_flight, options);
            for (index, (arm, _)) in ARMS.iter().enumerate() {
                let title = format!("{name:<11} {in_flight:>9} {arm:<14}");
                println!("{title} {}", row(&rounds, index));
            }
        }
    }
}

/// Measures and prints the table of downloads.
pub(crate) fn downloads(arms: &[Arc<Arm>], options: &Options) {
    println!(
        "\n{:<16} {:<14} {:>8} {:>8} {:>11} {:>8} {:>9}",
        "256 MiB", "arm", "GiB/s", "rate", "CPU ms/GiB", "CPU", "peak KiB"
    );
    let few = Options { calls: 1, ..*options };
    let rounds = rounds(arms, Case::Download, 1, &few);
    for (index, (arm, _)) in ARMS.iter().enumerate() {
        let of = |get: fn(&Sample) -> f64| median(rounds.iter().map(|round| get(&round[index])));
        let rate = of(Sample::throughput) * number(DOWNLOAD) / f64::from(1 << 30);
        let ratio = median(rounds.iter().map(|round| round[index].throughput() / round[0].throughput()));
        let per_gib = f64::from(1 << 30) / number(DOWNLOAD) / 1000.0;
        let cpu = median(rounds.iter().map(|round| round[index].cpu() / round[0].cpu()));
        println!(
            "{:<16} {arm:<14} {rate:>8.2} {:>7.1}% {:>11.1} {:>7.1}% {:>9.0}",
            "",
            ratio * 100.0,
            of(Sample::cpu) * per_gib,
            cpu * 100.0,
            of(Sample::peak)
        );
    }
}

fn row(rounds: &[Vec<Sample>], index: usize) -> String {
    let of = |get: fn(&Sample) -> f64| median(rounds.iter().map(|round| get(&round[index])));
    let more =
        |get: fn(&Sample) -> f64| median(rounds.iter().map(|round| get(&round[index]) - get(&round[0])));
    let throughput = median(rounds.iter().map(|round| round[index].throughput() / round[0].throughput()));
    let latencies = || rounds.iter().flat_map(|round| round[index].latencies.iter().copied().map(micros));
    format!(
        "{:>8.1} {:>+8.1} {:>7.1} {:>+7.1} {:>9.1}% {:>8.0} {:>8.0} {:>9.0}",
        of(Sample::cpu),
        more(Sample::cpu),
        of(Sample::allocations),
        more(Sample::allocations),
        throughput * 100.0,
        percentile(latencies(), 50),
        percentile(latencies(), 99),
        of(Sample::peak),
    )
}

/// Runs all arms in each round. The first round warms up, and is not counted.
fn rounds(arms: &[Arc<Arm>], case: Case, in_flight: usize, options: &Options) -> Vec<Vec<Sample>> {
    // One thread, so that it is the client that limits the throughput, and that its allocations can be counted.
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be made");
    let mut rounds = Vec::new();
    for round in 0..=options.rounds {
        let mut samples: Vec<Option<Sample>> = ARMS.iter().map(|_| None).collect();
        for turn in 0..ARMS.len() {
            let index = (round + turn) % ARMS.len();
            let traced = ARMS[index].1.then(tracing::Recording::start);
            samples[index] = Some(sample(&runtime, &arms[index], case, in_flight, options.calls));
            drop(traced);
        }
        if round > 0 {
            rounds.push(samples.into_iter().flatten().collect());
        }
    }
    rounds
}

fn sample(runtime: &Runtime, arm: &Arc<Arm>, case: Case, in_flight: usize, calls: usize) -> Sample {
    let left = Arc::new(AtomicUsize::new(calls));
    let mut latencies = Vec::with_capacity(calls);
    let cost = measure(|| {
        runtime.block_on(async {
            let mut workers = JoinSet::new();
            for _ in 0..in_flight {
                workers.spawn(work(arm.clone(), case, left.clone(), calls));
            }
            while let Some(worker) = workers.join_next().await {
                latencies.extend(worker.expect("a call succeeds"));
            }
        });
    });
    Sample { cost, calls: number(calls as u64), latencies }
}

/// Makes calls one after the other, until none is left.
async fn work(arm: Arc<Arm>, case: Case, left: Arc<AtomicUsize>, calls: usize) -> Vec<Duration> {
    let mut latencies = Vec::with_capacity(calls);
    while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok() {
        let start = Instant::now();
        assert_ne!(arm.call(case).await, 0, "the response is not empty");
        latencies.push(start.elapsed());
    }
    latencies
}

/// Makes calls and measures nothing: for programs that count instructions.
pub(crate) fn run(arm: Arm, traced: bool, case: Case, calls: usize) {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be made");
    let _traced = traced.then(tracing::Recording::start);
    sample(&runtime, &Arc::new(arm), case, 1, calls);
}

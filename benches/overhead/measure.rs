//! Single measurements and their medians.
//!
//! In: work to do. Out: its time, its memory, and medians. Invariant: ratios are computed within a round, in which the arms
//! run one after the other, so that noise that lasts longer than a round has no effect.

use std::time::{Duration, Instant};

use allocation_counter::AllocationInfo;
use cpu_time::ProcessTime;

/// The cost of some work.
pub(crate) struct Cost {
    pub(crate) wall: Duration,
    pub(crate) cpu: Duration,
    pub(crate) memory: AllocationInfo,
}

/// Measures some work. All of it runs on this thread, whose allocations are counted.
pub(crate) fn measure(work: impl FnOnce()) -> Cost {
    let (wall, cpu) = (Instant::now(), ProcessTime::now());
    let memory = allocation_counter::measure(work);
    Cost { wall: wall.elapsed(), cpu: cpu.elapsed(), memory }
}

/// How long an arm works in a round, about.
const WORK_BYTES: usize = 2 * 1024 * 1024;

/// The speed of each arm in each round, in bytes per microsecond, where an arm works on so many bytes each time. The
/// arms take turns, in each round from another one on; the first round warms up, and is not given.
pub(crate) fn speeds<const ARMS: usize>(
    rounds: usize,
    bytes: usize,
    arms: [&dyn Fn(); ARMS],
) -> Vec<[f64; ARMS]> {
    let times = WORK_BYTES / bytes;
    let round = |round: usize| {
        let mut speeds = [0.0; ARMS];
        for turn in 0..ARMS {
            let index = (round + turn) % ARMS;
            let cost = measure(|| (0..times).for_each(|_| arms[index]()));
            speeds[index] = number((times * bytes) as u64) / micros(cost.cpu);
        }
        speeds
    };
    (0..=rounds).map(round).skip(1).collect()
}

/// The value in the middle.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    percentile(values, 50)
}

/// The value that so many percent of the values do not exceed; not a number where there are none.
pub(crate) fn percentile(values: impl IntoIterator<Item = f64>, percent: usize) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let index = (values.len() * percent).div_ceil(100).max(1) - 1;
    values.get(index).copied().unwrap_or(f64::NAN)
}

/// A count as a number to divide.
#[expect(clippy::cast_precision_loss, reason = "counts of a benchmark are far below 2^52")]
pub(crate) fn number(count: u64) -> f64 {
    count as f64
}

pub(crate) fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

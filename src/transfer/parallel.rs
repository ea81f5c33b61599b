//! Concurrency within one task.
//!
//! In: futures, and how many of them may run at a time. Out: their values, in the order of the futures.
//! Invariant: nothing is spawned; dropping the whole drops all futures.

use std::{
    collections::BTreeMap,
    future::{Future, poll_fn},
    task::Poll,
};

/// How many futures run at a time by default.
pub(crate) const CONCURRENCY: usize = 4;

/// Runs at most `limit` of the futures at a time (0 counts as 1) until all are ready.
pub(crate) async fn in_parallel<F: Future>(
    limit: usize,
    futures: impl IntoIterator<Item = F>,
) -> Vec<F::Output> {
    let mut waiting = futures.into_iter().map(Box::pin).enumerate();
    let mut running = Vec::new();
    let mut done = BTreeMap::new();
    poll_fn(|cx| {
        loop {
            let room = limit.max(1).saturating_sub(running.len());
            running.extend(waiting.by_ref().take(room));
            if running.is_empty() {
                return Poll::Ready(());
            }
            let before = done.len();
            running.retain_mut(|(at, future)| match future.as_mut().poll(cx) {
                Poll::Ready(value) => {
                    done.insert(*at, value);
                    false
                }
                Poll::Pending => true,
            });
            if done.len() == before {
                return Poll::Pending;
            }
        }
    })
    .await;
    done.into_values().collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    use super::in_parallel;

    #[tokio::test]
    async fn values_are_in_order_and_the_limit_holds() {
        for (limit, most) in [(0, 1), (1, 1), (3, 3), (100, 10)] {
            let (running, highest) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let (running, highest) = (&running, &highest);
            let values = in_parallel(
                limit,
                (0..10).map(|number| async move {
                    highest.fetch_max(running.fetch_add(1, SeqCst) + 1, SeqCst);
                    // Later futures finish earlier.
                    for _ in number..10 {
                        tokio::task::yield_now().await;
                    }
                    running.fetch_sub(1, SeqCst);
                    number
                }),
            )
            .await;
            assert_eq!(values, (0..10).collect::<Vec<_>>());
            assert_eq!(highest.load(SeqCst), most, "limit {limit}");
        }
        assert!(in_parallel(4, Vec::<std::future::Ready<()>>::new()).await.is_empty());
    }
}

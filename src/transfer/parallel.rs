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
#[cfg(any(feature = "studies", feature = "solvers"))]
pub(crate) async fn in_parallel<F: Future>(
    limit: usize,
    futures: impl IntoIterator<Item = F>,
) -> Vec<F::Output> {
    in_parallel_until(limit, futures, |_| false).await
}

/// The same until one of them fails; the others are dropped then.
#[cfg(feature = "files")]
pub(crate) async fn try_in_parallel<T, E, F: Future<Output = Result<T, E>>>(
    limit: usize,
    futures: impl IntoIterator<Item = F>,
) -> Result<Vec<T>, E> {
    in_parallel_until(limit, futures, Result::is_err).await.into_iter().collect()
}

async fn in_parallel_until<F: Future>(
    limit: usize,
    futures: impl IntoIterator<Item = F>,
    is_last: impl Fn(&F::Output) -> bool,
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
            let (before, mut ended) = (done.len(), false);
            running.retain_mut(|(at, future)| match future.as_mut().poll(cx) {
                Poll::Ready(value) => {
                    ended |= is_last(&value);
                    done.insert(*at, value);
                    false
                }
                Poll::Pending => true,
            });
            if ended {
                return Poll::Ready(());
            }
            if done.len() == before {
                return Poll::Pending;
            }
        }
    })
    .await;
    done.into_values().collect()
}

#[cfg(all(test, feature = "files", feature = "studies"))]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    use super::{in_parallel, try_in_parallel};

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

    #[tokio::test]
    async fn the_first_failure_ends_the_others() {
        let (begun, ended) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let (begun, ended) = (&begun, &ended);
        let futures = (0..10).map(|number| async move {
            begun.fetch_add(1, SeqCst);
            for _ in 0..number {
                tokio::task::yield_now().await;
            }
            ended.fetch_add(1, SeqCst);
            if number == 3 { Err(number) } else { Ok(number) }
        });
        assert_eq!(try_in_parallel(4, futures).await, Err(3));
        assert!(begun.load(SeqCst) < 10, "no further future begins");
        assert!(ended.load(SeqCst) < begun.load(SeqCst), "those that run are dropped");
        let values = try_in_parallel(4, (0..10).map(|number| async move { Ok::<_, ()>(number) })).await;
        assert_eq!(values, Ok((0..10).collect()));
    }
}

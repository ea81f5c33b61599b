//! Depth-first walks over types.
//!
//! In: the edges of each node. Out: those that close a circle.
//! Invariant: not recursive, as a document may chain any number of types.

/// Edges that lead to a node which is still open in a depth-first walk, as source, label and target; each circle has at
/// least one.
pub(super) fn back_edges<L: Copy>(
    nodes: usize,
    edges: impl Fn(usize) -> Vec<(L, usize)>,
) -> Vec<(usize, L, usize)> {
    let mut state = vec![State::New; nodes];
    let mut back = Vec::new();
    for root in 0..nodes {
        if state.get(root) != Some(&State::New) {
            continue;
        }
        let mut path = vec![(root, edges(root).into_iter())];
        set(&mut state, root, State::Open);
        while let Some((node, rest)) = path.last_mut() {
            let node = *node;
            match rest.next() {
                None => {
                    set(&mut state, node, State::Done);
                    path.pop();
                }
                Some((label, next)) => match state.get(next) {
                    Some(State::New) => {
                        set(&mut state, next, State::Open);
                        path.push((next, edges(next).into_iter()));
                    }
                    Some(State::Open) => back.push((node, label, next)),
                    Some(State::Done) | None => {}
                },
            }
        }
    }
    back
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

fn set(states: &mut [State], node: usize, state: State) {
    if let Some(known) = states.get_mut(node) {
        *known = state;
    }
}

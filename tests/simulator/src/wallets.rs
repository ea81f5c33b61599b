//! The wallets and licensed items of a simulator's user.
//!
//! In: nothing. Out: identifiers and names. Invariant: the first wallet is the default one.

/// A wallet of somebody else: asking for it is a 403.
pub const FORBIDDEN_WALLET: i64 = 403;
/// The licensed item that every wallet can check out.
pub const LICENSED_ITEM: &str = "5eed0000-0000-4000-8000-0000011ce05e";

/// Identifier and name of each wallet of the user.
pub(crate) const WALLETS: [(i64, &str); 2] = [(1, "Research"), (2, "Teaching")];

//! The keys of the object that was looked at last.
//!
//! In: a [`Cursor`] at an object. Out: where the values of its members begin. Invariant: the keys are found in one pass.
use super::ReadError;
use super::cursor::Cursor;

/// The members of the object that was looked at last.
#[derive(Debug, Default)]
pub(super) struct Lookahead {
    /// Where the object begins; `None` before the first one.
    pub(super) start: Option<usize>,
    /// All keys in one piece.
    keys: String,
    members: Vec<Member>,
}

/// Where a key ends in [`Lookahead::keys`], and where its value begins in the input.
#[derive(Debug)]
struct Member {
    key_end: usize,
    value: usize,
}

impl Lookahead {
    /// Where the value of a member begins; of several the last, which is the one that reading gives.
    pub(super) fn find(&self, key: &str) -> Option<usize> {
        let mut begin = 0;
        let mut found = None;
        for member in &self.members {
            if self.keys.get(begin..member.key_end) == Some(key) {
                found = Some(member.value);
            }
            begin = member.key_end;
        }
        found
    }

    /// Notes the keys of the object at which the parser stands, and gives the offset behind it.
    pub(super) fn fill(&mut self, mut cursor: Cursor<'_>) -> Result<usize, ReadError> {
        self.start = None;
        self.keys.clear();
        self.members.clear();
        let start = cursor.offset();
        let mut key = cursor.first_key()?;
        while let Some(text) = key {
            self.keys.push_str(text);
            let key_end = self.keys.len();
            cursor.peek()?;
            self.members.push(Member { key_end, value: cursor.offset() });
            cursor.skip()?;
            key = cursor.next_key()?;
        }
        self.start = Some(start);
        Ok(cursor.offset())
    }
}

//! File names of logs.
//!
//! In: a node's name, whatever the server put there. Out: a file name. Invariant: it names a file in its folder, on any
//! system, and no two logs have the same.

use std::collections::BTreeSet;

/// The longest file name that is made of a node's name, in bytes; file systems take 255.
const NAME_LIMIT: usize = 100;

/// A file name made of a node's name: letters, digits, `-` and `_`, never empty, reserved or long.
pub(super) fn file_name(node_name: &str) -> String {
    let plain =
        |character: char| if character.is_ascii_alphanumeric() || character == '-' { character } else { '_' };
    let stem: String = node_name.chars().map(plain).take(NAME_LIMIT).collect();
    let reserved = ["con", "prn", "aux", "nul"].contains(&stem.to_ascii_lowercase().as_str())
        || stem.len() == 4 && ["com", "lpt"].iter().any(|port| stem.to_ascii_lowercase().starts_with(port));
    if stem.is_empty() || reserved { format!("log_{stem}") } else { stem }
}

/// The name with `.zip`, and with a number where an earlier log has it; names that differ by case only are one.
pub(super) fn unique(stem: &str, taken: &mut BTreeSet<String>) -> String {
    let candidates =
        std::iter::once(stem.to_owned()).chain((2_u64..).map(|number| format!("{stem}_{number}")));
    let free = candidates.into_iter().find(|name| taken.insert(name.to_ascii_lowercase()));
    format!("{}.zip", free.unwrap_or_else(|| stem.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{file_name, unique};

    #[test]
    fn names_stay_in_the_folder() {
        let cases = [
            ("b0a1", "b0a1"),
            ("../../etc/passwd", "______etc_passwd"),
            ("/etc/passwd", "_etc_passwd"),
            ("C:\\x", "C__x"),
            ("", "log_"),
            (".", "_"),
            ("NUL", "log_NUL"),
            ("com1", "log_com1"),
            ("na\u{ef}ve\0", "na_ve_"),
        ];
        for (name, expected) in cases {
            assert_eq!(file_name(name), expected, "{name:?}");
        }
        assert_eq!(file_name(&"a".repeat(5000)).len(), 100);
    }

    #[test]
    fn names_are_kept_apart() {
        let mut taken = BTreeSet::new();
        let names = ["a", "A", "a_2", "a"].map(|stem| unique(stem, &mut taken));
        assert_eq!(names, ["a.zip", "A_2.zip", "a_2_2.zip", "a_3.zip"]);
    }
}

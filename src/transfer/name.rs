//! File names of downloads.
//!
//! In: any name from a server. Out: a file name. Invariant: it names a file in its folder on every system; it is ASCII,
//! does not begin with a dot, and the names of one download are unique on every file system.

#[cfg(any(feature = "studies", feature = "solvers"))]
use std::collections::BTreeSet;

/// The longest file name, in bytes. File systems allow 255, of which the name of a partial file needs some.
const NAME_LIMIT: usize = 100;

/// The longest extension (`.tar.gz`) that is kept when a name is shortened, in bytes.
const EXTENSION_LIMIT: usize = 20;

/// Names of devices on Windows, whatever follows the first dot; `com` and `lpt` are devices with a digit.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Converts a name to a file name of letters, digits, `-`, `_` and inner dots that is never empty, reserved or long.
pub(super) fn file_name(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.') { c } else { '_' };
    let name: String = name.chars().map(plain).collect();
    let inner = name.trim_start_matches('.');
    let mut name = format!("{}{inner}", "_".repeat((name.len() - inner.len()).min(NAME_LIMIT)));
    let inner = name.trim_end_matches('.').len();
    name.replace_range(inner.., &"_".repeat((name.len() - inner).min(NAME_LIMIT)));
    if is_reserved(&name) {
        name.insert_str(0, "file_");
    }
    shorten(&name)
}

/// Whether the part before the first dot is empty or the name of a device.
fn is_reserved(name: &str) -> bool {
    let stem = split(name).0.to_ascii_lowercase();
    let device = stem.strip_suffix(|c: char| c.is_ascii_digit()).filter(|_| stem.len() == 4);
    match device {
        Some(device) => ["com", "lpt"].contains(&device),
        None => stem.is_empty() || DEVICES.contains(&stem.as_str()),
    }
}

fn shorten(name: &str) -> String {
    let (stem, extension) = split(name);
    // A longer extension is shortened together with the stem.
    let (stem, extension) = if extension.len() > EXTENSION_LIMIT { (name, "") } else { (stem, extension) };
    let room = NAME_LIMIT.saturating_sub(extension.len());
    let stem: String = stem.chars().take(room).collect();
    format!("{}{extension}", if extension.is_empty() { stem.trim_end_matches('.') } else { &stem })
}

/// Splits a name before its first dot.
fn split(name: &str) -> (&str, &str) {
    name.split_at_checked(name.find('.').unwrap_or(name.len())).unwrap_or((name, ""))
}

/// Adds a number before the first dot if the name is taken already. Names that differ only by case count as equal.
#[cfg(any(feature = "studies", feature = "solvers"))]
pub(super) fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let (stem, extension) = split(name);
    let numbered = (2_u64..).map(|number| format!("{stem}_{number}{extension}"));
    let mut candidates = std::iter::once(name.to_owned()).chain(numbered);
    candidates.find(|name| taken.insert(name.to_ascii_lowercase())).unwrap_or_else(|| name.to_owned())
}

#[cfg(all(test, any(feature = "studies", feature = "solvers")))]
mod tests {
    use std::collections::BTreeSet;

    use super::{NAME_LIMIT, file_name, unique};

    #[test]
    fn names_stay_in_the_folder() {
        let cases = [
            ("b0a1", "b0a1"),
            ("output.json", "output.json"),
            ("a.tar.gz", "a.tar.gz"),
            ("../../etc/passwd", "___.._etc_passwd"),
            ("/etc/passwd", "_etc_passwd"),
            ("C:\\x.txt", "C__x.txt"),
            ("a.txt:stream", "a.txt_stream"),
            ("", "file_"),
            (".", "_"),
            ("..", "__"),
            (".bashrc", "_bashrc"),
            ("a.json.", "a.json_"),
            ("a.json ", "a.json_"),
            ("NUL", "file_NUL"),
            ("nul.tar.gz", "file_nul.tar.gz"),
            ("com1.txt", "file_com1.txt"),
            ("com12", "com12"),
            ("auxiliary", "auxiliary"),
            ("na\u{ef}ve\0.txt", "na_ve_.txt"),
            ("x\u{202e}gpj.exe", "x_gpj.exe"),
            ("a\u{ff0f}b\u{2024}\u{2024}", "a_b__"),
        ];
        for (name, expected) in cases {
            assert_eq!(file_name(name), expected, "{name:?}");
        }
    }

    #[test]
    fn long_names_are_shortened_and_keep_their_extension() {
        let long = "a".repeat(5000);
        assert_eq!(file_name(&format!("{long}.tar.gz")), format!("{}.tar.gz", "a".repeat(93)));
        for name in [long.clone(), format!("x.{long}"), format!("{long}.{long}"), ".".repeat(5000)] {
            let short = file_name(&name);
            assert!(short.len() <= NAME_LIMIT && !short.ends_with('.') && !short.starts_with('.'), "{short}");
        }
        let dotted = format!("{}.b", "a.".repeat(60));
        assert!(!file_name(&dotted).ends_with('.'), "{}", file_name(&dotted));
    }

    #[test]
    fn names_are_unique() {
        let mut taken = BTreeSet::new();
        let names = ["a.zip", "A.zip", "a_2.zip", "a.zip", "a.ZIP", "b"].map(|name| unique(name, &mut taken));
        assert_eq!(names, ["a.zip", "A_2.zip", "a_2_2.zip", "a_3.zip", "a_4.ZIP", "b"]);
    }
}

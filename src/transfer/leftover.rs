//! Partial files on disk: which of them a download goes on with, and which are removed.
//!
//! In: a target path, and what is downloaded. Out: a locked partial file, new or left by an earlier download. Invariant:
//! a partial file is used by one download at a time, in all processes; what the operating system unlocks when a process is
//! killed, the next download goes on with.
//!
//! A partial file `.<name>.<number>.part` stands beside its target, and its record, `.part.info`, beside that. The number
//! is random and never used twice: a locked file that is still at its path is therefore no one else's.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use hmac_sha256::Hash;
use http::HeaderValue;

use super::{
    digest::hex,
    temporary::{RemovedOnDrop, create_unique},
};

/// How long the partial files of other targets in the folder are left alone.
const STALE: Duration = Duration::from_secs(7 * 24 * 3600);
/// The longest name that is part of the name of the partial file, in bytes.
const NAME_LIMIT: usize = 150;
const SUFFIX: &str = ".part";
const RECORD_SUFFIX: &str = ".info";
const FIRST_LINE: &str = "osparc-client partial download 1";
const LAST_LINE: &str = "end";

/// A partial file and the file of its record, both removed on drop unless they are kept.
pub(super) struct Leftover {
    pub(super) data: RemovedOnDrop,
    pub(super) record: RemovedOnDrop,
    pub(super) file: File,
    /// What the bytes in the file belong to; `None` for a new file.
    pub(super) found: Option<Record>,
    /// Whether a later download may use the file: not on file systems without locks.
    pub(super) locked: bool,
}

/// What the bytes of a partial file belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// What is downloaded: see [`source_id`].
    pub(super) source: String,
    /// The validator of the object.
    pub(super) validator: HeaderValue,
    /// The length of the object, if it is known.
    pub(super) total: Option<u64>,
}

/// Identifies what is downloaded, in one word.
pub(super) fn source_id(parts: &[&str]) -> String {
    let mut hash = Hash::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hex(&hash.finalize())
}

/// Finds the partial file of this source for this target, or creates one. Partial files of other sources for this target
/// are removed, and old ones of other targets.
pub(super) fn open(target: &Path, source: &str) -> io::Result<Leftover> {
    match find(target, source)? {
        Some(leftover) => Ok(leftover),
        None => create(folder_of(target), &prefix(target)),
    }
}

/// Removes the partial files of a target that nobody uses.
pub(super) fn remove(target: &Path) {
    // No source has an empty name. What cannot be removed does no harm.
    let _ = find(target, "");
}

fn find(target: &Path, source: &str) -> io::Result<Option<Leftover>> {
    let prefix = prefix(target);
    let mut found = None;
    for entry in fs::read_dir(folder_of(target))?.flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let Some(name) = name.to_str() else { continue };
        let data = name.strip_suffix(RECORD_SUFFIX).unwrap_or(name);
        let Some(whose) = prefix_of(data) else { continue };
        let ours = whose == prefix;
        if data.len() < name.len() {
            remove_orphan(path, ours, data);
        } else if let Some(leftover) = inspect(path, ours, source) {
            found.get_or_insert(leftover);
        }
    }
    Ok(found)
}

fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Removes a record without its partial file, which is made before the record and removed or renamed before it.
fn remove_orphan(record: PathBuf, ours: bool, data: &str) {
    if (ours || is_stale(&record)) && !record.with_file_name(data).exists() {
        drop(RemovedOnDrop::new(record));
    }
}

/// Locks a partial file that nobody uses. It is returned if it is of this source, and removed if it is of no use.
fn inspect(path: PathBuf, ours: bool, source: &str) -> Option<Leftover> {
    if !ours && !is_stale(&path) {
        return None;
    }
    let file = OpenOptions::new().read(true).write(true).open(&path).ok()?;
    // A file that is locked is in use. One that is no longer at its path became somebody's complete file.
    file.try_lock().ok()?;
    if !path.exists() {
        return None;
    }
    let record_path = record_path(&path);
    let record = Record::read(&record_path);
    // Another download may be about to lock a file that has no record yet.
    let mut leftover = Leftover {
        data: RemovedOnDrop::new(path),
        record: RemovedOnDrop::new(record_path),
        file,
        found: record,
        locked: true,
    };
    match &leftover.found {
        Some(record) if ours && record.source == source => return Some(leftover),
        None if !is_stale(leftover.data.path()) => leftover.data.keep(),
        _ => {}
    }
    None
}

fn create(folder: &Path, prefix: &str) -> io::Result<Leftover> {
    loop {
        let (data, file) = create_unique(folder, prefix, SUFFIX, &mut OpenOptions::new())?;
        let locked = match file.try_lock() {
            Ok(()) => data.path().exists(),
            // Another download looks at it right now.
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(_)) => {
                let record = RemovedOnDrop::new(record_path(data.path()));
                return Ok(Leftover { data, record, file, found: None, locked: false });
            }
        };
        if locked {
            let record = RemovedOnDrop::new(record_path(data.path()));
            return Ok(Leftover { data, record, file, found: None, locked });
        }
    }
}

/// What the names of the partial files of a target begin with.
fn prefix(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    if name.len() > NAME_LIMIT { format!(".{}.", source_id(&[&name])) } else { format!(".{name}.") }
}

/// The prefix in the name of a partial file; `None` for other files.
fn prefix_of(name: &str) -> Option<&str> {
    let (prefix, number) = name.strip_suffix(SUFFIX)?.split_at_checked(name.len().checked_sub(21)?)?;
    let is_number = number.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    (is_number && prefix.starts_with('.') && prefix.ends_with('.')).then_some(prefix)
}

fn record_path(data: &Path) -> PathBuf {
    let mut path = data.as_os_str().to_owned();
    path.push(RECORD_SUFFIX);
    path.into()
}

fn is_stale(path: &Path) -> bool {
    let modified = fs::metadata(path).and_then(|metadata| metadata.modified());
    modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > STALE))
}

impl Record {
    /// Reads a record; `None` if there is none, or not a whole one.
    fn read(path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).ok()?;
        let mut lines = text.lines();
        let mut next = |name: &str| lines.next()?.strip_prefix(name);
        next(FIRST_LINE)?;
        let source = next("source: ")?.to_owned();
        let validator = HeaderValue::from_str(next("validator: ")?).ok()?;
        let total = next("total: ")?.parse().ok();
        next(LAST_LINE)?.is_empty().then_some(Self { source, validator, total })
    }

    /// Writes the record.
    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        let validator = self.validator.to_str().map_err(io::Error::other)?;
        let total = self.total.map_or("unknown".to_owned(), |total| total.to_string());
        let text = format!(
            "{FIRST_LINE}\nsource: {}\nvalidator: {validator}\ntotal: {total}\n{LAST_LINE}\n",
            self.source
        );
        fs::write(path, text)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        env, process,
        sync::atomic::{AtomicUsize, Ordering},
        time::SystemTime,
    };

    use super::*;

    /// A folder that is removed with its value.
    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Self {
            static NUMBER: AtomicUsize = AtomicUsize::new(0);
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let path = env::temp_dir().join(format!("osparc-client-leftover-{}-{number}", process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.0).unwrap();
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn record(source: &str) -> Record {
        let validator = HeaderValue::from_static("\"tag\"");
        Record { source: source.to_owned(), validator, total: Some(7) }
    }

    /// Leaves a partial file, as a process that is killed does.
    fn leave(target: &Path, source: &str) -> PathBuf {
        let Leftover { mut data, record: mut record_file, file, .. } = open(target, source).unwrap();
        record(source).write(record_file.path()).unwrap();
        data.keep();
        record_file.keep();
        drop(file);
        data.path().to_owned()
    }

    #[test]
    fn a_partial_file_is_found_by_its_source_and_only_once_at_a_time() {
        let folder = Folder::new();
        let target = folder.0.join("a.bin");
        let left = leave(&target, "one");
        let first = open(&target, "one").unwrap();
        assert_eq!((first.data.path(), &first.found), (left.as_path(), &Some(record("one"))));
        let second = open(&target, "one").unwrap();
        assert!(second.found.is_none() && second.data.path() != left);
        drop((first, second));
        assert_eq!(folder.names(), [""; 0], "what is not kept is removed");
    }

    #[test]
    fn partial_files_of_other_sources_are_removed_and_other_files_are_not() {
        let folder = Folder::new();
        let target = folder.0.join("a.bin");
        let left = leave(&target, "one");
        let other = leave(&folder.0.join("b.bin"), "one");
        let old = leave(&folder.0.join("c.bin"), "one");
        let eight_days = SystemTime::now() - Duration::from_secs(8 * 24 * 3600);
        File::options().write(true).open(&old).unwrap().set_modified(eight_days).unwrap();
        fs::write(folder.0.join(".a.bin.notes.part"), "mine").unwrap();
        fs::write(folder.0.join(".a.bin.0123456789abcdef.part"), "without record, but recent").unwrap();
        fs::write(folder.0.join(".a.bin.0123456789abcdee.part.info"), "without data").unwrap();
        assert!(open(&target, "two").unwrap().found.is_none());
        let names = folder.names();
        assert!(!left.exists() && !old.exists() && other.exists(), "{names:?}");
        assert_eq!(names.len(), 4, "{names:?}");
        remove(&folder.0.join("b.bin"));
        assert_eq!(folder.names().len(), 2, "{:?}", folder.names());
    }

    #[test]
    fn a_file_that_was_completed_meanwhile_is_not_touched() {
        let folder = Folder::new();
        let target = folder.0.join("a.bin");
        let left = leave(&target, "one");
        let first = open(&target, "one").unwrap();
        let seen = OpenOptions::new().read(true).write(true).open(&left).unwrap();
        fs::rename(&left, &target).unwrap();
        drop(first);
        // The lock is free, but the file is no longer a partial one.
        seen.try_lock().unwrap();
        assert!(inspect(left, true, "one").is_none());
        assert!(target.exists());
    }

    #[test]
    fn records_that_are_not_whole_are_none() {
        let folder = Folder::new();
        let path = folder.0.join("record");
        for total in [None, Some(0), Some(u64::MAX)] {
            let record = Record { total, ..record("s") };
            record.write(&path).unwrap();
            assert_eq!(Record::read(&path), Some(record));
        }
        let text = fs::read_to_string(&path).unwrap();
        for end in 0..text.len() - 1 {
            fs::write(&path, &text[..end]).unwrap();
            assert_eq!(Record::read(&path), None, "{end}");
        }
    }

    #[test]
    fn names_are_recognised() {
        let cases = [
            (".a.bin.0123456789abcdef.part", Some(".a.bin.")),
            (".a.bin.0123456789abcdeF.part", None),
            (".a.bin.123456789abcdef.part", None),
            ("a.bin.0123456789abcdef.part", None),
            ("..0123456789abcdef.part", Some("..")),
            (".é.0123456789abcdef.part", Some(".é.")),
            ("é.part", None),
            (".part", None),
            ("", None),
        ];
        for (name, expected) in cases {
            assert_eq!(prefix_of(name), expected, "{name}");
        }
        let long = "é".repeat(120);
        assert_eq!(prefix(Path::new(&long)).len(), 66);
    }
}

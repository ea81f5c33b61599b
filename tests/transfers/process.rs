//! Transfers by a process of its own: how much memory they take, and what becomes of them when it is killed.
//!
//! The process is this test's program again, with the test `client` alone.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{env, fs};

use osparc_client::Client;
use osparc_simulator::{Fault, Simulator};

use super::Folder;

const MIB: usize = 1024 * 1024;

/// The test that is run by the process.
const CLIENT: &str = "process_of_its_own::client";

/// The arguments: `upload` and a path, or `download`, an id, and a path.
const ARGUMENTS: &str = "OSPARC_TEST_ARGUMENTS";

/// Starts a process.
fn start(simulator: &Simulator, arguments: &[&str]) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", CLIENT, "--ignored", "--nocapture", "--test-threads=1"])
        .env(ARGUMENTS, arguments.join("\n"))
        .env("OSPARC_API_HOST", simulator.base_url())
        .env("OSPARC_API_KEY", simulator.key())
        .env("OSPARC_API_SECRET", simulator.secret())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What a process has printed at its end: the result, how many bytes were transferred, and its peak memory in bytes.
fn finish(process: Child) -> (String, u64, usize) {
    let output = process.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    let line = text.lines().find_map(|line| line.split_once("RESULT ")).unwrap().1;
    let words: Vec<&str> = line.split(' ').collect();
    (words[0].to_owned(), words[1].parse().unwrap(), words[2].parse().unwrap())
}

/// Waits until a process has transferred so many bytes, then kills it.
fn kill_after(process: &mut Child, bytes: u64) {
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let mut bytes_told = lines.map_while(Result::ok).filter_map(|line| line.rsplit(' ').next()?.parse().ok());
    bytes_told.find(|told: &u64| *told >= bytes).unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
}

/// The most memory that this process has had, in bytes: on Linux; elsewhere 0.
fn peak_memory() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.map_or(0, |peak| peak.trim().trim_end_matches(" kB").trim().parse::<usize>().unwrap() * 1024)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the process that other tests start"]
async fn client() {
    let Ok(arguments) = env::var(ARGUMENTS) else { return };
    let arguments: Vec<&str> = arguments.split('\n').collect();
    let files = Client::from_env().unwrap().files();
    let (result, bytes) = match arguments[..] {
        ["upload", path] => {
            let upload = files.upload(path).reuse(false).on_progress(|told| println!("BYTES {}", told.bytes));
            let file = upload.await.unwrap();
            (file.id.to_string(), fs::metadata(path).unwrap().len())
        }
        ["download", id, path] => {
            let id: uuid::Uuid = id.parse().unwrap();
            let download = files.download(id, path).on_progress(|told| println!("BYTES {}", told.bytes));
            let downloaded = download.await.unwrap();
            (downloaded.bytes.to_string(), downloaded.received)
        }
        _ => panic!("{arguments:?}"),
    };
    println!("RESULT {result} {bytes} {}", peak_memory());
}

/// Writes a file of a size without holding it.
fn write_file(path: &Path, size: usize) {
    let block = super::files::content(MIB);
    let mut file = fs::File::create(path).unwrap();
    for number in 0..size / MIB {
        std::io::Write::write_all(&mut file, &number.to_be_bytes()).unwrap();
        std::io::Write::write_all(&mut file, &block[size_of::<usize>()..]).unwrap();
    }
}

/// Uploads and downloads a file of a size, each killed so many times.
fn there_and_back(size: usize, kills: usize, limit: usize) {
    let simulator = Simulator::builder().start_blocking().unwrap();
    let folder = Folder::new();
    let (source, target) = (folder.0.join("source.bin"), folder.0.join("target.bin"));
    write_file(&source, size);
    for kill in 1..=kills {
        let mut process = start(&simulator, &["upload", source.to_str().unwrap()]);
        kill_after(&mut process, (size / (kills + 1) * kill) as u64);
    }
    assert!(simulator.files().is_empty());
    let (id, bytes, uploading) = finish(start(&simulator, &["upload", source.to_str().unwrap()]));
    assert_eq!(bytes, size as u64);
    assert_eq!(simulator.file_digest(&id), simulator.files()[0].checksum, "the digest of the bytes received");

    for kill in 1..=kills {
        let mut process = start(&simulator, &["download", &id, target.to_str().unwrap()]);
        kill_after(&mut process, (size / (kills + 1) * kill) as u64);
        assert!(!target.exists());
        assert_eq!(folder.all_files().len(), 3, "{:?}", folder.all_files());
    }
    let (bytes, received, downloading) =
        finish(start(&simulator, &["download", &id, target.to_str().unwrap()]));
    assert_eq!(bytes, size.to_string());
    if kills > 0 {
        let whole = size as u64;
        assert!(received < whole / 2, "{received} of {whole}: it goes on with what the killed ones left");
    }
    assert_eq!(folder.all_files(), ["source.bin", "target.bin"]);
    assert_eq!(fs::metadata(&target).unwrap().len(), size as u64);
    let (_, received, _) = finish(start(&simulator, &["download", &id, target.to_str().unwrap()]));
    assert_eq!(received, 0, "the digest of the file is right");
    println!("{size} bytes: peak memory {uploading} uploading, {downloading} downloading");
    assert!(uploading < limit && downloading < limit, "{uploading} {downloading}");
    assert!(!simulator.storage_saw_credentials());
}

#[test]
fn memory_is_flat_and_killed_transfers_are_gone_on_with() {
    there_and_back(64 * MIB, 1, 48 * MIB);
}

/// `cargo test --release --test transfers -- --ignored --nocapture two_gigabytes`
#[test]
#[ignore = "it takes minutes, and 6 GB in the folder for temporary files"]
fn two_gigabytes_are_transferred_with_flat_memory() {
    there_and_back(2048 * MIB, 3, 64 * MIB);
}

/// A process that is killed during the last byte leaves a file that is whole but not under its name.
#[test]
fn a_download_that_was_killed_at_its_end_asks_for_the_last_byte() {
    let simulator = Simulator::builder().start_blocking().unwrap();
    let folder = Folder::new();
    let target = folder.0.join("target.bin");
    let id = simulator.add_file("a.bin", super::files::content(300_000));
    // The body has all bytes and no end: its connection stays open.
    simulator.inject(Fault::on("download_file_content").slow_body(300_000, Duration::from_millis(500)));
    let mut process = start(&simulator, &["download", &id, target.to_str().unwrap()]);
    kill_after(&mut process, 0);
    let (bytes, ..) = finish(start(&simulator, &["download", &id, target.to_str().unwrap()]));
    assert_eq!(bytes, "300000");
    assert_eq!(fs::read(&target).unwrap(), super::files::content(300_000));
    assert_eq!(folder.all_files().len(), 1, "{:?}", folder.all_files());
}

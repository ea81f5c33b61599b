//! Uploads and downloads of files, against the simulator.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use osparc_client::transfer::DownloadError;
use osparc_client::{Client, Credentials, FilesApi, RetryPolicy};
use osparc_simulator::{Fault, Simulator};
use uuid::Uuid;

use super::{Folder, fs};

/// The files of a simulator.
pub(crate) fn files(simulator: &Simulator) -> FilesApi {
    let credentials = Credentials::basic(simulator.key(), simulator.secret());
    let builder = Client::builder().base_url(simulator.base_url()).credentials(credentials);
    builder.retry(RetryPolicy::none()).default_header("X-Secret", "hush").build().unwrap().files()
}

/// Bytes that are different everywhere.
pub(crate) fn content(size: usize) -> Vec<u8> {
    let mut state = 7_u64;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(next).take(size).collect()
}

#[tokio::test]
async fn a_file_goes_there_and_back() {
    let simulator = Simulator::builder().chunk_size(10_000).start().await.unwrap();
    let (files, folder) = (files(&simulator), Folder::new());
    for size in [0, 1, 9_999, 10_000, 10_001, 1_000_000] {
        let path = folder.0.join(format!("{size}.bin"));
        fs::write(&path, content(size)).unwrap();
        let file = files.upload(&path).await.unwrap();
        let id = file.id.to_string();
        assert_eq!(simulator.file_contents(&id).unwrap(), content(size), "{size} bytes");
        assert_eq!(file.checksum.value().cloned(), simulator.file_digest(&id));

        simulator.clear_requests();
        let again = files.upload(&path).outcome().await.unwrap();
        assert!(again.reused && again.file == file && again.bytes == size as u64);
        assert!(simulator.storage_requests().is_empty());

        let target = folder.0.join(format!("{size}.back"));
        let downloaded = files.download(&file, &target).await.unwrap();
        assert_eq!((downloaded.bytes, downloaded.received), (size as u64, size as u64));
        assert_eq!((&downloaded.path, &downloaded.file), (&target, &file));
        assert_eq!(fs::read(&target).unwrap(), content(size));
        let again = files.download(file.id, &target).await.unwrap();
        assert_eq!((again.bytes, again.received), (size as u64, 0), "it is complete");
        assert_eq!(simulator.storage_requests().len(), 1);
    }
    let at_once = simulator.most_parts_at_once();
    assert!((2..=4).contains(&at_once), "{at_once} parts at once");
    assert_eq!(simulator.unfinished_uploads(), 0);
    assert!(!simulator.storage_saw_credentials());
    assert!(simulator.storage_requests().iter().all(|request| request.header("x-secret").is_none()));
    assert_eq!(folder.all_files().len(), 12);
}

#[tokio::test]
async fn parts_survive_faults_of_the_object_store_and_of_the_platform() {
    let simulator = Simulator::builder().chunk_size(10_000).start().await.unwrap();
    let files = files(&simulator);
    for fault in [
        Fault::on("upload_part").times(3).status(500),
        Fault::on("upload_part").after(1).times(3).reset(),
        Fault::on("upload_part").times(3).drop_connection(),
        Fault::on("upload_part").times(3).interrupt_request(5_000),
        Fault::on("upload_part").after(2).processed().drop_connection(),
        Fault::on("upload_part").after(2).status(403),
        Fault::on("get_upload_links").drop_connection(),
        Fault::on("get_upload_links").times(2).bad_gateway(),
        Fault::on("get_upload_links").rate_limited(Some("0")),
        Fault::on("search_files_page").status(404),
        Fault::on("complete_multipart_upload").processed().drop_connection(),
        Fault::on("complete_multipart_upload").drop_connection(),
        Fault::on("complete_multipart_upload").processed().bad_gateway(),
        Fault::on("complete_multipart_upload").times(2).bad_gateway(),
        Fault::on("complete_multipart_upload").status(404),
        Fault::on("complete_multipart_upload").rate_limited(None),
    ] {
        let before = simulator.files().len();
        let name = format!("{before}.bin");
        simulator.inject(fault.clone());
        let uploaded = files.upload_bytes(&name, content(55_000)).await;
        let file = uploaded.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        assert_eq!(simulator.file_contents(&file.id.to_string()).unwrap(), content(55_000), "{fault:?}");
        assert_eq!(simulator.files().len(), before + 1, "{fault:?}");
        simulator.clear_faults();
    }
    assert!(!simulator.storage_saw_credentials());
    assert_eq!(simulator.unfinished_uploads(), 0);
}

#[tokio::test]
async fn an_upload_without_success_leaves_nothing_behind() {
    let simulator = Simulator::builder().chunk_size(10_000).start().await.unwrap();
    let files = files(&simulator);
    for fault in [
        Fault::on("upload_part").always().status(403),
        Fault::on("upload_part").after(3).always().status(500),
        Fault::on("complete_multipart_upload").always().status(422),
    ] {
        simulator.inject(fault.clone());
        let error = files.upload_bytes("a.bin", content(55_000)).attempts(2).await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("X-Amz"), "{error:?}");
        assert_eq!(simulator.unfinished_uploads(), 0, "{fault:?}");
        assert!(simulator.files().is_empty(), "{fault:?}");
        simulator.clear_faults();
    }
    // Dropped at some point, on purpose or because of an outer time limit.
    for wait in [0, 5, 10, 20, 40] {
        simulator.inject(Fault::on("upload_part").always().delay(Duration::from_millis(20)));
        let upload = files.upload_bytes("a.bin", content(55_000)).into_future();
        let _ = tokio::time::timeout(Duration::from_millis(wait), upload).await;
        simulator.clear_faults();
        files.client().pending_cleanups().await.unwrap();
        assert_eq!(simulator.unfinished_uploads(), 0, "dropped after {wait} ms");
    }
    assert!(simulator.files().is_empty());
}

#[tokio::test]
async fn a_download_that_was_dropped_is_resumed() {
    for with_digest in [true, false] {
        let simulator = Simulator::start().await;
        let (files, folder) = (files(&simulator), Folder::new());
        let id: Uuid = simulator.add_file("a.bin", content(300_000)).parse().unwrap();
        let mut file = files.get_file(id).await.unwrap();
        if !with_digest {
            file.checksum = osparc_client::runtime::Maybe::Absent;
        }
        let target = folder.0.join("a.bin");
        simulator.inject(Fault::on("download_file_content").slow_body(50_000, Duration::from_millis(20)));
        let (seen, half) = tokio::sync::mpsc::unbounded_channel();
        let mut half = half;
        let download = files.download(&file, &target).on_progress(move |progress| {
            assert_eq!(progress.name, "a.bin");
            if progress.bytes >= 100_000 {
                let _ = seen.send(());
            }
        });
        let download = tokio::spawn(download.into_future());
        half.recv().await.unwrap();
        download.abort();
        let _ = download.await;
        assert!(!target.exists());
        assert_eq!(folder.all_files().len(), 2, "{:?}", folder.all_files());

        simulator.clear_requests();
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = told.clone();
        let download = files.download(&file, &target);
        let download = download.on_progress(move |progress| heard.lock().unwrap().push(progress.bytes));
        let downloaded = download.await.unwrap();
        let there = told.lock().unwrap()[0];
        assert!(there >= 50_000, "{there}");
        assert_eq!((downloaded.bytes, downloaded.received), (300_000, 300_000 - there));
        assert_eq!(simulator.storage_requests().len(), 1);
        assert_eq!(simulator.storage_requests()[0].header("range"), Some(format!("bytes={there}-").as_str()));
        assert_eq!(fs::read(&target).unwrap(), content(300_000));
        assert_eq!(folder.all_files().len(), 1);
    }
}

/// What an earlier download has left is used only for the content that it is of.
#[tokio::test]
async fn leftovers_of_another_content_are_not_used() {
    let simulator = Simulator::start().await;
    let (files, folder) = (files(&simulator), Folder::new());
    let target = folder.0.join("a.bin");
    let old: Uuid = simulator.add_file("old.bin", content(300_000)).parse().unwrap();
    let new: Uuid = simulator.add_file("new.bin", content(200_000)).parse().unwrap();
    simulator.inject(Fault::on("download_file_content").truncate_body(100_000));
    files.download(old, &target).attempts(1).await.unwrap_err();
    assert_eq!(folder.all_files().len(), 2);
    let downloaded = files.download(new, &target).await.unwrap();
    assert_eq!((downloaded.bytes, downloaded.received), (200_000, 200_000));
    assert_eq!(folder.all_files().len(), 1, "what was left of the other file is removed");

    // The bytes on disk are no longer those that were received.
    simulator.inject(Fault::on("download_file_content").truncate_body(100_000));
    files.download(old, &target).attempts(1).await.unwrap_err();
    let left = folder.0.join(folder.all_files().swap_remove(0));
    let length = fs::metadata(&left).unwrap().len();
    assert!(length > 50_000, "{}", left.display());
    fs::write(&left, vec![0; usize::try_from(length).unwrap()]).unwrap();
    let downloaded = files.download(old, &target).await.unwrap();
    assert_eq!(downloaded.bytes, 300_000);
    assert_eq!(fs::read(&target).unwrap(), content(300_000), "the digest tells");
    assert_eq!(folder.all_files().len(), 1);
}

#[tokio::test]
async fn downloads_at_once_do_not_disturb_each_other() {
    let simulator = Simulator::start().await;
    let (files, folder) = (files(&simulator), Folder::new());
    let id: Uuid = simulator.add_file("a.bin", content(300_000)).parse().unwrap();
    let target = folder.0.join("a.bin");
    let mut downloads = Vec::new();
    for number in 0..8 {
        if number % 2 == 0 {
            simulator.inject(Fault::on("download_file_content").truncate_body(100_000));
        }
        downloads.push(tokio::spawn(files.download(id, &target).into_future()));
    }
    for download in downloads {
        assert_eq!(download.await.unwrap().unwrap().bytes, 300_000);
    }
    assert_eq!(fs::read(&target).unwrap(), content(300_000));
    assert_eq!(folder.all_files(), ["a.bin"]);
}

#[tokio::test]
async fn a_path_names_the_file_or_its_folder() {
    let simulator = Simulator::start().await;
    let (files, folder) = (files(&simulator), Folder::new());
    let id: Uuid = simulator.add_file("../a b.txt", "hello").parse().unwrap();
    let existing = folder.0.join("existing");
    fs::create_dir(&existing).unwrap();
    for (path, expected) in [
        (existing.clone(), existing.join("___a_b.txt")),
        (folder.0.join("new/"), folder.0.join("new/___a_b.txt")),
        (folder.0.join("deep/er/b.txt"), folder.0.join("deep/er/b.txt")),
    ] {
        let downloaded = files.download(id, &path).await.unwrap();
        assert_eq!(downloaded.path, expected);
        assert_eq!(fs::read_to_string(&expected).unwrap(), "hello");
    }
    let error = files.download(Uuid::nil(), folder.0.join("x")).await.unwrap_err();
    assert!(matches!(&error, DownloadError::Request(error) if error.is_not_found()), "{error:?}");
    fs::write(folder.0.join("file"), "").unwrap();
    let error = files.download(id, folder.0.join("file/x")).await.unwrap_err();
    assert!(matches!(error, DownloadError::File { .. }), "{error:?}");
    assert_eq!(folder.all_files().len(), 4, "{:?}", folder.all_files());
}

#[tokio::test]
async fn expired_links_of_a_download_are_replaced() {
    let simulator = Simulator::start().await;
    let (files, folder) = (files(&simulator), Folder::new());
    let id: Uuid = simulator.add_file("a.bin", content(300_000)).parse().unwrap();
    simulator.inject(Fault::on("download_file_content").truncate_body(100_000));
    simulator.inject(Fault::on("download_file_content").status(403));
    let downloaded = files.download(id, folder.0.join("a.bin")).await.unwrap();
    assert_eq!((downloaded.bytes, downloaded.received), (300_000, 300_000), "nothing is received twice");
    assert_eq!(simulator.count("download_file"), 3, "each attempt has a link of its own");
}

#[tokio::test]
async fn a_passing_404_is_not_believed() {
    let simulator = Simulator::start().await;
    let (files, folder) = (files(&simulator), Folder::new());
    let id: Uuid = simulator.add_file("a.bin", content(1_000)).parse().unwrap();
    simulator.inject(Fault::on("get_file").status(404));
    simulator.inject(Fault::on("download_file").status(404));
    assert_eq!(files.download(id, folder.0.join("a.bin")).await.unwrap().bytes, 1_000);
    simulator.clear_requests();
    let error = files.download(Uuid::nil(), folder.0.join("b.bin")).await.unwrap_err();
    assert!(matches!(&error, DownloadError::Request(error) if error.is_not_found()), "{error:?}");
    assert_eq!(simulator.count("get_file"), 2);
}

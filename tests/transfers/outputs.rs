//! Files among the outputs.

use osparc_client::models::{File, JobOutputs};
use osparc_client::runtime::from_json;
use osparc_simulator::FileShape;

use super::{DownloadError, Fault, Folder, JobInputs, STUDY, Simulator, Uuid, finished, fs, studies};

#[tokio::test]
async fn a_file_is_downloaded_in_either_shape_and_without_credentials() {
    for (shape, checksums) in [(FileShape::Pairs, true), (FileShape::Object, true), (FileShape::Pairs, false)]
    {
        let builder = Simulator::builder().file_shape(shape).file_checksums(checksums).file_size(200_000);
        let simulator = builder.start().await.unwrap();
        let studies = studies(&simulator);
        let job = finished(&studies).await;
        let folder = Folder::new();
        let outputs = studies.download_study_job_outputs(STUDY, job, folder.logs()).await.unwrap();
        assert_eq!(outputs.len(), 1);
        let output = &outputs[0];
        assert_eq!((output.label.as_str(), output.bytes), ("OutputFile", 200_000));
        assert_eq!(output.file.checksum.value().is_some(), checksums);
        assert_eq!(output.path, folder.logs().join("output.json"));
        let text = fs::read_to_string(&output.path).unwrap();
        assert!(text.starts_with(&format!("{{\"file\":\"{}\"", output.file.id)) && text.len() == 200_000);
        assert_eq!(folder.files(), ["a/logs/output.json"]);

        assert!(!simulator.storage_saw_credentials());
        assert_eq!(simulator.storage_requests()[0].header("x-secret"), None);
        let request = simulator.requests().into_iter().find(|request| request.operation == "download_file");
        assert!(request.unwrap().header("authorization").unwrap().starts_with("Basic "));
    }
}

#[tokio::test]
async fn hostile_and_equal_names_stay_apart_in_the_folder() {
    let long = format!("{}.json", "a".repeat(500));
    for (name, expected) in [
        ("../../escaped.json", "___.._escaped.json"),
        ("/tmp/escaped", "_tmp_escaped"),
        ("con.json", "file_con.json"),
        ("", "file_"),
        ("a.json. ", "a.json._"),
        (".hidden", "_hidden"),
        (&long, &long[405..]),
    ] {
        let simulator = Simulator::builder().file_name(name).start().await.unwrap();
        let studies = studies(&simulator);
        let job = finished(&studies).await;
        let folder = Folder::new();
        let outputs = studies.get_study_job_outputs(STUDY, job).await.unwrap();
        let file = outputs.file("OutputFile").unwrap();
        assert_eq!(file.filename, name);
        let twice = [("one", file.clone()), ("two", file)];
        let downloaded = studies.download_files(twice, folder.logs()).await.unwrap();
        let names: Vec<_> =
            downloaded.iter().map(|output| output.path.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(names[0], expected);
        assert_ne!(names[1], expected);
        assert_eq!(folder.files().len(), 2, "{names:?}");
        assert!(folder.files().iter().all(|file| file.starts_with("a/logs/")), "{:?}", folder.files());
        assert!(downloaded.iter().all(|output| output.bytes == 100));
    }
}

#[tokio::test]
async fn a_wrong_digest_starts_anew_and_is_then_reported() {
    let simulator = Simulator::builder().file_checksums(true).start().await.unwrap();
    let studies = studies(&simulator);
    let job = finished(&studies).await;
    let folder = Folder::new();
    let garbage = || Fault::on("download_file_content").body("binary/octet-stream", "x".repeat(100));
    simulator.inject(garbage());
    studies.download_study_job_outputs(STUDY, job, folder.logs()).await.unwrap();
    assert_eq!(simulator.storage_requests().len(), 2);
    studies.download_study_job_outputs(STUDY, job, folder.logs()).await.unwrap();
    assert_eq!(simulator.storage_requests().len(), 2, "what has the digest already is not downloaded again");
    let before = b"another file of that name";
    fs::write(folder.logs().join("output.json"), before).unwrap();
    simulator.inject(garbage().always());
    let download = studies.download_study_job_outputs(STUDY, job, folder.logs()).attempts(2);
    let error = download.await.unwrap_err();
    assert!(matches!(&error, DownloadError::Checksum { name } if name == "OutputFile"), "{error:?}");
    assert_eq!(fs::read(folder.logs().join("output.json")).unwrap(), before, "what was there stays");
    assert_eq!(folder.all_files().len(), 1, "{:?}", folder.all_files());
}

#[tokio::test]
async fn a_digest_holds_over_an_interruption() {
    let simulator = Simulator::builder().file_checksums(true).file_size(300_000).start().await.unwrap();
    let studies = studies(&simulator);
    let job = finished(&studies).await;
    let folder = Folder::new();
    simulator.inject(Fault::on("download_file_content").truncate_body(100_000));
    let outputs = studies.download_study_job_outputs(STUDY, job, folder.logs()).await.unwrap();
    assert_eq!(outputs[0].bytes, 300_000);
    assert!(simulator.storage_requests()[1].header("range").is_some());
    assert_eq!(simulator.count("download_file"), 2, "each attempt has a link of its own");
}

#[tokio::test]
async fn missing_files_and_outputs_are_reported() {
    let simulator = Simulator::builder().early_outputs(false).start().await.unwrap();
    let studies = studies(&simulator);
    let folder = Folder::new();
    let job = studies.create_study_job(STUDY, &JobInputs::default()).await.unwrap().id;
    let error = studies.download_study_job_outputs(STUDY, job, folder.logs()).await.unwrap_err();
    assert!(matches!(&error, DownloadError::Request(error) if error.is_conflict()), "{error:?}");

    let file = File::new(Uuid::from_u128(7), "x");
    let error = studies.download_files([("x", file)], folder.logs()).await.unwrap_err();
    let DownloadError::Request(error) = error else { panic!("{error:?}") };
    assert!(error.is_not_found() && error.messages().concat().contains("not found"), "{error:?}");

    let none: JobOutputs =
        from_json(format!(r#"{{"job_id":"{}","results":{{"a":1}}}}"#, Uuid::nil()).as_bytes()).unwrap();
    assert_eq!(studies.download_files(none.files(), folder.logs()).await.unwrap(), []);
    assert_eq!(folder.files(), [""; 0]);
}

#[tokio::test]
async fn a_response_without_a_link_is_reported() {
    for fault in [
        Fault::on("download_file").status(307),
        Fault::on("download_file").status(200).body("application/json", "{}"),
    ] {
        let simulator = Simulator::start().await;
        let studies = studies(&simulator);
        let job = finished(&studies).await;
        let folder = Folder::new();
        simulator.inject(fault);
        let error = studies.download_study_job_outputs(STUDY, job, folder.logs()).await.unwrap_err();
        assert!(matches!(&error, DownloadError::NoLink { name } if name == "OutputFile"), "{error:?}");
    }
    // A link that is no absolute URL, or another scheme's, is not followed, and not quoted.
    for location in ["/elsewhere?secret", "file:///etc/passwd?secret", "http://user:secret@127.0.0.1/"] {
        let simulator = Simulator::start().await;
        let studies = studies(&simulator);
        let job = finished(&studies).await;
        let folder = Folder::new();
        simulator.inject(Fault::on("download_file").redirect(location));
        let error = studies.download_study_job_outputs(STUDY, job, folder.logs()).await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
        assert!(simulator.storage_requests().is_empty() && folder.files().is_empty());
    }
}

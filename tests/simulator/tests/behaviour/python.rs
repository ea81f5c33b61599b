//! Requests as the official Python clients send them.
//!
//! In: the requests of one job's life, as two releases of the client write them. Out: the statuses of each version.
//! Invariant: what a client of 2024 sends is taken by every server since.

use osparc_simulator::{ApiVersion, SLEEPER_STUDY, Simulator};

use crate::client::{request, send};

/// A release of the client.
struct Client {
    /// The older one says that there is JSON in every request, also without a body.
    always_json: bool,
    /// How it writes a false.
    no: &'static str,
    /// The end of a file: the newer one writes what is not there as null.
    file: &'static str,
    clone: (&'static str, &'static str),
}

const CLIENTS: [Client; 2] = [
    Client { always_json: true, no: "False", file: "", clone: ("", "") },
    Client {
        always_json: false,
        no: "false",
        file: r#", "content_type": null, "checksum": null, "e_tag": null"#,
        clone: ("?hidden=true", r#"{"title": "t \u00e9", "description": null}"#),
    },
];

impl Client {
    /// Method, path after that of the study, body, and status of each request of a job's life.
    fn requests(&self, job: &str) -> Vec<(&'static str, String, String, u16)> {
        let values = r#""InputInt": 42, "InputNumber": 3.0, "InputString": "Z \u00e9\u2603\"", "InputArray": [1, "a"]"#;
        let file = format!(r#""InputFile": {{"filename": "a.txt", "id": "{SLEEPER_STUDY}"{}}}"#, self.file);
        let inputs = format!(r#"{{"values": {{{values}, "InputBool": false, "InputNull": null, {file}}}}}"#);
        let metadata = r#"{"metadata": {"bool": true, "int": 42, "float": 3.0, "str": "h \u00e9"}}"#;
        let at = |verb: &str| format!("/jobs/{job}{verb}");
        let none = String::new;
        vec![
            ("GET", none(), none(), 200),
            ("GET", "/ports".to_owned(), none(), 200),
            ("POST", format!(":clone{}", self.clone.0), self.clone.1.to_owned(), 201),
            ("POST", format!("/jobs?hidden={}", self.no), inputs, 200),
            ("PUT", at("/metadata"), metadata.to_owned(), 200),
            ("GET", at("/metadata"), none(), 200),
            ("POST", at(":start?cluster_id=0"), none(), 202),
            ("POST", at(":inspect"), none(), 200),
            ("POST", at(":stop"), none(), 200),
            ("GET", at("/outputs/log-links"), none(), 200),
            ("DELETE", at(""), none(), 204),
        ]
    }
}

#[tokio::test]
async fn every_version_takes_what_python_sends() {
    for version in ApiVersion::ALL {
        for client in &CLIENTS {
            let simulator = Simulator::builder().version(version).start().await.unwrap();
            let job = crate::client::create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
            for (method, path, body, status) in client.requests(job.rsplit('/').next().unwrap()) {
                let mut sent = request(&simulator, method, &format!("/v0/studies/{SLEEPER_STUDY}{path}"));
                if client.always_json || !body.is_empty() || path.starts_with(":clone") {
                    sent = sent.header("content-type", "application/json");
                }
                let response = send(sent.body(body)).await.unwrap();
                assert_eq!(response.status, status, "{version:?} {method} {path} {}", response.text);
            }
            let created = &simulator.created_jobs()[1];
            assert_eq!((created.hidden, created.inputs.len()), (false, 7));
        }
    }
}

//! Results of a job.

use osparc_simulator::{FileShape, SLEEPER_STUDY, Simulator};
use serde_json::{Value, json};

use crate::client::{call, create, inspect_to_end};

async fn results(simulator: &Simulator, values: &str) -> String {
    let job = create(simulator, SLEEPER_STUDY, &format!(r#"{{"values":{values}}}"#)).await;
    call(simulator, "POST", &format!("{job}:start"), "").await;
    inspect_to_end(simulator, &job).await;
    let response = call(simulator, "POST", &format!("{job}/outputs"), "").await;
    assert_eq!(response.status, 200, "{}", response.text);
    response.text
}

#[tokio::test]
async fn values_come_from_the_inputs_with_every_digit() {
    let simulator = Simulator::start().await;
    let table = [
        (
            "{}",
            r#""OutputInt":42,"OutputNumber":4.0,"OutputString":"done","OutputBool":true,"OutputSum":1.5,"#,
        ),
        (
            r#"{"InputInt":98765432109876543210,"InputNumber":1e300,"InputString":"é","InputBool":false,"InputArray":[1,2.5]}"#,
            r#""OutputInt":98765432109876543210,"OutputNumber":1e+300,"OutputString":"é","OutputBool":false,"OutputSum":3.5,"OutputArray":[1,2.5],"#,
        ),
        (
            "{}",
            r#""OutputHuge":12345678901234567890123,"OutputNested":[1,[2,"x"],null],"OutputNothing":null,"#,
        ),
    ];
    for (values, expected) in table {
        let text = results(&simulator, values).await;
        assert!(text.contains(expected), "{values}: {text}");
    }
}

#[tokio::test]
async fn a_file_is_pairs_or_an_object() {
    let names = ["id", "filename", "content_type", "sha256_checksum", "e_tag", "program_job_file_path"];
    let simulator = Simulator::start().await;
    let pairs: Value = serde_json::from_str(&results(&simulator, "{}").await).unwrap();
    let pairs = pairs["results"]["OutputFile"].as_array().unwrap().clone();
    assert_eq!(pairs.iter().map(|pair| pair[0].as_str().unwrap()).collect::<Vec<_>>(), names);
    assert_eq!(pairs[1], json!(["filename", "output.json"]));

    let simulator = Simulator::builder().file_shape(FileShape::Object).start().await.unwrap();
    let object: Value = serde_json::from_str(&results(&simulator, "{}").await).unwrap();
    let object = &object["results"]["OutputFile"];
    assert_eq!((&object["filename"], &object["checksum"]), (&json!("output.json"), &Value::Null));
    assert_eq!(object["id"], pairs[0][1]);
}

#[tokio::test]
async fn results_are_there_after_success_alone() {
    for (early, status) in [(false, 409), (true, 200)] {
        let simulator = Simulator::builder().early_outputs(early).start().await.unwrap();
        let job = create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
        let response = call(&simulator, "POST", &format!("{job}/outputs"), "").await;
        assert_eq!(response.status, status, "{}", response.text);
        if status == 409 {
            assert!(response.at("/errors/0").ends_with("Current state: RunningState.NOT_STARTED."));
        }
    }
}

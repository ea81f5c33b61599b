//! A required body is an argument.

fn main() {
    let client = osparc_client::Client::builder().build().unwrap();
    let _request = client.studies().create_study_job(uuid::Uuid::nil());
}

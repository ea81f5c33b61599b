//! A required parameter is an argument.

fn main() {
    let client = osparc_client::Client::builder().build().unwrap();
    let _request = client.studies().get_study();
}

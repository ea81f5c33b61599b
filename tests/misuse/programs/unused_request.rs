//! A request that is neither awaited nor sent is a warning.
#![deny(unused_must_use)]

fn main() {
    let client = osparc_client::Client::builder().build().unwrap();
    client.studies().get_study(uuid::Uuid::nil());
}

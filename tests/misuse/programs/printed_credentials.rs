//! Credentials have no text.

fn main() {
    println!("{}", osparc_client::Credentials::basic("key", "secret"));
}

//! A secret does not pass for a text.

fn main() {
    let _text: &str = &osparc_client::Secret::new("hush");
}

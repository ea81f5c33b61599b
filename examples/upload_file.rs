//! Uploads a file and downloads it again: `cargo run --example upload_file -- --help`.

#[path = "support/connect.rs"]
mod connect;

use std::{env, fs, path::PathBuf, process::ExitCode};

use connect::{Result, arguments, connect, exit};
use indicatif::{ProgressBar, ProgressStyle};

const USAGE: &str =
    "Uploads a file, unless the platform has it already, and prints its id. At Ctrl-C the upload is aborted.

Usage: upload_file [<path>]

Without a path it makes a small file, uploads it, downloads it again, and deletes it on the platform.";

#[tokio::main]
async fn main() -> ExitCode {
    exit(upload().await)
}

async fn upload() -> Result<()> {
    let arguments = arguments(USAGE, 1);
    let (client, _simulator) = connect().await?;
    let folder = env::temp_dir().join("osparc-upload-file");
    let path = arguments.first().map_or_else(|| folder.join("hello.txt"), PathBuf::from);
    if arguments.is_empty() {
        fs::create_dir_all(&folder)?;
        fs::write(&path, "Hello, o²S²PARC\n")?;
    }

    let bar = ProgressBar::new(0);
    bar.set_style(ProgressStyle::with_template("{bar:40.cyan/blue} {bytes}/{total_bytes}  {bytes_per_sec}")?);
    let shown = bar.clone();
    let upload = client.files().upload(&path).until(tokio::signal::ctrl_c()).on_progress(move |progress| {
        shown.set_length(progress.total);
        shown.set_position(progress.bytes);
    });
    let uploaded = upload.outcome().await?;
    bar.finish();
    let done = if uploaded.reused { "The platform had" } else { "Uploaded" };
    println!("{done} {} ({} bytes): {}", path.display(), uploaded.bytes, uploaded.file.id);

    if arguments.is_empty() {
        let copy = client.files().download(&uploaded.file, folder.join("copy.txt")).await?;
        println!("Downloaded it to {} ({} bytes)", copy.path.display(), copy.bytes);
        if !uploaded.reused {
            client.files().delete_file(uploaded.file.id).await?;
            println!("Deleted it on the platform");
        }
    }
    Ok(())
}

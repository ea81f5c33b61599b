use osparc_client::{Client, models::JobInputs};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let study = std::env::var("STUDY_ID")?.parse()?;
    let run = client.studies().run_study_job(study, JobInputs::default()).until_ctrl_c().await;
    // For clean-ups of what was dropped, by a time limit or a `select!`.
    client.pending_cleanups().await?;
    println!("{:?}", run?.outputs);
    Ok(())
}

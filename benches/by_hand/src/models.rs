//! The models, by serde's derive.
//!
//! In: what the document says. Out: structs and enums. Invariant: they read and write every body that the generated
//! models do.

#![expect(missing_docs, reason = "the document says what they are")]

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

#[derive(Debug, Serialize, Deserialize)]
pub struct PageStudy {
    pub items: Vec<Study>,
    pub total: Option<i64>,
    pub limit: Option<i64>,
    pub offset: Option<i64>,
    pub links: Links,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Study {
    pub uid: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Links {
    pub first: Option<String>,
    pub last: Option<String>,
    #[serde(rename = "self")]
    pub self_: Option<String>,
    pub next: Option<String>,
    pub prev: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct OnePageStudyPort {
    pub items: Vec<StudyPort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct StudyPort {
    pub key: Uuid,
    pub kind: PortKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_schema: Option<BTreeMap<String, Value>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PortKind {
    Input,
    Output,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct JobInputs {
    pub values: BTreeMap<String, Option<InputValue>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum InputValue {
    Integer(i64),
    Number(f64),
    Boolean(bool),
    String(String),
    File(File),
    Array(Vec<Value>),
    Other(Value),
}

#[derive(Debug, Serialize, Deserialize)]
pub struct JobOutputs {
    pub job_id: Uuid,
    pub results: BTreeMap<String, Option<InputValue>>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct JobLogsMap {
    pub log_links: Vec<LogLink>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct LogLink {
    pub node_name: String,
    pub download_link: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct JobMetadata {
    pub job_id: Uuid,
    pub metadata: BTreeMap<String, MetadataValue>,
    pub url: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct JobMetadataUpdate {
    pub metadata: BTreeMap<String, MetadataValue>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum MetadataValue {
    Boolean(bool),
    Integer(i64),
    Number(f64),
    String(String),
}

#[derive(Debug, Serialize, Deserialize)]
pub struct File {
    pub id: Uuid,
    pub filename: String,
    pub content_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checksum: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e_tag: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Job {
    pub id: Uuid,
    pub name: String,
    pub inputs_checksum: String,
    /// The platform sends it without a zone, which a timestamp cannot be read from.
    pub created_at: jiff::civil::DateTime,
    pub runner_name: String,
    pub url: Option<String>,
    pub runner_url: Option<String>,
    pub outputs_url: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct JobStatus {
    pub job_id: Uuid,
    pub state: RunningState,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<i64>,
    pub submitted_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<Timestamp>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RunningState {
    Unknown,
    Published,
    NotStarted,
    Pending,
    Started,
    Success,
    Failed,
    Aborted,
}

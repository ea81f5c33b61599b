//! A small API, written by hand as the generator writes.

use std::time::Duration;

use osparc_runtime::{Credentials, RetryPolicy, support as rt};

pub use client::Client;

/// What things are made of.
pub mod models {
    use osparc_runtime::support as rt;

    /// A thing.
    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct Thing {
        /// Its identifier.
        pub uid: rt::Uuid,
        /// Its title.
        pub title: ::std::option::Option<::std::string::String>,
        /// How it is.
        pub state: State,
    }

    impl Thing {
        /// A thing with its required fields.
        #[must_use]
        pub fn new(uid: rt::Uuid, state: State) -> Self {
            Self { uid, title: ::std::option::Option::None, state }
        }

        /// Sets `title`.
        #[must_use]
        pub fn title(mut self, title: impl ::std::convert::Into<::std::string::String>) -> Self {
            self.title = ::std::option::Option::Some(title.into());
            self
        }
    }

    impl rt::Read for Thing {
        fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
            let mut uid = rt::Uuid::nil();
            let mut title = None;
            let mut state = rt::Slot::new();
            r.object(&["uid", "title", "state"], &mut [&mut uid, &mut title, &mut state])?;
            let Some(state) = state.0 else { return Err(rt::ReadError::unfilled()) };
            Ok(Self { uid, title, state })
        }
    }

    impl rt::Write for Thing {
        fn write(&self, w: &mut rt::Writer) {
            w.begin_object();
            w.field("uid", &self.uid);
            w.optional("title", &self.title);
            w.field("state", &self.state);
            w.end_object();
        }
    }

    rt::model!(Thing);

    /// How a thing is.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum State {
        /// `ON`
        On,
        /// A value that the document does not list, kept as sent.
        Other(::std::string::String),
    }

    rt::string_enum! { State { "ON" => On, _ => Other } }
}

static PUT_THING: rt::Operation = rt::Operation::new("PUT", "put_thing", "/v0/things")
    .ok(&[rt::Status::Code(200)])
    .accept("application/json");

static GET_THING: rt::Operation = rt::Operation::new("GET", "get_thing", "/v0/things/{thing_id}")
    .ok(&[rt::Status::Code(200)])
    .accept("application/json")
    .security(&[&[rt::Scheme::Basic { name: "HTTPBasic" }]])
    .headers(&["x-parent-id"]);

static START_THING: rt::Operation =
    rt::Operation::new("POST", "start_thing", "/v0/things/{thing_id}/{job}:start")
        .ok(&[rt::Status::Code(202), rt::Status::Code(200)])
        .accept("application/json")
        .security(&[&[rt::Scheme::Basic { name: "HTTPBasic" }]]);

static INSPECT_THING: rt::Operation = rt::Operation::new("POST", "inspect_thing", "/v0/things:inspect")
    .ok(&[rt::Status::Code(200)])
    .idempotent();

static CREATE_THING: rt::Operation = rt::Operation::new("POST", "create_thing", "/v0/things")
    .ok(&[rt::Status::Code(201)])
    .attempt_timeout(900)
    .total_timeout(900)
    .max_attempts(1);

static DELETE_THING: rt::Operation =
    rt::Operation::new("DELETE", "delete_thing", "/v0/things").ok(&[rt::Status::Code(204)]);

static REMOVE_THING: rt::Operation = rt::Operation::new("DELETE", "remove_thing", "/v0/things/x")
    .ok(&[rt::Status::Code(200)])
    .accept("application/json");

static LOCK_THING: rt::Operation = rt::Operation::new("POST", "lock_thing", "/v0/lock")
    .ok(&[rt::Status::Code(200)])
    .accept("application/json")
    .retry_on(&[404, 503])
    .connect_timeout(7)
    .body_limit(8);

static WATCH_THING: rt::Operation = rt::Operation::new("GET", "watch_thing", "/v0/watch")
    .ok(&[rt::Status::Code(200)])
    .accept("application/octet-stream")
    .stall_timeout(1);

static NOTE: rt::Operation = rt::Operation::new("GET", "note", "/v0/note")
    .ok(&[rt::Status::Code(200)])
    .accept("text/plain, application/json");

static CONTENT: rt::Operation = rt::Operation::new("GET", "content", "/v0/content")
    .ok(&[rt::Status::Code(200)])
    .accept("application/octet-stream");

static STORED_CONTENT: rt::Operation = rt::Operation::new("GET", "stored_content", "/v0/stored")
    .ok(&[rt::Status::Code(200)])
    .accept("application/octet-stream")
    .security(&[&[rt::Scheme::Basic { name: "HTTPBasic" }]])
    .headers(&["x-parent-id"])
    .follow_redirect();

static EVENTS: rt::Operation = rt::Operation::new("GET", "events", "/v0/events")
    .ok(&[rt::Status::Code(200)])
    .accept("application/x-ndjson");

static UPLOAD: rt::Operation = rt::Operation::new("PUT", "upload", "/v0/upload").ok(&[rt::Status::Code(200)]);

static MIXED: rt::Operation = rt::Operation::new("GET", "mixed", "/v0/mixed").ok(&[
    rt::Status::Code(200),
    rt::Status::Code(202),
    rt::Status::Code(204),
]);

static READ_THING: rt::Operation =
    rt::Operation::new("GET", "read_thing", "/v0/read").security(&[&[rt::Scheme::Bearer { name: "reader" }]]);

static AUDIT_THING: rt::Operation = rt::Operation::new("GET", "audit_thing", "/v0/audit")
    .security(&[&[rt::Scheme::Bearer { name: "auditor" }]]);

/// Things.
#[derive(Clone, Debug)]
pub struct ThingsApi {
    client: rt::Client,
}

impl ThingsApi {
    pub fn new(client: &rt::Client) -> Self {
        Self { client: client.clone() }
    }

    pub fn get_thing(&self, thing_id: &str) -> GetThing {
        GetThing::new(self.client.request(&GET_THING).path(&thing_id))
    }

    pub fn start_thing(&self, thing_id: &str, job: u64) -> StartThing {
        StartThing::new(self.client.request(&START_THING).path(&thing_id).path(&job))
    }

    pub fn inspect_thing(&self) -> InspectThing {
        InspectThing::new(self.client.request(&INSPECT_THING))
    }

    pub fn create_thing(&self, body: &[u64]) -> CreateThing {
        CreateThing::new(self.client.request(&CREATE_THING).json(&body))
    }

    pub fn put_thing(&self, thing: &models::Thing) -> PutThing {
        PutThing::new(self.client.request(&PUT_THING).json(thing))
    }

    pub fn save_thing(&self, thing: &models::Thing) -> PutThing {
        PutThing::new(self.client.request(&PUT_THING).form(thing))
    }

    pub fn delete_thing(&self) -> DeleteThing {
        DeleteThing::new(self.client.request(&DELETE_THING))
    }

    pub fn remove_thing(&self) -> RemoveThing {
        RemoveThing::new(self.client.request(&REMOVE_THING))
    }

    pub fn lock_thing(&self) -> LockThing {
        LockThing::new(self.client.request(&LOCK_THING))
    }

    pub fn watch_thing(&self) -> WatchThing {
        WatchThing::new(self.client.request(&WATCH_THING))
    }

    pub fn note(&self) -> Note {
        Note::new(self.client.request(&NOTE))
    }

    pub fn content(&self) -> Content {
        Content::new(self.client.request(&CONTENT))
    }

    pub fn stored_content(&self) -> Content {
        Content::new(self.client.request(&STORED_CONTENT))
    }

    pub fn events(&self) -> Events {
        Events::new(self.client.request(&EVENTS))
    }

    pub fn read_thing(&self) -> Upload {
        Upload::new(self.client.request(&READ_THING))
    }

    pub fn audit_thing(&self) -> Upload {
        Upload::new(self.client.request(&AUDIT_THING))
    }

    pub fn mixed(&self) -> Mixed {
        Mixed::new(self.client.request(&MIXED))
    }

    pub fn upload_text(&self, text: &str) -> Upload {
        Upload::new(self.client.request(&UPLOAD).text("text/plain; charset=utf-8", text))
    }

    pub fn upload_bytes(&self, bytes: rt::Bytes) -> Upload {
        Upload::new(self.client.request(&UPLOAD).bytes("application/octet-stream", bytes))
    }

    #[cfg(feature = "multipart")]
    pub fn upload_form(&self, form: rt::Form) -> Upload {
        Upload::new(self.client.request(&UPLOAD).multipart(form))
    }
}

/// The client, and the type of all requests.
pub mod client {
    use osparc_runtime::support as rt;

    static PROFILE: rt::ClientProfile =
        rt::ClientProfile::new("sample-api/1.2.3").trace_id_header("x-trace-id").support_id(support_id);

    /// What an error's text has in square brackets.
    fn support_id(body: &[u8]) -> Option<String> {
        let (_, rest) = std::str::from_utf8(body).ok()?.split_once("[ticket ")?;
        rest.split_once(']').map(|(id, _)| id.to_owned())
    }

    rt::client!(PROFILE);
    rt::requests!();
}

pub type GetThing = client::Request<Vec<u64>, ThingError>;
pub type StartThing = client::Request<String, ThingError>;
pub type InspectThing = client::Request<Vec<u64>, ThingError>;
pub type CreateThing = client::Request<Vec<u64>, ThingError>;
pub type PutThing = client::Request<models::Thing, ThingError>;
pub type DeleteThing = client::Request<rt::Empty, ThingError>;
pub type RemoveThing = client::Request<Vec<u64>, ThingError>;
pub type LockThing = client::Request<Vec<u64>, ThingError>;
pub type WatchThing = client::Request<rt::ByteStream, ThingError>;
pub type Note = client::Request<rt::Text, ThingError>;
pub type Content = client::Request<rt::ByteStream, ThingError>;
pub type Events = client::Request<rt::JsonLines<u64>, ThingError>;
pub type Mixed = client::Request<MixedResponse, ThingError>;
pub type Upload = client::Request<rt::Empty, ThingError>;

impl GetThing {
    pub fn limit(self, limit: u64) -> Self {
        Self::new(self.request.query("limit", &limit))
    }

    pub fn filter(self, filter: &str) -> Self {
        Self::new(self.request.query("filter", &filter))
    }

    pub fn hidden(self, hidden: bool) -> Self {
        Self::new(self.request.query("hidden", &hidden))
    }

    pub fn tags(self, tags: &[String]) -> Self {
        Self::new(self.request.query("tags", &tags))
    }

    pub fn labels(self, encoding: rt::Encoding, labels: &[String]) -> Self {
        Self::new(self.request.query_as("labels", encoding, &labels))
    }

    pub fn shape(self, shape: &[u64]) -> Self {
        Self::new(self.request.query_as("shape", rt::Encoding::JSON, &shape))
    }

    pub fn x_parent_id(self, id: &str) -> Self {
        Self::new(self.request.header("X-Parent-Id", &id))
    }

    pub fn session(self, session: &str) -> Self {
        Self::new(self.request.cookie("session", &session))
    }
}

/// The documented error responses of every operation here.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ThingError {
    /// 402
    PaymentRequired(Vec<u64>),
    /// 404
    NotFound(String),
    /// 409
    Conflict,
    /// 410
    Gone(rt::Bytes),
    /// 5XX
    ServerError(Vec<String>),
}

impl rt::ErrorResponse for ThingError {
    fn read(body: &rt::ErrorResponseBody<'_>) -> Result<Option<Self>, rt::ReadError> {
        match body.status() {
            402 => body.json(Self::PaymentRequired),
            404 => body.text(Self::NotFound),
            409 => Ok(Some(Self::Conflict)),
            410 => Ok(Some(Self::Gone(body.bytes()))),
            500..=599 => body.json(Self::ServerError),
            _ => Ok(None),
        }
    }
}

/// The successes of `mixed`.
#[derive(Debug)]
#[non_exhaustive]
pub enum MixedResponse {
    /// 200
    Ok(rt::ByteStream),
    /// 202
    Accepted(Vec<u64>),
    /// 204
    NoContent,
}

impl rt::Success for MixedResponse {
    type Value = Self;

    const STREAM: bool = true;

    fn read(body: rt::SuccessBody<'_>) -> Result<Self, rt::ReadError> {
        match body.status() {
            200 => body.read::<rt::ByteStream>().map(Self::Ok),
            202 => body.json().map(Self::Accepted),
            204 => Ok(Self::NoContent),
            _ => Err(body.undocumented()),
        }
    }

    fn without_body() -> Option<Self> {
        Some(Self::NoContent)
    }
}

/// Retries without noticeable waits.
pub fn quick() -> RetryPolicy {
    RetryPolicy::new().initial_backoff(Duration::from_millis(1)).throttled_backoff(Duration::from_millis(1))
}

/// A client with credentials `key` and `secret`.
pub fn client(base: &str) -> Client {
    let builder = Client::builder().base_url(base).credentials(Credentials::basic("key", "secret"));
    builder.retry(quick()).no_proxy().build().unwrap()
}

/// The API at a server.
pub fn api(base: &str) -> ThingsApi {
    ThingsApi::new(&client(base))
}

use ::osparc_runtime::support as rt;
use super::models;

/// One page of studies, with links to its neighbours.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PageStudy {
    /// The studies of this page.
    pub items: ::std::vec::Vec<models::Study>,
    /// How many studies there are on all pages together.
    ///
    /// Minimum: `0`.
    pub total: ::std::option::Option<i64>,
    /// The page size that the server used.
    ///
    /// Minimum: `1`.
    pub limit: ::std::option::Option<i64>,
    /// How many studies come before this page.
    ///
    /// Minimum: `0`.
    pub offset: ::std::option::Option<i64>,
    /// Links to this page and to others.
    pub links: models::Links,
}

impl PageStudy {
    /// Makes `PageStudy` of its required fields.
    #[must_use]
    pub fn new(
        items: ::std::vec::Vec<models::Study>,
        total: ::std::option::Option<i64>,
        limit: ::std::option::Option<i64>,
        offset: ::std::option::Option<i64>,
        links: models::Links,
    ) -> Self {
        Self {
            items,
            total,
            limit,
            offset,
            links,
        }
    }
}

impl rt::Read for PageStudy {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut items = ::std::vec::Vec::new();
        let mut total = rt::Slot::new();
        let mut limit = rt::Slot::new();
        let mut offset = rt::Slot::new();
        let mut links = rt::Slot::new();
        r.object(
            &["items", "total", "limit", "offset", "links"],
            &mut [&mut items, &mut total, &mut limit, &mut offset, &mut links],
        )?;
        let (Some(total), Some(limit), Some(offset), Some(links)) = (
            total.0,
            limit.0,
            offset.0,
            links.0,
        ) else {
            return Err(rt::ReadError::unfilled());
        };
        Ok(Self {
            items,
            total,
            limit,
            offset,
            links,
        })
    }
}

impl rt::Write for PageStudy {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.field("items", &self.items);
        w.field("total", &self.total);
        w.field("limit", &self.limit);
        w.field("offset", &self.offset);
        w.field("links", &self.links);
        w.end_object();
    }
}

rt::model!(PageStudy);

/// A study: a workflow of nodes that can be run as a job.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Study {
    /// Identifier of the study, for use as `study_id`.
    pub uid: rt::Uuid,
    /// Name of the study as people see it.
    pub title: ::std::option::Option<::std::string::String>,
    /// What the study is about. The server sends an empty text, not null, where nobody wrote any.
    pub description: ::std::option::Option<::std::string::String>,
}

impl Study {
    /// Makes `Study` of its required fields.
    #[must_use]
    pub fn new(uid: rt::Uuid) -> Self {
        Self {
            uid,
            title: None,
            description: None,
        }
    }
    /// Sets `title`.
    #[must_use]
    pub fn title(
        mut self,
        title: impl ::core::convert::Into<::std::string::String>,
    ) -> Self {
        self.title = Some(::core::convert::Into::into(title));
        self
    }
    /// Sets `description`.
    #[must_use]
    pub fn description(
        mut self,
        description: impl ::core::convert::Into<::std::string::String>,
    ) -> Self {
        self.description = Some(::core::convert::Into::into(description));
        self
    }
}

impl rt::Read for Study {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut uid = rt::Uuid::nil();
        let mut title = None;
        let mut description = None;
        r.object(
            &["uid", "title", "description"],
            &mut [&mut uid, &mut title, &mut description],
        )?;
        Ok(Self { uid, title, description })
    }
}

impl rt::Write for Study {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.field("uid", &self.uid);
        w.optional("title", &self.title);
        w.optional("description", &self.description);
        w.end_object();
    }
}

rt::model!(Study);

/// Where to find this page and others. Each link is a path and query only, without scheme and host; resolve it against the address of the API.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Links {
    /// Link to the first page.
    pub first: ::std::option::Option<::std::string::String>,
    /// Link to the last page. It is of no use when there are no studies, as its offset is negative then.
    pub last: ::std::option::Option<::std::string::String>,
    /// Link to this page, as it was asked for.
    pub self_: ::std::option::Option<::std::string::String>,
    /// Link to the page after this one; null on the last page.
    pub next: ::std::option::Option<::std::string::String>,
    /// Link to the page before this one; null on the first page.
    pub prev: ::std::option::Option<::std::string::String>,
}

impl Links {
    /// Makes `Links` of its required fields.
    #[must_use]
    pub fn new(
        first: ::std::option::Option<::std::string::String>,
        last: ::std::option::Option<::std::string::String>,
        self_: ::std::option::Option<::std::string::String>,
        next: ::std::option::Option<::std::string::String>,
        prev: ::std::option::Option<::std::string::String>,
    ) -> Self {
        Self {
            first,
            last,
            self_,
            next,
            prev,
        }
    }
}

impl rt::Read for Links {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut first = rt::Slot::new();
        let mut last = rt::Slot::new();
        let mut self_ = rt::Slot::new();
        let mut next = rt::Slot::new();
        let mut prev = rt::Slot::new();
        r.object(
            &["first", "last", "self", "next", "prev"],
            &mut [&mut first, &mut last, &mut self_, &mut next, &mut prev],
        )?;
        let (Some(first), Some(last), Some(self_), Some(next), Some(prev)) = (
            first.0,
            last.0,
            self_.0,
            next.0,
            prev.0,
        ) else {
            return Err(rt::ReadError::unfilled());
        };
        Ok(Self {
            first,
            last,
            self_,
            next,
            prev,
        })
    }
}

impl rt::Write for Links {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.field("first", &self.first);
        w.field("last", &self.last);
        w.field("self", &self.self_);
        w.field("next", &self.next);
        w.field("prev", &self.prev);
        w.end_object();
    }
}

rt::model!(Links);

/// The request does not have the documented form; each fault is listed. Business rules answer with plain texts in `errors` instead of objects.
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct HttpValidationError {
    /// Validation errors
    ///
    /// The faults, one entry for each; the same fault may stand there twice.
    pub errors: ::std::option::Option<::std::vec::Vec<models::ValidationError>>,
}

impl HttpValidationError {
    /// Makes `HttpValidationError` with no optional field set.
    #[must_use]
    pub fn new() -> Self {
        Self { errors: None }
    }
    /// Sets `errors`.
    #[must_use]
    pub fn errors(mut self, errors: ::std::vec::Vec<models::ValidationError>) -> Self {
        self.errors = Some(errors);
        self
    }
}

impl rt::Read for HttpValidationError {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut errors = None;
        r.object(&["errors"], &mut [&mut errors])?;
        Ok(Self { errors })
    }
}

impl rt::Write for HttpValidationError {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.optional("errors", &self.errors);
        w.end_object();
    }
}

rt::model!(HttpValidationError);

/// One fault of a request.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ValidationError {
    /// Location
    ///
    /// Way to the fault: first the part of the request, such as `path`, `query`, `header` or `body`, then names and positions within it.
    pub loc: ::std::vec::Vec<models::ValidationErrorLocItem>,
    /// Message
    ///
    /// What is wrong, for people to read. The wording differs between versions and languages.
    pub msg: ::std::string::String,
    /// Error Type
    ///
    /// Short code for the kind of fault, such as `missing`.
    pub r#type: ::std::string::String,
}

impl ValidationError {
    /// Makes `ValidationError` of its required fields.
    #[must_use]
    pub fn new(
        loc: ::std::vec::Vec<models::ValidationErrorLocItem>,
        msg: impl ::core::convert::Into<::std::string::String>,
        r#type: impl ::core::convert::Into<::std::string::String>,
    ) -> Self {
        Self {
            loc,
            msg: ::core::convert::Into::into(msg),
            r#type: ::core::convert::Into::into(r#type),
        }
    }
}

impl rt::Read for ValidationError {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut loc = ::std::vec::Vec::new();
        let mut msg = ::std::string::String::new();
        let mut r#type = ::std::string::String::new();
        r.object(&["loc", "msg", "type"], &mut [&mut loc, &mut msg, &mut r#type])?;
        Ok(Self { loc, msg, r#type })
    }
}

impl rt::Write for ValidationError {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.field("loc", &self.loc);
        w.field("msg", &self.msg);
        w.field("type", &self.r#type);
        w.end_object();
    }
}

rt::model!(ValidationError);

/// `ValidationErrorLocItem`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ValidationErrorLocItem {
    /// `String`.
    String(::std::string::String),
    /// `Integer`.
    Integer(i64),
    /// A value that fits no documented type, kept as sent.
    Other(rt::Json),
}

impl rt::Read for ValidationErrorLocItem {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        match r.kind()? {
            rt::Kind::Integer => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::Integer(value));
                }
            }
            rt::Kind::String => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::String(value));
                }
            }
            _ => {}
        }
        r.value().map(Self::Other)
    }
}

impl rt::Write for ValidationErrorLocItem {
    fn write(&self, w: &mut rt::Writer) {
        match self {
            Self::String(value) => rt::Write::write(value, w),
            Self::Integer(value) => rt::Write::write(value, w),
            Self::Other(value) => rt::Write::write(value, w),
        }
    }
}

rt::model!(ValidationErrorLocItem);

impl ::core::convert::From<::std::string::String> for ValidationErrorLocItem {
    fn from(value: ::std::string::String) -> Self {
        Self::String(value)
    }
}

impl ::core::convert::From<&str> for ValidationErrorLocItem {
    fn from(value: &str) -> Self {
        Self::String(::std::string::String::from(value))
    }
}

impl ::core::convert::From<i64> for ValidationErrorLocItem {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

/// Why the server refused or failed. Go by the HTTP status; the texts differ between versions and languages.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ErrorGet {
    /// What went wrong: texts as a rule, objects in some answers.
    pub errors: ::std::vec::Vec<rt::Json>,
}

impl ErrorGet {
    /// Makes `ErrorGet` of its required fields.
    #[must_use]
    pub fn new(errors: ::std::vec::Vec<rt::Json>) -> Self {
        Self { errors }
    }
}

impl rt::Read for ErrorGet {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut errors = ::std::vec::Vec::new();
        r.object(&["errors"], &mut [&mut errors])?;
        Ok(Self { errors })
    }
}

impl rt::Write for ErrorGet {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.field("errors", &self.errors);
        w.end_object();
    }
}

rt::model!(ErrorGet);

/// All ports of a study, in one list.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct OnePageStudyPort {
    /// The ports.
    pub items: ::std::vec::Vec<models::StudyPort>,
    /// How many ports there are.
    ///
    /// Minimum: `0`.
    pub total: ::std::option::Option<i64>,
}

impl OnePageStudyPort {
    /// Makes `OnePageStudyPort` of its required fields.
    #[must_use]
    pub fn new(items: ::std::vec::Vec<models::StudyPort>) -> Self {
        Self { items, total: None }
    }
    /// Sets `total`.
    #[must_use]
    pub fn total(mut self, total: i64) -> Self {
        self.total = Some(total);
        self
    }
}

impl rt::Read for OnePageStudyPort {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut items = ::std::vec::Vec::new();
        let mut total = None;
        r.object(&["items", "total"], &mut [&mut items, &mut total])?;
        Ok(Self { items, total })
    }
}

impl rt::Write for OnePageStudyPort {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.field("items", &self.items);
        w.optional("total", &self.total);
        w.end_object();
    }
}

rt::model!(OnePageStudyPort);

/// An input or output of a study.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct StudyPort {
    /// Key name
    ///
    /// Identifier of the node behind the port. It is not the key for inputs and outputs of jobs; that is the node's label.
    pub key: rt::Uuid,
    /// Whether the study reads the port or writes it.
    pub kind: models::StudyPortKind,
    /// JSON Schema of the port's value, with the node's label as its `title`, and its unit as `x_unit` where it has one. Null for files.
    pub content_schema: ::std::option::Option<
        ::std::collections::BTreeMap<::std::string::String, rt::Json>,
    >,
}

impl StudyPort {
    /// Makes `StudyPort` of its required fields.
    #[must_use]
    pub fn new(key: rt::Uuid, kind: models::StudyPortKind) -> Self {
        Self {
            key,
            kind,
            content_schema: None,
        }
    }
    /// Sets `content_schema`.
    #[must_use]
    pub fn content_schema(
        mut self,
        content_schema: ::std::collections::BTreeMap<::std::string::String, rt::Json>,
    ) -> Self {
        self.content_schema = Some(content_schema);
        self
    }
}

impl rt::Read for StudyPort {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut key = rt::Uuid::nil();
        let mut kind = rt::Slot::new();
        let mut content_schema = None;
        r.object(
            &["key", "kind", "content_schema"],
            &mut [&mut key, &mut kind, &mut content_schema],
        )?;
        let Some(kind) = kind.0 else {
            return Err(rt::ReadError::unfilled());
        };
        Ok(Self { key, kind, content_schema })
    }
}

impl rt::Write for StudyPort {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.field("key", &self.key);
        w.field("kind", &self.kind);
        w.optional("content_schema", &self.content_schema);
        w.end_object();
    }
}

rt::model!(StudyPort);

/// Kind
///
/// Whether the study reads the port or writes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum StudyPortKind {
    /// `input`
    Input,
    /// `output`
    Output,
    /// A value that the document does not list, kept as sent.
    Other(::std::string::String),
}

rt::string_enum! {
    StudyPortKind, Other, Input = "input", Output = "output"
}

/// The inputs of a job to be created.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct JobInputs {
    /// Values by node label. A number keeps the kind in which it was written, `55` or `55.0`. Labels that the study does not have are ignored. A file is given by its `id` and `filename`, after it was uploaded; servers from April 2025 on drop file inputs of study jobs without a word, so check that the job used it.
    pub values: ::std::collections::BTreeMap<
        ::std::string::String,
        ::std::option::Option<models::JobInputsValue>,
    >,
}

impl JobInputs {
    /// Makes `JobInputs` of its required fields.
    #[must_use]
    pub fn new(
        values: ::std::collections::BTreeMap<
            ::std::string::String,
            ::std::option::Option<models::JobInputsValue>,
        >,
    ) -> Self {
        Self { values }
    }
}

impl rt::Read for JobInputs {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut values = ::std::collections::BTreeMap::new();
        r.object(&["values"], &mut [&mut values])?;
        Ok(Self { values })
    }
}

impl rt::Write for JobInputs {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.field("values", &self.values);
        w.end_object();
    }
}

rt::model!(JobInputs);

/// `JobInputsValue`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum JobInputsValue {
    /// `File`.
    File(models::File),
    /// `Number`.
    Number(f64),
    /// `Integer`.
    Integer(i64),
    /// `Boolean`.
    Boolean(bool),
    /// `String`.
    String(::std::string::String),
    /// `Array`.
    Array(::std::vec::Vec<rt::Json>),
    /// A value that fits no documented type, kept as sent.
    Other(rt::Json),
}

impl rt::Read for JobInputsValue {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        match r.kind()? {
            rt::Kind::Boolean => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::Boolean(value));
                }
            }
            rt::Kind::Integer => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::Integer(value));
                }
            }
            rt::Kind::Number => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::Number(value));
                }
            }
            rt::Kind::String => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::String(value));
                }
            }
            rt::Kind::Array => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::Array(value));
                }
            }
            rt::Kind::Object => {
                if r.has_keys(&["id", "filename"])? && let Some(value) = r.attempt()? {
                    return Ok(Self::File(value));
                }
            }
            rt::Kind::Null => {}
        }
        r.value().map(Self::Other)
    }
}

impl rt::Write for JobInputsValue {
    fn write(&self, w: &mut rt::Writer) {
        match self {
            Self::File(value) => rt::Write::write(value, w),
            Self::Number(value) => rt::Write::write(value, w),
            Self::Integer(value) => rt::Write::write(value, w),
            Self::Boolean(value) => rt::Write::write(value, w),
            Self::String(value) => rt::Write::write(value, w),
            Self::Array(value) => rt::Write::write(value, w),
            Self::Other(value) => rt::Write::write(value, w),
        }
    }
}

rt::model!(JobInputsValue);

impl ::core::convert::From<models::File> for JobInputsValue {
    fn from(value: models::File) -> Self {
        Self::File(value)
    }
}

impl ::core::convert::From<f64> for JobInputsValue {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl ::core::convert::From<i64> for JobInputsValue {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl ::core::convert::From<bool> for JobInputsValue {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl ::core::convert::From<::std::string::String> for JobInputsValue {
    fn from(value: ::std::string::String) -> Self {
        Self::String(value)
    }
}

impl ::core::convert::From<&str> for JobInputsValue {
    fn from(value: &str) -> Self {
        Self::String(::std::string::String::from(value))
    }
}

impl ::core::convert::From<::std::vec::Vec<rt::Json>> for JobInputsValue {
    fn from(value: ::std::vec::Vec<rt::Json>) -> Self {
        Self::Array(value)
    }
}

/// A file in the platform's storage; a reference, not the content.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct File {
    /// Identifier of the file.
    pub id: rt::Uuid,
    /// What the file is called, extension included.
    pub filename: ::std::string::String,
    /// Media type, as the server guessed it.
    pub content_type: rt::Maybe<::std::string::String>,
    /// SHA-256 hash of the content, 64 hexadecimal digits. In outputs of study jobs its name is `sha256_checksum`.
    ///
    /// Pattern: `^[a-fA-F0-9]{64}$`.
    pub checksum: rt::Maybe<::std::string::String>,
    /// Entity tag that the object store gave to the content.
    pub e_tag: rt::Maybe<::std::string::String>,
}

impl File {
    /// Makes `File` of its required fields.
    #[must_use]
    pub fn new(
        id: rt::Uuid,
        filename: impl ::core::convert::Into<::std::string::String>,
    ) -> Self {
        Self {
            id,
            filename: ::core::convert::Into::into(filename),
            content_type: rt::Maybe::Absent,
            checksum: rt::Maybe::Absent,
            e_tag: rt::Maybe::Absent,
        }
    }
    /// Sets `content_type`.
    #[must_use]
    pub fn content_type(
        mut self,
        content_type: impl ::core::convert::Into<rt::Maybe<::std::string::String>>,
    ) -> Self {
        self.content_type = ::core::convert::Into::into(content_type);
        self
    }
    /// Sets `checksum`.
    #[must_use]
    pub fn checksum(
        mut self,
        checksum: impl ::core::convert::Into<rt::Maybe<::std::string::String>>,
    ) -> Self {
        self.checksum = ::core::convert::Into::into(checksum);
        self
    }
    /// Sets `e_tag`.
    #[must_use]
    pub fn e_tag(
        mut self,
        e_tag: impl ::core::convert::Into<rt::Maybe<::std::string::String>>,
    ) -> Self {
        self.e_tag = ::core::convert::Into::into(e_tag);
        self
    }
}

impl rt::Read for File {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut id = rt::Uuid::nil();
        let mut filename = ::std::string::String::new();
        let mut content_type = rt::Maybe::Absent;
        let mut checksum = rt::Maybe::Absent;
        let mut e_tag = rt::Maybe::Absent;
        r.object(
            &["id", "filename", "content_type", "checksum", "e_tag"],
            &mut [&mut id, &mut filename, &mut content_type, &mut checksum, &mut e_tag],
        )?;
        Ok(Self {
            id,
            filename,
            content_type,
            checksum,
            e_tag,
        })
    }
}

impl rt::Write for File {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.field("id", &self.id);
        w.field("filename", &self.filename);
        w.optional("content_type", &self.content_type);
        w.optional("checksum", &self.checksum);
        w.optional("e_tag", &self.e_tag);
        w.end_object();
    }
}

rt::model!(File);

/// A job: a study with inputs set, ready to be started.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Job {
    /// Identifier of the job, for use as `job_id`.
    pub id: rt::Uuid,
    /// Full name of the job, a path from its study to it.
    ///
    /// Pattern: `^([^\s/]+/?){1,10}$`.
    pub name: ::std::string::String,
    /// Hash of the inputs; equal inputs give equal hashes.
    pub inputs_checksum: ::std::string::String,
    /// When the job was created. The server sends UTC without saying so: there is no offset.
    pub created_at: rt::Timestamp,
    /// Full name of what the job runs: its study.
    ///
    /// Pattern: `^([^\s/]+/?){1,10}$`.
    pub runner_name: ::std::string::String,
    /// Address of the job. Behind the platform's proxy its scheme is wrong (`http`); do not send credentials to it.
    ///
    /// Length: 1 to 2083 characters.
    pub url: ::std::option::Option<rt::Uri>,
    /// Address of the study that the job runs, with the same caveat as `url`.
    ///
    /// Length: 1 to 2083 characters.
    pub runner_url: ::std::option::Option<rt::Uri>,
    /// Address of the job's outputs, with the same caveat as `url`.
    ///
    /// Length: 1 to 2083 characters.
    pub outputs_url: ::std::option::Option<rt::Uri>,
}

impl Job {
    /// Makes `Job` of its required fields.
    #[expect(clippy::too_many_arguments, reason = "the document requires so many")]
    #[must_use]
    pub fn new(
        id: rt::Uuid,
        name: impl ::core::convert::Into<::std::string::String>,
        inputs_checksum: impl ::core::convert::Into<::std::string::String>,
        created_at: rt::Timestamp,
        runner_name: impl ::core::convert::Into<::std::string::String>,
        url: ::std::option::Option<rt::Uri>,
        runner_url: ::std::option::Option<rt::Uri>,
        outputs_url: ::std::option::Option<rt::Uri>,
    ) -> Self {
        Self {
            id,
            name: ::core::convert::Into::into(name),
            inputs_checksum: ::core::convert::Into::into(inputs_checksum),
            created_at,
            runner_name: ::core::convert::Into::into(runner_name),
            url,
            runner_url,
            outputs_url,
        }
    }
}

impl rt::Read for Job {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut id = rt::Uuid::nil();
        let mut name = ::std::string::String::new();
        let mut inputs_checksum = ::std::string::String::new();
        let mut created_at = rt::Slot::new();
        let mut runner_name = ::std::string::String::new();
        let mut url = rt::Slot::new();
        let mut runner_url = rt::Slot::new();
        let mut outputs_url = rt::Slot::new();
        r.object(
            &[
                "id",
                "name",
                "inputs_checksum",
                "created_at",
                "runner_name",
                "url",
                "runner_url",
                "outputs_url",
            ],
            &mut [
                &mut id,
                &mut name,
                &mut inputs_checksum,
                &mut created_at,
                &mut runner_name,
                &mut url,
                &mut runner_url,
                &mut outputs_url,
            ],
        )?;
        let (Some(created_at), Some(url), Some(runner_url), Some(outputs_url)) = (
            created_at.0,
            url.0,
            runner_url.0,
            outputs_url.0,
        ) else {
            return Err(rt::ReadError::unfilled());
        };
        Ok(Self {
            id,
            name,
            inputs_checksum,
            created_at,
            runner_name,
            url,
            runner_url,
            outputs_url,
        })
    }
}

impl rt::Write for Job {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.field("id", &self.id);
        w.field("name", &self.name);
        w.field("inputs_checksum", &self.inputs_checksum);
        w.field("created_at", &self.created_at);
        w.field("runner_name", &self.runner_name);
        w.field("url", &self.url);
        w.field("runner_url", &self.runner_url);
        w.field("outputs_url", &self.outputs_url);
        w.end_object();
    }
}

rt::model!(Job);

/// How a job stands at the moment of the answer.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct JobStatus {
    /// The job.
    pub job_id: rt::Uuid,
    /// What the job is doing, or how it ended.
    pub state: models::RunningState,
    /// How far the job has come, in percent. It can be 100 before the job has ended; go by `state`.
    ///
    /// Default: `0`. Minimum: `0`. Maximum: `100`.
    pub progress: ::std::option::Option<i64>,
    /// When the job was last asked to run; the time of the answer if it never was.
    pub submitted_at: rt::Timestamp,
    /// When the run began; null or absent before.
    pub started_at: ::std::option::Option<rt::Timestamp>,
    /// When the run ended, whatever its outcome; null or absent before.
    pub stopped_at: ::std::option::Option<rt::Timestamp>,
}

impl JobStatus {
    /// Makes `JobStatus` of its required fields.
    #[must_use]
    pub fn new(
        job_id: rt::Uuid,
        state: models::RunningState,
        submitted_at: rt::Timestamp,
    ) -> Self {
        Self {
            job_id,
            state,
            progress: None,
            submitted_at,
            started_at: None,
            stopped_at: None,
        }
    }
    /// Sets `progress`.
    #[must_use]
    pub fn progress(mut self, progress: i64) -> Self {
        self.progress = Some(progress);
        self
    }
    /// Sets `started_at`.
    #[must_use]
    pub fn started_at(mut self, started_at: rt::Timestamp) -> Self {
        self.started_at = Some(started_at);
        self
    }
    /// Sets `stopped_at`.
    #[must_use]
    pub fn stopped_at(mut self, stopped_at: rt::Timestamp) -> Self {
        self.stopped_at = Some(stopped_at);
        self
    }
    /// `progress`, or its default `0` where absent.
    #[must_use]
    pub fn progress_or_default(&self) -> i64 {
        self.progress.unwrap_or(0)
    }
}

impl rt::Read for JobStatus {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut job_id = rt::Uuid::nil();
        let mut state = rt::Slot::new();
        let mut progress = None;
        let mut submitted_at = rt::Slot::new();
        let mut started_at = None;
        let mut stopped_at = None;
        r.object(
            &["job_id", "state", "progress", "submitted_at", "started_at", "stopped_at"],
            &mut [
                &mut job_id,
                &mut state,
                &mut progress,
                &mut submitted_at,
                &mut started_at,
                &mut stopped_at,
            ],
        )?;
        let (Some(state), Some(submitted_at)) = (state.0, submitted_at.0) else {
            return Err(rt::ReadError::unfilled());
        };
        Ok(Self {
            job_id,
            state,
            progress,
            submitted_at,
            started_at,
            stopped_at,
        })
    }
}

impl rt::Write for JobStatus {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.field("job_id", &self.job_id);
        w.field("state", &self.state);
        w.optional("progress", &self.progress);
        w.field("submitted_at", &self.submitted_at);
        w.optional("started_at", &self.started_at);
        w.optional("stopped_at", &self.stopped_at);
        w.end_object();
    }
}

rt::model!(JobStatus);

/// What a job is doing, or how it ended. `SUCCESS`, `FAILED` and `ABORTED` are final until the job is started again; all others can follow each other in any order, also backwards. `UNKNOWN` passes. Newer servers may send values that are not listed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RunningState {
    /// `UNKNOWN`
    Unknown,
    /// `PUBLISHED`
    Published,
    /// `NOT_STARTED`
    NotStarted,
    /// `PENDING`
    Pending,
    /// `WAITING_FOR_RESOURCES`
    WaitingForResources,
    /// `STARTED`
    Started,
    /// `SUCCESS`
    Success,
    /// `FAILED`
    Failed,
    /// `ABORTED`
    Aborted,
    /// `WAITING_FOR_CLUSTER`
    WaitingForCluster,
    /// A value that the document does not list, kept as sent.
    Other(::std::string::String),
}

rt::string_enum! {
    RunningState, Other, Unknown = "UNKNOWN", Published = "PUBLISHED", NotStarted =
    "NOT_STARTED", Pending = "PENDING", WaitingForResources = "WAITING_FOR_RESOURCES",
    Started = "STARTED", Success = "SUCCESS", Failed = "FAILED", Aborted = "ABORTED",
    WaitingForCluster = "WAITING_FOR_CLUSTER"
}

/// What a job produced.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct JobOutputs {
    /// The job.
    pub job_id: rt::Uuid,
    /// Values by node label. A number keeps the kind in which it was written, `55` or `55.0`. A file is an object in older servers' answers and a list of name-value pairs in newer ones'. A value can be null for a short time after the job has ended.
    pub results: ::std::collections::BTreeMap<
        ::std::string::String,
        ::std::option::Option<models::JobOutputsResult>,
    >,
}

impl JobOutputs {
    /// Makes `JobOutputs` of its required fields.
    #[must_use]
    pub fn new(
        job_id: rt::Uuid,
        results: ::std::collections::BTreeMap<
            ::std::string::String,
            ::std::option::Option<models::JobOutputsResult>,
        >,
    ) -> Self {
        Self { job_id, results }
    }
}

impl rt::Read for JobOutputs {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut job_id = rt::Uuid::nil();
        let mut results = ::std::collections::BTreeMap::new();
        r.object(&["job_id", "results"], &mut [&mut job_id, &mut results])?;
        Ok(Self { job_id, results })
    }
}

impl rt::Write for JobOutputs {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.field("job_id", &self.job_id);
        w.field("results", &self.results);
        w.end_object();
    }
}

rt::model!(JobOutputs);

/// `JobOutputsResult`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum JobOutputsResult {
    /// `File`.
    File(models::File),
    /// `Number`.
    Number(f64),
    /// `Integer`.
    Integer(i64),
    /// `Boolean`.
    Boolean(bool),
    /// `String`.
    String(::std::string::String),
    /// `Array`.
    Array(::std::vec::Vec<rt::Json>),
    /// A value that fits no documented type, kept as sent.
    Other(rt::Json),
}

impl rt::Read for JobOutputsResult {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        match r.kind()? {
            rt::Kind::Boolean => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::Boolean(value));
                }
            }
            rt::Kind::Integer => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::Integer(value));
                }
            }
            rt::Kind::Number => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::Number(value));
                }
            }
            rt::Kind::String => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::String(value));
                }
            }
            rt::Kind::Array => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::Array(value));
                }
            }
            rt::Kind::Object => {
                if r.has_keys(&["id", "filename"])? && let Some(value) = r.attempt()? {
                    return Ok(Self::File(value));
                }
            }
            rt::Kind::Null => {}
        }
        r.value().map(Self::Other)
    }
}

impl rt::Write for JobOutputsResult {
    fn write(&self, w: &mut rt::Writer) {
        match self {
            Self::File(value) => rt::Write::write(value, w),
            Self::Number(value) => rt::Write::write(value, w),
            Self::Integer(value) => rt::Write::write(value, w),
            Self::Boolean(value) => rt::Write::write(value, w),
            Self::String(value) => rt::Write::write(value, w),
            Self::Array(value) => rt::Write::write(value, w),
            Self::Other(value) => rt::Write::write(value, w),
        }
    }
}

rt::model!(JobOutputsResult);

impl ::core::convert::From<models::File> for JobOutputsResult {
    fn from(value: models::File) -> Self {
        Self::File(value)
    }
}

impl ::core::convert::From<f64> for JobOutputsResult {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl ::core::convert::From<i64> for JobOutputsResult {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl ::core::convert::From<bool> for JobOutputsResult {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl ::core::convert::From<::std::string::String> for JobOutputsResult {
    fn from(value: ::std::string::String) -> Self {
        Self::String(value)
    }
}

impl ::core::convert::From<&str> for JobOutputsResult {
    fn from(value: &str) -> Self {
        Self::String(::std::string::String::from(value))
    }
}

impl ::core::convert::From<::std::vec::Vec<rt::Json>> for JobOutputsResult {
    fn from(value: ::std::vec::Vec<rt::Json>) -> Self {
        Self::Array(value)
    }
}

/// Links to the log files of a job.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct JobLogsMap {
    /// One link for each node that wrote a log; empty while the job runs.
    pub log_links: ::std::vec::Vec<models::LogLink>,
}

impl JobLogsMap {
    /// Makes `JobLogsMap` of its required fields.
    #[must_use]
    pub fn new(log_links: ::std::vec::Vec<models::LogLink>) -> Self {
        Self { log_links }
    }
}

impl rt::Read for JobLogsMap {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut log_links = ::std::vec::Vec::new();
        r.object(&["log_links"], &mut [&mut log_links])?;
        Ok(Self { log_links })
    }
}

impl rt::Write for JobLogsMap {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.field("log_links", &self.log_links);
        w.end_object();
    }
}

rt::model!(JobLogsMap);

/// A link to the log of one node.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LogLink {
    /// The node that wrote the log; servers put its UUID here.
    pub node_name: ::std::string::String,
    /// Address of the archive (ZIP), signed and good for about an hour. Fetch it without the credentials of this API.
    ///
    /// Length: at least 1 characters.
    pub download_link: rt::Uri,
}

impl LogLink {
    /// Makes `LogLink` of its required fields.
    #[must_use]
    pub fn new(
        node_name: impl ::core::convert::Into<::std::string::String>,
        download_link: rt::Uri,
    ) -> Self {
        Self {
            node_name: ::core::convert::Into::into(node_name),
            download_link,
        }
    }
}

impl rt::Read for LogLink {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut node_name = ::std::string::String::new();
        let mut download_link = rt::Slot::new();
        r.object(
            &["node_name", "download_link"],
            &mut [&mut node_name, &mut download_link],
        )?;
        let Some(download_link) = download_link.0 else {
            return Err(rt::ReadError::unfilled());
        };
        Ok(Self { node_name, download_link })
    }
}

impl rt::Write for LogLink {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.field("node_name", &self.node_name);
        w.field("download_link", &self.download_link);
        w.end_object();
    }
}

rt::model!(LogLink);

/// The key-value pairs that are stored with a job.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct JobMetadata {
    /// The job that the pairs belong to.
    pub job_id: rt::Uuid,
    /// The pairs. Values are booleans, numbers or texts, and keep their kind.
    pub metadata: ::std::collections::BTreeMap<
        ::std::string::String,
        models::JobMetadataValue,
    >,
    /// Address of this metadata. Behind the platform's proxy its scheme is wrong (`http`); do not send credentials to it.
    ///
    /// Length: 1 to 2083 characters.
    pub url: ::std::option::Option<rt::Uri>,
}

impl JobMetadata {
    /// Makes `JobMetadata` of its required fields.
    #[must_use]
    pub fn new(
        job_id: rt::Uuid,
        metadata: ::std::collections::BTreeMap<
            ::std::string::String,
            models::JobMetadataValue,
        >,
        url: ::std::option::Option<rt::Uri>,
    ) -> Self {
        Self { job_id, metadata, url }
    }
}

impl rt::Read for JobMetadata {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut job_id = rt::Uuid::nil();
        let mut metadata = ::std::collections::BTreeMap::new();
        let mut url = rt::Slot::new();
        r.object(
            &["job_id", "metadata", "url"],
            &mut [&mut job_id, &mut metadata, &mut url],
        )?;
        let Some(url) = url.0 else {
            return Err(rt::ReadError::unfilled());
        };
        Ok(Self { job_id, metadata, url })
    }
}

impl rt::Write for JobMetadata {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.field("job_id", &self.job_id);
        w.field("metadata", &self.metadata);
        w.field("url", &self.url);
        w.end_object();
    }
}

rt::model!(JobMetadata);

/// `JobMetadataValue`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum JobMetadataValue {
    /// `Boolean`.
    Boolean(bool),
    /// `Integer`.
    Integer(i64),
    /// `Number`.
    Number(f64),
    /// `String`.
    String(::std::string::String),
    /// A value that fits no documented type, kept as sent.
    Other(rt::Json),
}

impl rt::Read for JobMetadataValue {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        match r.kind()? {
            rt::Kind::Boolean => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::Boolean(value));
                }
            }
            rt::Kind::Integer => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::Integer(value));
                }
            }
            rt::Kind::Number => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::Number(value));
                }
            }
            rt::Kind::String => {
                if let Some(value) = r.attempt()? {
                    return Ok(Self::String(value));
                }
            }
            _ => {}
        }
        r.value().map(Self::Other)
    }
}

impl rt::Write for JobMetadataValue {
    fn write(&self, w: &mut rt::Writer) {
        match self {
            Self::Boolean(value) => rt::Write::write(value, w),
            Self::Integer(value) => rt::Write::write(value, w),
            Self::Number(value) => rt::Write::write(value, w),
            Self::String(value) => rt::Write::write(value, w),
            Self::Other(value) => rt::Write::write(value, w),
        }
    }
}

rt::model!(JobMetadataValue);

impl ::core::convert::From<bool> for JobMetadataValue {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl ::core::convert::From<i64> for JobMetadataValue {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl ::core::convert::From<f64> for JobMetadataValue {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl ::core::convert::From<::std::string::String> for JobMetadataValue {
    fn from(value: ::std::string::String) -> Self {
        Self::String(value)
    }
}

impl ::core::convert::From<&str> for JobMetadataValue {
    fn from(value: &str) -> Self {
        Self::String(::std::string::String::from(value))
    }
}

/// The key-value pairs to store with a job, in place of all earlier ones.
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct JobMetadataUpdate {
    /// The pairs. Values are booleans, numbers or texts; leaving the map out removes all pairs.
    pub metadata: ::std::option::Option<
        ::std::collections::BTreeMap<::std::string::String, models::JobMetadataValue>,
    >,
}

impl JobMetadataUpdate {
    /// Makes `JobMetadataUpdate` with no optional field set.
    #[must_use]
    pub fn new() -> Self {
        Self { metadata: None }
    }
    /// Sets `metadata`.
    #[must_use]
    pub fn metadata(
        mut self,
        metadata: ::std::collections::BTreeMap<
            ::std::string::String,
            models::JobMetadataValue,
        >,
    ) -> Self {
        self.metadata = Some(metadata);
        self
    }
}

impl rt::Read for JobMetadataUpdate {
    fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> {
        let mut metadata = None;
        r.object(&["metadata"], &mut [&mut metadata])?;
        Ok(Self { metadata })
    }
}

impl rt::Write for JobMetadataUpdate {
    fn write(&self, w: &mut rt::Writer) {
        w.begin_object();
        w.optional("metadata", &self.metadata);
        w.end_object();
    }
}

rt::model!(JobMetadataUpdate);

/// What `JobInputs` holds in `values`.
pub type StudyInputValue = models::JobInputsValue;

/// What `JobOutputs` holds in `results`.
pub type StudyOutputValue = models::JobOutputsResult;

/// What `JobMetadataUpdate` holds in `metadata`.
pub type StudyMetadataValue = models::JobMetadataValue;

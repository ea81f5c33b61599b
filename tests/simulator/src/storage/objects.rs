//! The files of the platform's users, and their uploads.
//!
//! In: uploads, part by part. Out: files. Invariant: a file appears only when its upload is completed, with the parts
//! and in the order that the completion names.

use std::collections::BTreeMap;
use std::sync::Arc;

use md5::{Digest, Md5};

use super::blob::{Blob, Spool};
use super::links::Links;
use crate::shared::hex;

/// What the object store holds.
#[derive(Debug, Default)]
pub(crate) struct Objects {
    pub(super) links: Links,
    pub(crate) files: Vec<File>,
    pub(crate) uploads: Vec<Upload>,
    created: usize,
}

/// A file.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) media_type: String,
    /// The SHA-256 digest that the upload was announced with; nobody compares it with the contents.
    pub(crate) checksum: Option<String>,
    pub(crate) e_tag: String,
    pub(crate) contents: Blob,
}

/// An upload that was neither completed nor aborted.
#[derive(Debug)]
pub(crate) struct Upload {
    pub(crate) id: String,
    name: String,
    checksum: String,
    parts: BTreeMap<usize, Part>,
    pub(super) spool: Arc<Spool>,
}

#[derive(Debug)]
struct Part {
    e_tag: String,
    contents: Blob,
}

impl Objects {
    pub(crate) fn file(&self, id: &str) -> Option<&File> {
        self.files.iter().find(|file| file.id == id)
    }

    pub(crate) fn upload(&mut self, id: &str) -> Option<&mut Upload> {
        self.uploads.iter_mut().find(|upload| upload.id == id)
    }

    /// Begins an upload and gives the identifier of the file to be.
    pub(crate) fn begin(&mut self, name: &str, checksum: &str) -> String {
        let id = self.new_id();
        self.uploads.push(Upload {
            id: id.clone(),
            name: name.to_owned(),
            checksum: checksum.to_owned(),
            parts: BTreeMap::new(),
            spool: Arc::default(),
        });
        id
    }

    /// Forgets an upload with all of its parts.
    pub(crate) fn abort(&mut self, id: &str) {
        self.uploads.retain(|upload| upload.id != id);
    }

    /// Makes a file of an upload; none without one, or where its parts are others.
    pub(crate) fn complete(&mut self, id: &str, parts: &[(usize, String)]) -> Option<File> {
        let position = self.uploads.iter().position(|upload| upload.id == id)?;
        let (contents, e_tag) = self.uploads.get(position)?.assemble(parts)?;
        let upload = self.uploads.remove(position);
        let file = File {
            id: upload.id,
            media_type: guess_media_type(&upload.name).to_owned(),
            name: upload.name,
            checksum: Some(upload.checksum),
            e_tag,
            contents,
        };
        self.files.push(file.clone());
        Some(file)
    }

    /// Adds a file whole.
    pub(crate) fn add(
        &mut self,
        name: &str,
        media_type: Option<&str>,
        contents: Blob,
        checksum: Option<String>,
        e_tag: String,
    ) -> File {
        let media_type = media_type.unwrap_or_else(|| guess_media_type(name)).to_owned();
        let (id, name) = (self.new_id(), name.to_owned());
        let file = File { id, name, media_type, checksum, e_tag, contents };
        self.files.push(file.clone());
        file
    }

    /// Removes a file; false where there is none.
    pub(crate) fn delete(&mut self, id: &str) -> bool {
        let before = self.files.len();
        self.files.retain(|file| file.id != id);
        self.files.len() < before
    }

    fn new_id(&mut self) -> String {
        self.created += 1;
        format!("5eed0000-f11e-4000-a000-{:012x}", self.created)
    }
}

impl Upload {
    /// Stores a part, in place of an earlier one of its number.
    pub(super) fn put(&mut self, number: usize, contents: Blob, e_tag: String) {
        self.parts.insert(number, Part { e_tag, contents });
    }

    /// The contents and the tag of the named parts, as S3 has it: each is there with this tag, in rising order.
    fn assemble(&self, named: &[(usize, String)]) -> Option<(Blob, String)> {
        let rising = named.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a < b));
        if named.is_empty() || !rising {
            return None;
        }
        let (mut contents, mut tags) = (Blob::default(), Md5::new());
        for (number, e_tag) in named {
            let part = self.parts.get(number).filter(|part| part.e_tag == *e_tag)?;
            contents.append(part.contents.clone());
            tags.update(e_tag);
        }
        match named {
            [(_, only)] => Some((contents, only.clone())),
            _ => Some((contents, format!("{}-{}", hex(&tags.finalize()), named.len()))),
        }
    }
}

/// The media type that the real server guesses from a name.
fn guess_media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "txt" | "log" => "text/plain",
        "csv" => "text/csv",
        "json" => "application/json",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

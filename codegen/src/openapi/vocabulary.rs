//! Every member of every object of OpenAPI 3.0 to 3.2 and every keyword of JSON Schema 2020-12, with what becomes of it.
//!
//! In: an object and a key. Out: what the member holds, and its [`Role`].
//! Invariant: a member is used, irrelevant to a client, or told; the tests compare the tables with the official schemas and each
//! role with what is generated. OpenAPI 2.0 has no table: its documents are told as a whole (`swagger-2`).

mod objects;
mod schema;

use self::{
    objects::{
        CALLBACK, COMPONENTS, CONTACT, ENCODING, EXAMPLE, EXTERNAL_DOCS, FLOW, FLOWS, HEADER, INFO, LICENSE,
        LINK, MEDIA_TYPE, OPERATION, PARAMETER, PATH_ITEM, REFERENCE, REQUEST_BODY, RESPONSE, ROOT,
        SECURITY_SCHEME, SERVER, SERVER_VARIABLE, TAG,
    },
    schema::{DISCRIMINATOR, SCHEMA, XML},
};

/// A kind of object that the standard describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Object {
    Root,
    Info,
    Contact,
    License,
    ExternalDocs,
    Server,
    ServerVariable,
    Tag,
    Components,
    PathItem,
    Operation,
    Parameter,
    Header,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Callback,
    Example,
    Link,
    SecurityScheme,
    Flows,
    Flow,
    /// In place of any of the objects above that components may have.
    Reference,
    Schema,
    Discriminator,
    Xml,
}

/// A member of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) holds: Holds,
    pub(crate) role: Role,
}

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// A value, or objects that another member's role covers.
    Data,
    One(Object),
    List(Object),
    /// Objects by name.
    Map(Object),
    /// The same, of an object that may have extensions beside the names.
    Extensible(Object),
}

/// What becomes of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// What is generated depends on it.
    Used,
    /// What is generated does not depend on it, for this reason.
    Irrelevant(&'static str),
    /// It is not represented, and the check of members says so: `degraded-member`, with what is lost.
    Lost(Loss),
    /// It is ignored, and the check of members says so: `ignored-member`, with the reason.
    Ignored(Loss),
    /// A keyword that only constrains: `unchecked-constraint`, or `degraded-constraint` where it also describes members.
    Constraint,
    /// Another stage tells, with this code, wherever something of it is lost.
    Told(&'static str),
}

/// What is lost with a member, except where it has one of some values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Loss {
    pub(crate) what: &'static str,
    /// JSON texts.
    pub(crate) except: &'static [&'static str],
}

impl Object {
    /// The members that the standard lists.
    pub(crate) fn members(self) -> &'static [Member] {
        match self {
            Self::Root => ROOT,
            Self::Info => INFO,
            Self::Contact => CONTACT,
            Self::License => LICENSE,
            Self::ExternalDocs => EXTERNAL_DOCS,
            Self::Server => SERVER,
            Self::ServerVariable => SERVER_VARIABLE,
            Self::Tag => TAG,
            Self::Components => COMPONENTS,
            Self::PathItem => PATH_ITEM,
            Self::Operation => OPERATION,
            Self::Parameter => PARAMETER,
            Self::Header => HEADER,
            Self::RequestBody => REQUEST_BODY,
            Self::MediaType => MEDIA_TYPE,
            Self::Encoding => ENCODING,
            Self::Response => RESPONSE,
            Self::Callback => CALLBACK,
            Self::Example => EXAMPLE,
            Self::Link => LINK,
            Self::SecurityScheme => SECURITY_SCHEME,
            Self::Flows => FLOWS,
            Self::Flow => FLOW,
            Self::Reference => REFERENCE,
            Self::Schema => SCHEMA,
            Self::Discriminator => DISCRIMINATOR,
            Self::Xml => XML,
        }
    }

    /// The member of a name.
    pub(crate) fn member(self, name: &str) -> Option<&'static Member> {
        self.members().iter().find(|member| member.name == name)
    }

    /// Whether a reference may stand in its place.
    pub(crate) fn is_referable(self) -> bool {
        matches!(
            self,
            Self::Parameter
                | Self::Header
                | Self::RequestBody
                | Self::MediaType
                | Self::Response
                | Self::Callback
                | Self::Example
                | Self::Link
                | Self::SecurityScheme
        )
    }
}

/// The keywords of schemas that only constrain a value.
pub(crate) fn constraints() -> impl Iterator<Item = &'static str> {
    SCHEMA.iter().filter(|member| member.role == Role::Constraint).map(|member| member.name)
}

const fn used(name: &'static str) -> Member {
    Member { name, holds: Holds::Data, role: Role::Used }
}

const fn holding(name: &'static str, holds: Holds) -> Member {
    Member { name, holds, role: Role::Used }
}

const fn irrelevant(name: &'static str, reason: &'static str) -> Member {
    Member { name, holds: Holds::Data, role: Role::Irrelevant(reason) }
}

const fn lost(name: &'static str, what: &'static str, except: &'static [&'static str]) -> Member {
    Member { name, holds: Holds::Data, role: Role::Lost(Loss { what, except }) }
}

const fn ignored(name: &'static str, what: &'static str, except: &'static [&'static str]) -> Member {
    Member { name, holds: Holds::Data, role: Role::Ignored(Loss { what, except }) }
}

const fn told(name: &'static str, code: &'static str) -> Member {
    Member { name, holds: Holds::Data, role: Role::Told(code) }
}

const fn constraint(name: &'static str, holds: Holds) -> Member {
    Member { name, holds, role: Role::Constraint }
}

/// A member with what it holds.
const fn with(member: Member, holds: Holds) -> Member {
    Member { name: member.name, holds, role: member.role }
}

#[cfg(test)]
mod tests;

//! Secrets, and the forms in which they could come out.
//!
//! In: a seed. Out: values that occur nowhere else, and a search for them. Invariant: a form is found wherever it stands
//! in a text, whatever surrounds it.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use uuid::Uuid;

/// A secret for each location that takes one.
#[derive(Clone)]
pub(crate) struct Secrets {
    pub(crate) key: String,
    pub(crate) secret: String,
    pub(crate) token: String,
    pub(crate) api_key: String,
    pub(crate) header: String,
    pub(crate) default_header: String,
    pub(crate) query: String,
    pub(crate) body: String,
    pub(crate) path: String,
    pub(crate) study: Uuid,
    pub(crate) job: Uuid,
    /// Of a pre-signed link.
    pub(crate) signature: String,
    /// That the server gives.
    pub(crate) cookie: String,
}

impl Secrets {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut word = || std::iter::repeat_with(|| random.alphanumeric()).take(16).collect::<String>();
        Self {
            key: word(),
            secret: word(),
            token: word(),
            api_key: word(),
            header: word(),
            default_header: word(),
            query: word(),
            body: word(),
            path: word(),
            signature: word(),
            cookie: word(),
            study: Uuid::from_u128(random.u128(..)),
            job: Uuid::from_u128(random.u128(..)),
        }
    }

    /// All of them, by name.
    pub(crate) fn all(&self) -> Vec<(&'static str, String)> {
        let Self { key, secret, token, api_key, header, default_header, query, body, path, .. } = self;
        let named = [
            ("key", key),
            ("secret", secret),
            ("token", token),
            ("API key", api_key),
            ("header", header),
            ("default header", default_header),
            ("query", query),
            ("body", body),
            ("path", path),
            ("signature", &self.signature),
            ("cookie", &self.cookie),
        ];
        let ids = [("study", self.study), ("job", self.job)];
        let ids =
            ids.into_iter().flat_map(|(name, id)| [(name, id.to_string()), (name, id.simple().to_string())]);
        named.into_iter().map(|(name, value)| (name, value.clone())).chain(ids).collect()
    }

    /// All of them, as a careless server repeats them.
    pub(crate) fn echo(&self) -> String {
        self.all().into_iter().map(|(_, value)| value).collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn search(&self) -> Search {
        self.search_but(&[])
    }

    /// A search for all of them but those of these names.
    pub(crate) fn search_but(&self, allowed: &[&str]) -> Search {
        let wanted = self.all().into_iter().filter(|(name, _)| !allowed.contains(name));
        Search(wanted.flat_map(|(name, value)| forms(name, value.as_bytes())).collect())
    }
}

/// A form of a secret.
struct Form {
    secret: &'static str,
    name: &'static str,
    text: String,
    /// Whether case matters; where not, the text is in lower case.
    exact: bool,
}

/// A search for secrets.
pub(crate) struct Search(Vec<Form>);

impl Search {
    /// The first secret that is in a text, with the form that it has there.
    pub(crate) fn find(&self, text: &str) -> Option<String> {
        let lower = text.to_ascii_lowercase();
        let form = self.0.iter().find(|form| if form.exact { text } else { &lower }.contains(&form.text))?;
        Some(format!("the {} ({})", form.secret, form.name))
    }
}

/// A text, byte by byte.
pub(crate) fn spelt(value: &[u8], write: fn(&mut String, u8)) -> String {
    value.iter().fold(String::new(), |mut text, byte| {
        write(&mut text, *byte);
        text
    })
}

/// All forms of a secret.
fn forms(secret: &'static str, value: &[u8]) -> Vec<Form> {
    let each = |write| spelt(value, write);
    let plain = String::from_utf8(value.to_ascii_lowercase()).unwrap();
    let decimal = value.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
    let texts = [
        ("plain", plain),
        ("percent", each(|text, byte| write!(text, "%{byte:02x}").unwrap())),
        ("JSON", each(|text, byte| write!(text, "\\u00{byte:02x}").unwrap())),
        ("hexadecimal", each(|text, byte| write!(text, "{byte:02x}").unwrap())),
        ("list of bytes", decimal),
    ];
    let mut forms: Vec<Form> =
        texts.into_iter().map(|(name, text)| Form { secret, name, text, exact: false }).collect();
    for before in 0..3 {
        for engine in [STANDARD, URL_SAFE] {
            forms.push(Form { secret, name: "base64", text: base64(&engine, value, before), exact: true });
        }
    }
    forms
}

/// The characters of Base64 that depend on the value alone, with so many bytes before it.
fn base64(engine: &impl Engine, value: &[u8], before: usize) -> String {
    let encoded = engine.encode([&vec![0; before], value].concat());
    let (start, end) = ((before * 8).div_ceil(6), (before + value.len()) * 8 / 6);
    encoded[start..end].to_owned()
}

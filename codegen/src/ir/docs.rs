//! What the document says about a thing.
//!
//! In: the texts of the document. Out: the same, sorted by purpose.
//! Invariant: the texts are as written; back ends make them safe for doc comments or Markdown.

/// What the document says about a thing, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The short text (`summary`, or a schema's `title` where it says more than its name).
    pub summary: Option<String>,
    /// The long text (`description`).
    pub description: Option<String>,
    /// Generated remarks, one sentence each: default, bounds, pattern, length, example.
    pub notes: Vec<String>,
    /// Why the thing is deprecated; `Some("")` where the document gives no reason.
    pub deprecated: Option<String>,
    /// What its values must be like beside their type, where the document says so.
    pub constraints: Option<Box<Constraints>>,
}

/// What values must be like, beside their type. The server checks it; a client only makes examples by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Constraints {
    /// The format of texts and numbers.
    pub format: Option<String>,
    /// The regular expression (ECMA-262) that a text contains a match of.
    pub pattern: Option<String>,
    /// The least number of characters.
    pub min_length: Option<usize>,
    /// The largest number of characters.
    pub max_length: Option<usize>,
    /// The lower bound of a number, as decimal text.
    pub minimum: Option<String>,
    /// The upper bound of a number, as decimal text.
    pub maximum: Option<String>,
    /// Whether the lower bound itself is excluded.
    pub exclusive_minimum: bool,
    /// Whether the upper bound itself is excluded.
    pub exclusive_maximum: bool,
    /// What a number is a multiple of, as decimal text.
    pub multiple_of: Option<String>,
    /// The least number of items.
    pub min_items: Option<usize>,
    /// The largest number of items.
    pub max_items: Option<usize>,
    /// Whether no item stands twice.
    pub unique_items: bool,
    /// The least number of members of a map.
    pub min_properties: Option<usize>,
    /// The regular expression that the keys of a map match.
    pub keys: Option<String>,
    /// A value that the document gives as an example, as JSON text.
    pub example: Option<String>,
    /// The same of the items of a list, or of the values of a map.
    pub items: Option<Box<Constraints>>,
}

impl Constraints {
    /// The same, completed by others where it says nothing itself.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let is_bounded = |constraints: &Self| constraints.minimum.is_some() || constraints.maximum.is_some();
        let bounds = if is_bounded(&self) { &self } else { &other };
        let (exclusive_minimum, exclusive_maximum) = (bounds.exclusive_minimum, bounds.exclusive_maximum);
        let (minimum, maximum) = (bounds.minimum.clone(), bounds.maximum.clone());
        Self {
            format: self.format.or(other.format),
            pattern: self.pattern.or(other.pattern),
            min_length: self.min_length.or(other.min_length),
            max_length: self.max_length.or(other.max_length),
            minimum,
            maximum,
            exclusive_minimum,
            exclusive_maximum,
            multiple_of: self.multiple_of.or(other.multiple_of),
            min_items: self.min_items.or(other.min_items),
            max_items: self.max_items.or(other.max_items),
            unique_items: self.unique_items || other.unique_items,
            min_properties: self.min_properties.or(other.min_properties),
            keys: self.keys.or(other.keys),
            example: self.example.or(other.example),
            items: self.items.or(other.items),
        }
    }
}

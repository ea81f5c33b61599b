//! A page as a code host reads it.
//!
//! In: Markdown. Out: its headings with their anchors, links and tables. Invariant: nothing here knows how the
//! generator writes; anchors are made by the code hosts' rule.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// What a page holds.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) headings: Vec<Heading>,
    /// Where its links lead.
    pub(crate) links: Vec<String>,
    /// Pieces of HTML.
    pub(crate) html: usize,
    /// Rows of tables, heads among them.
    pub(crate) rows: usize,
    /// What no page may have.
    pub(crate) faults: Vec<String>,
}

/// A heading.
pub(crate) struct Heading {
    pub(crate) level: usize,
    pub(crate) text: String,
    /// Whether it is one code span.
    pub(crate) is_code: bool,
}

impl Page {
    pub(crate) fn read(text: &str) -> Self {
        let mut page = Self::default();
        let mut heading: Option<Heading> = None;
        let mut columns = 0;
        for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
            let source = text.get(range).unwrap_or_default();
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    heading = Some(Heading { level: number(level), text: String::new(), is_code: false });
                }
                Event::End(TagEnd::Heading(_)) => page.headings.extend(heading.take()),
                Event::Code(code) => {
                    if let Some(heading) = &mut heading {
                        heading.is_code = heading.text.is_empty();
                        heading.text += &code;
                    }
                }
                Event::Text(text) => {
                    if let Some(heading) = &mut heading {
                        heading.is_code = false;
                        heading.text += &text;
                    }
                }
                Event::Start(Tag::Link { dest_url, .. }) => page.link(&dest_url),
                Event::Start(Tag::Image { dest_url, .. }) => page.faults.push(format!("image {dest_url}")),
                Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => page.html += 1,
                Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
                Event::Start(Tag::TableHead | Tag::TableRow) => page.row(source, columns),
                _ => {}
            }
        }
        page
    }

    fn link(&mut self, target: &str) {
        let scheme = target.split_once(':').map(|(scheme, _)| scheme);
        if !matches!(scheme, None | Some("https" | "http")) || target.starts_with("//") {
            self.faults.push(format!("link to {target}"));
        }
        self.links.push(target.to_owned());
    }

    /// A row must itself have a cell for each column: readers fill up what lacks and drop what is too much.
    fn row(&mut self, source: &str, columns: usize) {
        self.rows += 1;
        let mut escaped = false;
        let mut bars = 0;
        for c in source.trim_end().chars() {
            bars += usize::from(c == '|' && !escaped);
            escaped = c == '\\' && !escaped;
        }
        if bars != columns + 1 {
            self.faults.push(format!("{bars} bars for {columns} columns: {source}"));
        }
    }

    /// The anchors of its headings, with numbers behind those that come again.
    pub(crate) fn anchors(&self) -> impl Iterator<Item = String> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        self.headings.iter().map(move |heading| {
            let slug: String = heading
                .text
                .to_lowercase()
                .chars()
                .filter(|c| c.is_alphanumeric() || "_- ".contains(*c))
                .map(|c| if c == ' ' { '-' } else { c })
                .collect();
            let mut anchor = slug.clone();
            while seen.contains_key(&anchor) {
                let count = seen.entry(slug.clone()).or_default();
                *count += 1;
                anchor = format!("{slug}-{count}");
            }
            seen.insert(anchor.clone(), 0);
            anchor
        })
    }
}

fn number(level: HeadingLevel) -> usize {
    level as usize
}

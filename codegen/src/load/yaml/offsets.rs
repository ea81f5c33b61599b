//! The offsets of a YAML text's nodes, by the events of the parser.
//!
//! In: text, and the pointers that are wanted. Out: the offset of the key for a member, of the value for an item.
//! Invariant: what an alias or a merge key copies has no offset of its own; the scan ends where the text is not valid.

use granit_parser::Event;

use crate::load::wanted::Wanted;

/// Finds the offsets of wanted pointers.
pub(in crate::load) fn scan(text: &str, wanted: &mut Wanted) {
    let mut scan = Scan { path: String::new(), open: Vec::new() };
    wanted.found("", 0);
    for (event, span) in super::parser(text).map_while(Result::ok) {
        scan.take(&event, span.start.byte_offset().unwrap_or_default(), wanted);
    }
}

struct Scan {
    path: String,
    open: Vec<Container>,
}

struct Container {
    /// Length of the container's own path.
    path: usize,
    /// The number of the item that comes next; `None` in an object.
    item: Option<usize>,
    /// Whether a key comes next.
    key: bool,
    /// Whether somebody wants the node whose path it is now.
    wanted: bool,
    /// Whether somebody wants the container itself; nobody wants what is in one that nobody wants.
    own: bool,
}

impl Scan {
    fn take(&mut self, event: &Event<'_>, offset: usize, wanted: &mut Wanted) {
        match event {
            Event::Scalar(text, ..) => self.node(Some(text), offset, wanted),
            Event::Alias(_) => self.node(None, offset, wanted),
            Event::SequenceStart(..) => self.begin(Some(0), offset, wanted),
            Event::MappingStart(..) => self.begin(None, offset, wanted),
            Event::SequenceEnd | Event::MappingEnd => drop(self.open.pop()),
            _ => {}
        }
    }

    fn begin(&mut self, item: Option<usize>, offset: usize, wanted: &mut Wanted) {
        self.node(None, offset, wanted);
        let own = self.open.last().is_none_or(|container| container.wanted);
        self.open.push(Container { path: self.path.len(), item, key: item.is_none(), wanted: false, own });
    }

    /// A key, an item or the value of a member begins.
    fn node(&mut self, text: Option<&str>, offset: usize, wanted: &mut Wanted) {
        let Some(container) = self.open.last_mut() else { return };
        if container.item.is_none() {
            container.key = !container.key;
            if container.key {
                return;
            }
        }
        self.path.truncate(container.path);
        container.wanted = container.own
            && match (&mut container.item, text) {
                (Some(item), _) => {
                    self.path.push('/');
                    self.path.push_str(&item.to_string());
                    *item += 1;
                    wanted.found(&self.path, offset)
                }
                (None, Some(key)) => {
                    self.path.push('/');
                    self.path.push_str(&key.replace('~', "~0").replace('/', "~1"));
                    wanted.found(&self.path, offset)
                }
                (None, None) => false,
            };
    }
}

//! Two surfaces -> changes.
//!
//! In: the public items before and after. Out: the changes, item by item. Invariant: the members of a new or removed
//! item are not reported separately.

use super::surface::{Kind, Member, Owner, Prose, Surface};
use super::{Change, Consequence};

/// Compares two surfaces.
pub(super) fn compare(old: &Surface, new: &Surface) -> Vec<Change> {
    let mut changes = Vec::new();
    for (path, owner) in &new.0 {
        match old.0.get(path) {
            Some(before) => Item { path, before, after: owner }.compare(&mut changes),
            None => changes.push(change(Consequence::Additive, path.clone(), format!("new {}", owner.what))),
        }
    }
    for (path, owner) in old.0.iter().filter(|(path, _)| !new.0.contains_key(*path)) {
        let what = match renamed(path, owner, old, new) {
            Some(name) => format!("gone; `{name}` looks the same"),
            None => "gone".to_owned(),
        };
        changes.push(change(Consequence::Breaking, path.clone(), what));
    }
    changes
}

fn change(consequence: Consequence, item: String, what: String) -> Change {
    Change { consequence, item, what, prose: false }
}

/// A new item that is as one that is gone, names apart.
fn renamed<'a>(path: &str, owner: &Owner, old: &Surface, new: &'a Surface) -> Option<&'a str> {
    let form = form(path, owner);
    let mut added = new.0.iter().filter(|(path, _)| !old.0.contains_key(*path));
    added.find(|(path, other)| self::form(path, other) == form).map(|(path, _)| path.as_str())
}

/// An item's public form, its own name and all prose apart.
fn form(path: &str, owner: &Owner) -> (&'static str, String, Vec<String>) {
    let name = path.rsplit("::").next().unwrap_or(path);
    let own = |text: &str| text.replace(name, "Self");
    let members = owner.members.values().map(|member| own(&format!("{} {}", member.name, member.signature)));
    (owner.what, own(&owner.signature), members.collect())
}

/// An item that was there before.
struct Item<'a> {
    path: &'a str,
    before: &'a Owner,
    after: &'a Owner,
}

impl Item<'_> {
    fn compare(&self, changes: &mut Vec<Change>) {
        let Self { before, after, .. } = self;
        let begin = changes.len();
        if (before.what, &before.signature) != (after.what, &after.signature) {
            let what = format!("was `{}`, is `{}`", said(before), said(after));
            changes.push(change(Consequence::Breaking, self.path.to_owned(), what));
        }
        if before.open != after.open {
            let (consequence, what) = if after.open {
                (Consequence::Breaking, "code outside may no longer list all its members")
            } else {
                (Consequence::Additive, "has all its members listed")
            };
            changes.push(change(consequence, self.path.to_owned(), what.to_owned()));
        }
        changes.extend(prose(self.path, &before.prose, &after.prose));
        for (key, member) in &after.members {
            match before.members.get(key) {
                Some(old) => self.member(old, member, changes),
                None => changes.push(change(self.addition(member), self.name(member), added(member))),
            }
        }
        for (_, member) in before.members.iter().filter(|(key, _)| !after.members.contains_key(*key)) {
            changes.push(change(Consequence::Breaking, self.name(member), format!("{} gone", noun(member))));
        }
        // If the members differ, the literals of their impls would repeat it.
        if changes.len() == begin {
            self.wire(changes);
        }
    }

    /// What a new member means: fields and variants that code outside lists must stay the same.
    fn addition(&self, member: &Member) -> Consequence {
        match member.kind {
            Kind::Field | Kind::Variant if !self.before.open => Consequence::Breaking,
            _ => Consequence::Additive,
        }
    }

    fn member(&self, old: &Member, new: &Member, changes: &mut Vec<Change>) {
        let name = self.name(new);
        if old.signature != new.signature {
            let what = format!("was `{}`, is `{}`", old.shown, new.shown);
            changes.push(change(Consequence::Breaking, name.clone(), what));
        } else if swapped(old, new) {
            let what = format!("arguments of one type changed places: `{}`", new.shown);
            changes.push(change(Consequence::Breaking, name.clone(), what));
        } else if old.shown != new.shown {
            let what = format!("the same under other names: `{}`", new.shown);
            changes.push(change(Consequence::Neutral, name.clone(), what));
        }
        if new.kind == Kind::Method && old.signature == new.signature {
            changes.extend(on_the_wire(&name, old, new));
        }
        changes.extend(prose(&name, &old.prose, &new.prose));
    }

    /// What the item's macros, traits and values have in literals.
    fn wire(&self, changes: &mut Vec<Change>) {
        for (key, new) in self.after.members.iter().filter(|(_, member)| member.kind != Kind::Method) {
            let old = self.before.members.get(key);
            changes.extend(old.and_then(|old| on_the_wire(&self.name(new), old, new)));
        }
    }

    fn name(&self, member: &Member) -> String {
        match member.kind {
            Kind::Trait | Kind::Value => self.path.to_owned(),
            Kind::Field | Kind::Variant => format!("{}::{}", self.path, member.name),
            Kind::Method => format!("{}::{}()", self.path, member.name),
        }
    }
}

/// Whether an argument has another index than before; if the types are the same, no compiler notices.
fn swapped(old: &Member, new: &Member) -> bool {
    let mut pairs = old.arguments.iter().zip(&new.arguments);
    pairs.any(|(before, after)| before != after && new.arguments.contains(before))
}

fn said(owner: &Owner) -> String {
    [owner.what, &owner.signature].join(" ").trim().to_owned()
}

fn noun(member: &Member) -> String {
    match member.kind {
        Kind::Field => "field".to_owned(),
        Kind::Variant => "variant".to_owned(),
        Kind::Method => "method".to_owned(),
        Kind::Trait => format!("`{}`", member.name),
        Kind::Value => format!("`{}!`", member.name),
    }
}

fn added(member: &Member) -> String {
    match member.shown.as_str() {
        "" => format!("new {}", noun(member)),
        shown => format!("new {}: `{shown}`", noun(member)),
    }
}

fn prose(item: &str, old: &Prose, new: &Prose) -> Option<Change> {
    let what = match (old.deprecated, new.deprecated) {
        (false, true) => "is deprecated now",
        (true, false) => "is no longer deprecated",
        _ if old.text != new.text => "has other documentation",
        _ => return None,
    };
    let prose = old.deprecated == new.deprecated;
    Some(Change { consequence: Consequence::Neutral, item: item.to_owned(), what: what.to_owned(), prose })
}

/// What is sent or read differently although the code that uses it stays the same.
fn on_the_wire(item: &str, old: &Member, new: &Member) -> Option<Change> {
    if old.wire == new.wire {
        return None;
    }
    let only = |these: &[String], those: &[String]| {
        let only: Vec<&str> = these.iter().filter(|one| !those.contains(one)).map(String::as_str).collect();
        only.join(", ")
    };
    let what = match (only(&old.wire, &new.wire).as_str(), only(&new.wire, &old.wire).as_str()) {
        ("", "") => "on the wire: another order".to_owned(),
        ("", now) => format!("on the wire: now also {now}"),
        (was, "") => format!("on the wire: no longer {was}"),
        (was, now) => format!("on the wire: {was} became {now}"),
    };
    Some(change(Consequence::Neutral, item.to_owned(), what))
}

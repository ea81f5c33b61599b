//! The public items of generated code.
//!
//! In: generated files. Out: a [`Surface`]: each public item with its members, and what each does on the wire.
//! Invariant: what code outside can name or rely on is in a signature; what it can only observe is in
//! [`Member::wire`] or is documentation.

use indexmap::IndexMap;
use quote::ToTokens;
use syn::{
    Attribute, Fields, FnArg, ImplItem, Item, ItemImpl, PatType, Receiver, ReceiverKind, ReturnType,
    Signature, TraitItem, Type, Visibility,
};

use super::spell::spell;
use crate::File;

mod aliases;
mod macros;
mod wire;

/// How the type of a request begins.
const REQUEST: &str = "super::client::Request<";

/// All public items of an API, by path.
#[derive(Debug, Default)]
pub(super) struct Surface(pub(super) IndexMap<String, Owner>);

/// A public item.
#[derive(Debug, Default)]
pub(super) struct Owner {
    /// `struct`, `enum`, `type`, `request`, `constant`, `trait`; empty for a type of the runtime that gets methods.
    pub(super) what: &'static str,
    /// Its type, where it has one of its own.
    pub(super) signature: String,
    /// Whether code outside cannot rely on its fields or variants being all there are.
    pub(super) open: bool,
    pub(super) prose: Prose,
    /// Its fields, variants, methods and traits, by [`Member::key`].
    pub(super) members: IndexMap<String, Member>,
}

/// A member of an item.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) kind: Kind,
    pub(super) name: String,
    /// What code outside compiles against: types behind their aliases, arguments without names.
    pub(super) signature: String,
    /// The signature as written.
    pub(super) shown: String,
    /// The names of a method's arguments.
    pub(super) arguments: Vec<String>,
    /// What it sends or reads, one entry for each call or literal.
    pub(super) wire: Vec<String>,
    pub(super) prose: Prose,
}

/// What a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Field,
    Variant,
    Method,
    /// A trait that it implements, or derives.
    Trait,
    /// What a request gives when it is used.
    Value,
}

/// Documentation, and whether the item is deprecated.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Prose {
    pub(super) text: String,
    pub(super) deprecated: bool,
}

impl Member {
    fn new(kind: Kind, name: &impl ToString, signature: String) -> Self {
        let (shown, arguments, wire, prose) = Default::default();
        let member = Self { kind, name: name.to_string(), signature, shown, arguments, wire, prose };
        Self { shown: member.signature.clone(), ..member }
    }

    /// A field and its setter have one name.
    fn key(&self) -> String {
        format!("{:?} {}", self.kind, self.name)
    }
}

impl Surface {
    /// Reads generated files; what is no Rust is passed over, as nobody can use it.
    pub(super) fn read(files: &[File]) -> Self {
        let mut surface = Self::default();
        for file in files {
            let module = file.name.trim_end_matches(".rs");
            let Ok(parsed) = syn::parse_file(&file.text) else { continue };
            let private = wire::Private::of(&parsed.items);
            for item in &parsed.items {
                surface.item(module, item, &private);
            }
        }
        aliases::expand(&mut surface);
        surface
    }

    fn item(&mut self, module: &str, item: &Item, private: &wire::Private) {
        match item {
            Item::Struct(item) if public(&item.vis) => {
                let owner = self.owner(module, &item.ident).of("struct", &item.attrs);
                owner.fields(&item.fields);
            }
            Item::Enum(item) if public(&item.vis) => {
                let owner = self.owner(module, &item.ident).of("enum", &item.attrs);
                for variant in &item.variants {
                    owner.add(
                        &variant.attrs,
                        Member::new(Kind::Variant, &variant.ident, spell(&variant.fields)),
                    );
                }
            }
            Item::Type(item) if public(&item.vis) => {
                self.owner(module, &item.ident).of("type", &item.attrs).alias(&item.ty);
            }
            Item::Const(item) if public(&item.vis) => {
                self.owner(module, &item.ident).constant(&item.attrs, &item.ty, &item.expr);
            }
            Item::Static(item) if public(&item.vis) => {
                self.owner(module, &item.ident).constant(&item.attrs, &item.ty, &item.expr);
            }
            Item::Trait(item) if public(&item.vis) => {
                let owner = self.owner(module, &item.ident).of("trait", &item.attrs);
                for item in &item.items {
                    if let TraitItem::Fn(method) = item {
                        owner.method(&method.attrs, &method.sig, method.default.as_ref(), private);
                    }
                }
            }
            Item::Impl(item) => self.implementation(module, item, private),
            Item::Macro(item) => macros::read(self, module, &item.mac),
            // A macro call under a narrow `#[expect]` is in a constant without a name.
            Item::Const(item) => {
                if let syn::Expr::Block(block) = &*item.expr {
                    let calls = block.block.stmts.iter().filter_map(|statement| match statement {
                        syn::Stmt::Macro(call) => Some(&call.mac),
                        _ => None,
                    });
                    calls.for_each(|call| macros::read(self, module, call));
                }
            }
            _ => {}
        }
    }

    fn owner(&mut self, module: &str, name: &impl ToString) -> &mut Owner {
        self.0.entry(format!("{module}::{}", name.to_string())).or_default()
    }

    fn implementation(&mut self, module: &str, item: &ItemImpl, private: &wire::Private) {
        let owner = self.owner(module, &spell(&item.self_ty));
        let Some((of, _)) = &item.trait_ else {
            for item in &item.items {
                match item {
                    ImplItem::Fn(method) if public(&method.vis) => {
                        owner.method(&method.attrs, &method.sig, Some(&method.block), private);
                    }
                    _ => {}
                }
            }
            return;
        };
        let associated = item.items.iter().filter_map(|item| match item {
            ImplItem::Type(item) => Some(spell(&item.ty)),
            _ => None,
        });
        let mut member = Member::new(Kind::Trait, &spell(of), associated.collect::<Vec<_>>().join(", "));
        member.wire = item.items.iter().flat_map(wire::literals).collect();
        owner.add(&[], member);
    }
}

impl Owner {
    fn of(&mut self, what: &'static str, attributes: &[Attribute]) -> &mut Self {
        self.what = what;
        self.prose = Prose::of(attributes);
        for attribute in attributes {
            if attribute.path().is_ident("non_exhaustive") {
                self.open = true;
            }
            if attribute.path().is_ident("derive") {
                self.derives(attribute);
            }
        }
        self
    }

    fn derives(&mut self, attribute: &Attribute) {
        let paths = syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::parse_terminated;
        for path in attribute.parse_args_with(paths).into_iter().flatten() {
            self.add(&[], Member::new(Kind::Trait, &spell(&path), String::new()));
        }
    }

    fn constant(&mut self, attributes: &[Attribute], ty: &Type, value: &impl ToTokens) {
        let owner = self.of("constant", attributes);
        owner.signature = spell(ty);
        let mut member = Member::new(Kind::Value, &"", String::new());
        member.wire = wire::literals(value);
        owner.add(&[], member);
    }

    /// The name of a request is an item of its own: its value and its error are members, and nobody writes its type.
    fn alias(&mut self, ty: &Type) {
        let signature = spell(ty);
        match signature.strip_prefix(REQUEST).and_then(|rest| rest.strip_suffix('>')) {
            Some(types) => {
                self.what = "request";
                self.add(&[], Member::new(Kind::Value, &"request", types.to_owned()));
            }
            None => self.signature = signature,
        }
    }

    fn fields(&mut self, fields: &Fields) {
        self.open |= fields.iter().any(|field| !public(&field.vis));
        for (index, field) in fields.iter().enumerate().filter(|(_, field)| public(&field.vis)) {
            let name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
            self.add(&field.attrs, Member::new(Kind::Field, &name, spell(&field.ty)));
        }
    }

    fn method(
        &mut self,
        attributes: &[Attribute],
        signature: &Signature,
        body: Option<&syn::Block>,
        private: &wire::Private,
    ) {
        let (compiled, shown) = signatures(signature);
        let mut member = Member::new(Kind::Method, &signature.ident, compiled);
        member.shown = shown;
        member.arguments = typed(signature).map(name).collect();
        member.wire = body.map(|body| private.calls(body)).unwrap_or_default();
        self.add(attributes, member);
    }

    pub(super) fn add(&mut self, attributes: &[Attribute], mut member: Member) {
        member.prose = Prose::of(attributes);
        self.members.insert(member.key(), member);
    }
}

/// A method's types, and the same with the names of its arguments.
fn signatures(signature: &Signature) -> (String, String) {
    let receiver = signature.receiver().map(bare);
    let types = receiver.clone().into_iter().chain(typed(signature).map(|argument| spell(&argument.ty)));
    let named = typed(signature).map(|argument| format!("{}: {}", name(argument), spell(&argument.ty)));
    let output = match &signature.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => format!(" -> {}", spell(ty)),
    };
    let line = |inputs: Vec<String>| format!("({}){output}", inputs.join(", "));
    (line(types.collect()), line(receiver.into_iter().chain(named).collect()))
}

fn typed(signature: &Signature) -> impl Iterator<Item = &PatType> {
    signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(argument) => Some(argument),
        FnArg::Receiver(_) => None,
    })
}

fn name(argument: &PatType) -> String {
    spell(&argument.pat).trim_start_matches("mut ").to_owned()
}

/// A receiver without the `mut` that only its body sees.
fn bare(receiver: &Receiver) -> String {
    match &receiver.kind {
        ReceiverKind::Value => "self".to_owned(),
        _ => spell(receiver),
    }
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

impl Prose {
    fn of(attributes: &[Attribute]) -> Self {
        let docs = attributes.iter().filter(|attribute| attribute.path().is_ident("doc"));
        let deprecated = attributes.iter().any(|attribute| attribute.path().is_ident("deprecated"));
        Self { text: docs.map(spell).collect(), deprecated }
    }
}

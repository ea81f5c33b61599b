//! What generated code sends and reads, as far as its text shows.
//!
//! In: expressions. Out: one text for each call of a chain, or each literal. Invariant: nothing is judged here; two
//! equal bodies give equal lists.

use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Block, Expr, ExprCall, Item, Stmt};

use crate::diff::spell::spell;

/// The private constants that public functions refer to: descriptors, alternatives of credentials.
pub(super) struct Private(BTreeMap<String, Expr>);

impl Private {
    pub(super) fn of(items: &[Item]) -> Self {
        let constants = items.iter().filter_map(|item| match item {
            Item::Static(item) => Some((item.ident.to_string(), (*item.expr).clone())),
            Item::Const(item) if item.ident != "_" => Some((item.ident.to_string(), (*item.expr).clone())),
            _ => None,
        });
        Self(constants.collect())
    }

    /// The calls in a function's body, those of the descriptor that it names among them.
    pub(super) fn calls(&self, body: &Block) -> Vec<String> {
        let mut found = Vec::new();
        for statement in &body.stmts {
            if let Stmt::Expr(expression, _) = statement {
                self.chain(expression, &mut found);
            }
        }
        found
    }

    /// Follows `a.b(c).d(e)`, `Name(..)` and `Name::new(..)` down to the descriptor.
    fn chain(&self, expression: &Expr, found: &mut Vec<String>) {
        match expression {
            Expr::MethodCall(call) => {
                self.chain(&call.receiver, found);
                let descriptor = call.args.iter().find_map(|argument| self.descriptor(argument));
                match descriptor {
                    Some(descriptor) => self.chain(descriptor, found),
                    None => found.push(self.call(&call.method.to_string(), &call.args)),
                }
            }
            Expr::Call(call) => match &*call.func {
                Expr::Path(path) if path.path.segments.len() > 1 && !takes_chain(call) => {
                    let name = path.path.segments.last().map(|segment| segment.ident.to_string());
                    found.push(self.call(&name.unwrap_or_default(), &call.args));
                }
                _ => call.args.iter().for_each(|argument| self.chain(argument, found)),
            },
            _ => {}
        }
    }

    fn call<'a>(&self, name: &str, arguments: impl IntoIterator<Item = &'a Expr>) -> String {
        let arguments = arguments.into_iter().map(|argument| {
            let constant = self.constant(argument);
            spell(constant.unwrap_or(argument))
        });
        format!("{name}({})", arguments.collect::<Vec<_>>().join(", "))
    }

    fn descriptor(&self, argument: &Expr) -> Option<&Expr> {
        match argument {
            Expr::Reference(reference) => self.constant(&reference.expr),
            _ => None,
        }
    }

    fn constant(&self, expression: &Expr) -> Option<&Expr> {
        match expression {
            Expr::Path(path) => self.0.get(&path.path.get_ident()?.to_string()),
            _ => None,
        }
    }
}

/// Whether a call's only argument is a chain of calls, as that of a request's constructor is.
fn takes_chain(call: &ExprCall) -> bool {
    call.args.len() == 1 && matches!(call.args.first(), Some(Expr::MethodCall(_)))
}

/// The literals in an item, in order.
pub(super) fn literals(item: &impl ToTokens) -> Vec<String> {
    let mut found = Vec::new();
    collect(item.to_token_stream(), &mut found);
    found
}

fn collect(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect(group.stream(), found),
            TokenTree::Literal(literal) => found.push(literal.to_string()),
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

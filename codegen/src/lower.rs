//! openapiv3 -> ir.
use crate::{Config, Diagnostics, ir::Api, resolve::Resolved};
pub(crate) fn lower(_resolved: &Resolved, _config: &Config, _diagnostics: &mut Diagnostics) -> Option<Api> {
    None
}

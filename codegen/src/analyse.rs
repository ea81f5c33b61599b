//! Passes over ir.
use crate::{Config, Diagnostics, ir::Api};
pub(crate) fn analyse(api: Api, _config: &Config, _diagnostics: &mut Diagnostics) -> Option<Api> {
    Some(api)
}

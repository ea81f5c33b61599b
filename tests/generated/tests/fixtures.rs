//! What generated code sends, and what it makes of responses and texts: the fixtures, used as their users would.
//!
//! In: every fixture's module. Out: exact requests over loopback sockets, values, and errors.
//! Invariant: expectations are the standard's, written down here; none is computed by generator or runtime.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]
#![expect(unreachable_pub, reason = "the scripted server is shared, and public where it stands")]

#[path = "fixtures/bodies.rs"]
mod bodies;
#[path = "fixtures/bodiless.rs"]
mod bodiless;
#[path = "fixtures/credentials.rs"]
mod credentials;
#[path = "fixtures/discriminators.rs"]
mod discriminators;
#[path = "fixtures/events.rs"]
mod events;
#[path = "../build/fixture_folders.rs"]
mod fixture_folders;
#[path = "fixtures/headers.rs"]
mod headers;
#[path = "fixtures/members_of_3_2.rs"]
mod members_of_3_2;
#[path = "fixtures/merge_patches.rs"]
mod merge_patches;
#[path = "fixtures/models.rs"]
mod models;
#[path = "fixtures/nested_values.rs"]
mod nested_values;
#[path = "fixtures/overlaps.rs"]
mod overlaps;
#[path = "fixtures/overrides.rs"]
mod overrides;
#[path = "fixtures/path_shapes.rs"]
mod path_shapes;
#[path = "fixtures/path_values.rs"]
mod path_values;
#[path = "fixtures/products.rs"]
mod products;
#[path = "fixtures/recursion.rs"]
mod recursion;
#[path = "fixtures/references.rs"]
mod references;
#[path = "fixtures/requests.rs"]
mod requests;
#[path = "fixtures/responses.rs"]
mod responses;
#[path = "fixtures/routers.rs"]
mod routers;
#[path = "fixtures/routes.rs"]
mod routes;
#[path = "fixtures/schema.rs"]
mod schema;
#[path = "../../support/scripted_server.rs"]
mod scripted_server;
#[path = "fixtures/sequences.rs"]
mod sequences;
#[path = "fixtures/servers.rs"]
mod servers;
#[path = "fixtures/slips.rs"]
mod slips;
#[path = "fixtures/styles.rs"]
mod styles;
#[path = "fixtures/texts.rs"]
mod texts;
#[path = "fixtures/unions.rs"]
mod unions;
#[path = "fixtures/values.rs"]
mod values;
#[path = "fixtures/webhooks.rs"]
mod webhooks;
#[path = "fixtures/wire.rs"]
mod wire;

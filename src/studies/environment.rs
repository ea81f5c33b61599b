//! A client from environment variables, as the platform's own Python client reads them.
//!
//! In: `OSPARC_API_BASE_URL` or `OSPARC_API_HOST`, `OSPARC_API_KEY`, `OSPARC_API_SECRET`, and inside a running
//! study `OSPARC_STUDY_ID` and `OSPARC_NODE_ID`. Out: a [`Client`].
//! Invariant: a missing or empty variable is named in the error; no secret is.

use std::{env, fmt};

use uuid::Uuid;

use crate::runtime::{Client, ClientBuilder, Credentials, Error};

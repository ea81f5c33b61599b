//! An in-memory studies server.

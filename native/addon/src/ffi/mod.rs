//! The C side: libuv's handles, Node-API's values. All of this crate's `unsafe` is in this folder.

pub mod env;
pub mod method;
pub mod uv;

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs what C has called. A panic stops here; `None` tells of it.
pub fn guarded<T>(body: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(body)).ok()
}

//! readyloop's engine for Node.js.

mod address;
mod backend;
mod errors;
mod ffi;
mod hot;
mod native_loop;
mod owned;
mod past;
mod runner;
mod sockets;
#[cfg(feature = "testing")]
mod testing;

use napi_derive::napi;
use readyloop_engine::generated::TABLE_HASH;

#[cfg(not(feature = "testing"))]
use readyloop_engine::Tables;
#[cfg(feature = "testing")]
use testing::tables;

/// The hash of the tables that this addon was built from.
#[napi(catch_unwind)]
pub fn table_hash() -> &'static str {
    TABLE_HASH
}

/// What a new loop steps.
#[cfg(not(feature = "testing"))]
fn tables() -> Tables {
    Tables::default()
}

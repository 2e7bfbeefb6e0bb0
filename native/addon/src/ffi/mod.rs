//! The C side: libuv's handles, Node-API's values. All of this crate's `unsafe` is in this room.
//!
//! It is the lowest room: it knows neither a runner nor a backend. Whoever has its turns taken by libuv says what they are
//! with [`Turns`].

mod bytes;
mod end;
mod js;
mod list;
mod method;
mod turns;
mod uv;
mod view;

pub use bytes::{Bytes, bytes_in};
pub use end::EndWatch;
pub use js::{Entry, Held, Js};
pub use list::{Lists, put_list};
pub use method::{Answer, Call, Method, put};
pub use turns::Turns;
pub use uv::{Clock, Handles, Source, Waker, clock};
pub use view::{View, put_view};

use napi::{Error, Result, Status, sys};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs what C has called. A panic stops here; `None` tells of it.
pub fn guarded<T>(body: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(body)).ok()
}

/// What Node-API answered to a call.
fn check(status: sys::napi_status) -> Result<()> {
    if status == sys::Status::napi_ok {
        return Ok(());
    }
    Err(Error::new(Status::from(status), "Node-API refused a call".to_owned()))
}

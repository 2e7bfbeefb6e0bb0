//! The engine on a thread of its own, apart from JavaScript's: the backend `tokio`.
//!
//! The I/O thread waits on a Tokio runtime and makes the system calls; JavaScript's thread posts what it wants and takes
//! what has become of it. This room owns the two threads and what they say to each other; what an operation or a turn is, it
//! leaves to the engine.
//!
//! ```text
//!   JavaScript's thread                                      I/O thread (Tokio)
//!   post ---> ring of commands ---- bell "posted" ---------> serve
//!   call ===> lock [ engine ] <============================= ask, look, go on
//!   take <--- ring of records <---- bell "handed" ---------- hand
//!   delivered ------ bytes given back, bell "stalled" -----> goes on where it found no room
//! ```

mod bell;
mod caller;
mod command;
mod desk;
#[cfg(all(test, interleave))]
mod interleavings;
mod order;
mod pump;
mod shared;
#[cfg(all(test, not(interleave)))]
mod tests;
#[cfg(not(interleave))]
mod thread;

pub use caller::Caller;
pub use command::{Command, Start};
pub use desk::Desk;
pub use shared::Waker;

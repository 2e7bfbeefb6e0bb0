//! readyloop's engine: it steps the generated tables, makes the system calls that they ask for, and writes down what
//! JavaScript is to know. What it decides by itself is how much to do in a turn, nothing else.

#![deny(unsafe_code)]
#![warn(unreachable_pub)]
// What a room shows to the others, it shows to nobody else.
// An order that is another one in each process would make a run that cannot be repeated.
#![deny(clippy::iter_over_hash_type)]

mod engine;
#[cfg(test)]
mod fake;
#[rustfmt::skip] // The generator lays its files out.
#[path = "../../../generated/rust/mod.rs"]
pub mod generated;
mod memory;
#[cfg(feature = "testing")]
mod panics;
mod platform;
pub mod poller;
pub mod remote;
#[allow(unsafe_code)] // Memory that two threads, or two languages, share.
pub mod shm;
mod slots;
mod sync;
#[allow(unsafe_code)] // System calls.
pub mod sys;
mod tables;
mod trace;
mod waiting;

pub use engine::{AnyEngine, Calls, Demand, Engine, Past, ReadInto, Refusal, Started, Stats, Wrote};
pub use memory::{CommandRow, CommandRows, Memory, Record, Slab, Told, ToldRows};
#[cfg(feature = "testing")]
pub use panics::panic_after;
pub use platform::{Clock, Elsewhere, Host, KernelSockets, Numbered, Owners, Platform, Sockets, SystemClock};
pub use slots::{Direction, Failure, NO_OPERATION, Operation, SlotId, TURN, Target};
pub use tables::Tables;
#[cfg(feature = "testing")]
pub use tables::{Alteration, Bug};
pub use trace::{Trace, word_of};

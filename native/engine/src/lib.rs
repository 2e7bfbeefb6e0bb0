//! readyloop's engine: it steps the generated tables, makes the system calls that they ask for, and writes down what
//! JavaScript is to know. What it decides by itself is how much to do in a turn, nothing else.

#![deny(unsafe_code)]

mod any;
mod backoffs;
mod batch;
mod budget;
mod calls;
mod engine;
#[rustfmt::skip] // The generator lays its files out.
#[path = "../../../generated/rust/mod.rs"]
pub mod generated;
mod history;
mod leaves;
mod lines;
mod operations;
#[cfg(feature = "testing")]
mod panics;
pub mod poller;
pub mod remote;
#[allow(unsafe_code)] // Memory that two threads, or two languages, share.
pub mod shm;
mod slab;
mod slot;
mod slots;
mod sync;
#[allow(unsafe_code)] // System calls.
pub mod sys;
mod tables;
mod told;
mod trace;
mod turn;
mod turnstiles;
mod watching;

#[cfg(test)]
mod scenarios;

pub use any::AnyEngine;
pub use batch::Record;
pub use budget::TURN;
pub use calls::{Calls, KernelSockets, Sockets};
pub use engine::{Engine, Host, Memory, Platform, Refusal, Stats};
pub use history::Past;
pub use operations::Started;
#[cfg(feature = "testing")]
pub use panics::panic_after;
pub use slab::Slab;
pub use slot::{Direction, Failure, NO_OPERATION, Operation, SlotId, Target};
pub use tables::Tables;
#[cfg(feature = "testing")]
pub use tables::{Alteration, Bug};
pub use told::{Told, ToldRows};
pub use trace::{Trace, word_of};

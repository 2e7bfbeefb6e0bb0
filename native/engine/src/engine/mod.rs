//! The engine itself: slots, one queue of events, and the tables that answer them.
//!
//! This file owns the engine's state; its other files, which stand above it, do something with that. `run` steps what
//! follows from an event, `leaves` do what the tables ask for, `operations`,
//! `watching`, `transports` and `serving` are what users call, `turn` is
//! what the loop calls, and `calls` makes system calls and writes them down. Nobody outside of this room reaches into it:
//! neither a thread nor JavaScript is known here.

mod any;
mod calls;
mod leaves;
mod operations;
mod passing;
mod past;
mod run;
#[cfg(test)]
mod scenarios;
mod serving;
mod stats;
mod transports;
mod turn;
mod watching;

pub use any::AnyEngine;
pub use calls::Calls;
pub use operations::Started;
pub use past::Past;
pub use stats::Stats;
pub use transports::{Demand, ReadInto, Wrote};

use crate::generated::Machine;
use crate::memory::{Batch, Mark, Memory, Slab};
use crate::platform::{Clock, Platform};
use crate::poller::Readiness;
use crate::slots::{Direction, Failure, Operation, Servers, SlotId, Slots};
use crate::tables::Tables;
use crate::waiting::{Backoffs, Lines, Lingers, Turnstiles};
use std::collections::{HashMap, VecDeque};
use std::os::fd::RawFd;

/// Why a call did not even begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    LoopClosed,
    SocketClosed,
    /// The direction is in use, by an operation or by a callback.
    Busy,
    /// The descriptor is the engine's own.
    Owned,
    /// Another loop of the process has the file.
    Elsewhere,
    TooManySlots,
    Failed(Failure),
}

/// An event that waits to be stepped, and what the operations that it rejects fail with.
struct Event {
    slot: SlotId,
    machine: Machine,
    number: u8,
    why: Failure,
}

/// A connection between the system call that took it and the waiter that gets it.
struct Accepted {
    pub slot: SlotId,
    pub fd: RawFd,
    pub offset: usize,
    pub length: usize,
}

/// The operation that is being started, and what became of it so far.
struct Starting {
    pub operation: Operation,
    pub settled: bool,
    pub busy: bool,
}

pub struct Engine<P: Platform> {
    slots: Slots,
    calls: Calls<P::Poller, P::Sockets>,
    clock: P::Clock,
    host: P::Host,
    tables: Tables,
    batch: Batch,
    slab: Slab,
    events: VecDeque<Event>,
    /// What rejects operations in the step that is being taken; the events that it wires inherit it.
    why: Failure,
    /// Slots whose machines have closed in this run of events, and why.
    dying: Vec<(SlotId, Failure)>,
    ready: Vec<Readiness>,
    /// Slots of which something was reported that was not looked at yet.
    reported: VecDeque<SlotId>,
    /// Of those whose turn comes later: an edge will not come again.
    turnstiles: Turnstiles,
    backoffs: Backoffs,
    lines: Lines,
    lingers: Lingers,
    servers: Servers,
    /// Connections whose bytes JavaScript has not taken, each with the mark up to which it has to; and up to where it has.
    untaken: VecDeque<(Mark, SlotId)>,
    given_back: Mark,
    accepted: Option<Accepted>,
    /// Messages that had no room in the slab, by their operations, until JavaScript takes them.
    messages: HashMap<Operation, Vec<u8>>,
    starting: Option<Starting>,
    /// The last add was refused by the kernel.
    refused: Option<Failure>,
    /// The last RUN event called its callback.
    called: bool,
    /// The callback that JavaScript is running.
    running: Option<(SlotId, Direction)>,
    /// The side of the callback that returned last.
    returned: Direction,
    turn: u64,
    /// When the poller was asked last, by the platform's clock.
    polled: u64,
    closed: bool,
    forbidden: u64,
    steps: u64,
    #[cfg(feature = "testing")]
    countdown: crate::panics::Countdown,
}

impl<P: Platform> Engine<P> {
    pub fn new(
        calls: Calls<P::Poller, P::Sockets>,
        clock: P::Clock,
        host: P::Host,
        tables: Tables,
        memory: Memory,
    ) -> Self {
        let polled = clock.now();
        Self {
            slots: Slots::default(),
            calls,
            clock,
            host,
            tables,
            batch: Batch::new(memory.records, memory.result),
            slab: Slab::new(memory.slab),
            events: VecDeque::with_capacity(16),
            why: Failure::FORBIDDEN_EVENT,
            dying: Vec::new(),
            ready: Vec::with_capacity(64),
            reported: VecDeque::with_capacity(64),
            turnstiles: Turnstiles::default(),
            backoffs: Backoffs::default(),
            lines: Lines::default(),
            lingers: Lingers::default(),
            servers: Servers::default(),
            untaken: VecDeque::new(),
            given_back: 0,
            accepted: None,
            messages: HashMap::new(),
            starting: None,
            refused: None,
            called: false,
            running: None,
            returned: Direction::Reader,
            turn: 0,
            polled,
            closed: false,
            forbidden: 0,
            steps: 0,
            #[cfg(feature = "testing")]
            countdown: crate::panics::Countdown::of_thread(),
        }
    }

    pub fn host(&mut self) -> &mut P::Host {
        &mut self.host
    }

    #[cfg(not(interleave))]
    pub(crate) fn clock(&self) -> &P::Clock {
        &self.clock
    }

    pub(crate) fn poller(&self) -> &P::Poller {
        &self.calls.poller
    }

    /// With which a test sets what the world answers.
    #[cfg(all(test, interleave))]
    pub(crate) fn calls(&mut self) -> &mut Calls<P::Poller, P::Sockets> {
        &mut self.calls
    }

    /// Replaces the tables from now on.
    #[cfg(feature = "testing")]
    pub fn set_tables(&mut self, tables: Tables) {
        self.tables = tables;
    }

    /// The bytes of a record that stand in memory of their own.
    pub fn take_message(&mut self, operation: Operation) -> Option<Vec<u8>> {
        self.messages.remove(&operation)
    }
}

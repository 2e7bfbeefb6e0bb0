//! The engine with a poller, sockets and a host that do as a test says; and with the real kernel.

mod accepting;
mod answers;
mod connecting;
mod contending;
mod datagrams;
mod determinism;
mod kernel;
mod reading_into;
mod receiving;
mod sending;
mod serving;
mod transports;
mod watching;

use crate::engine::{Calls, Engine, Refusal};
use crate::fake::{Fake, FakeClock, FakeHost, FakePoller, FakeSockets, File, peer};
use crate::generated::layout::{BATCH_WORDS, BatchKind, SystemCall, batch_field, received};
use crate::memory::Memory;
use crate::platform::Platform;
use crate::shm::Shared;
use crate::slots::{Direction, SlotId};
use crate::sys::kind::Kind;
use crate::sys::{Errno, name};
use crate::tables::Tables;
use crate::trace::Trace;
use std::os::fd::RawFd;

/// An engine and all that JavaScript would see of it.
pub(super) struct Bench<P: Platform = Fake> {
    pub engine: Engine<P>,
    records: Shared,
    result: Shared,
    slab: Shared,
    pub trace: File,
}

/// One record, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub kind: BatchKind,
    pub slot: SlotId,
    pub operation: u32,
    pub error: i32,
    pub value: i32,
    pub offset: i32,
    pub extra: i32,
}

impl<P: Platform> Bench<P> {
    pub(super) fn with(poller: P::Poller, sockets: P::Sockets, clock: P::Clock, host: P::Host) -> Self {
        let memory = Memory::new(64, 8192);
        let (records, result, slab) = (memory.records.clone(), memory.result.clone(), memory.slab.clone());
        let trace = File::default();
        let calls = Calls::new(poller, sockets, Trace::to(Box::new(trace.clone())));
        let engine = Engine::new(calls, clock, host, Tables::default(), memory);
        Self { engine, records, result, slab, trace }
    }

    /// A turn: what JavaScript gets of it.
    pub(super) fn turn(&mut self) -> Vec<Seen> {
        self.engine.poll();
        let seen = self.batch();
        self.engine.delivered();
        seen
    }

    /// The records that wait.
    pub(super) fn batch(&mut self) -> Vec<Seen> {
        let mut seen = Vec::new();
        loop {
            let count = self.engine.fill(0, usize::MAX);
            seen.extend((0..count).map(|row| read(&mut self.records, row)));
            if count == 0 {
                return seen;
            }
        }
    }

    /// Puts a callback on a direction.
    pub(super) fn add(&mut self, fd: RawFd, direction: Direction) -> Result<SlotId, Refusal> {
        self.engine.add(fd, direction, 0)
    }

    /// Asks whether to run a callback, by its newest record.
    pub(super) fn begin(&mut self, id: SlotId, direction: Direction) -> bool {
        let ticket = self.engine.slots.get(id).map_or(0, |slot| slot.tickets[direction as usize]);
        self.engine.begin(id, direction, ticket)
    }

    /// The record of what settled at once.
    pub(super) fn result(&mut self) -> Seen {
        read(&mut self.result, 0)
    }

    /// The bytes that a record points to.
    pub(super) fn bytes(&mut self, seen: Seen) -> Vec<u8> {
        let start = seen.offset as usize;
        self.slab.bytes(start..start + seen.value as usize).to_vec()
    }

    /// The sender's address behind those bytes.
    pub(super) fn address(&mut self, seen: Seen) -> Vec<u8> {
        let start = (seen.offset + seen.value) as usize;
        self.slab.bytes(start..start + (seen.extra & !received::TRUNCATED) as usize).to_vec()
    }
}

impl Bench<Fake> {
    pub(super) fn new() -> Self {
        Self::with(FakePoller::default(), FakeSockets::silent(), FakeClock::default(), FakeHost::default())
    }

    pub(super) fn poller(&mut self) -> &mut FakePoller {
        &mut self.engine.calls.poller
    }

    /// How often connect(2) was called.
    pub(super) fn connects(&self) -> u64 {
        self.engine.stats().calls[SystemCall::Connect as usize]
    }

    pub(super) fn sockets(&mut self) -> &mut FakeSockets {
        &mut self.engine.calls.sockets
    }

    /// The poller reports this, and a turn is taken.
    pub(super) fn turn_with(&mut self, fd: RawFd, bits: u32) -> Vec<Seen> {
        self.poller().report(fd, bits);
        self.turn()
    }
}

fn read(memory: &mut Shared, row: usize) -> Seen {
    let bytes = memory.bytes(row * BATCH_WORDS * 4..(row + 1) * BATCH_WORDS * 4);
    let word = |field: usize| i32::from_ne_bytes(bytes[field * 4..field * 4 + 4].try_into().unwrap());
    Seen {
        kind: BatchKind::from_u8(word(batch_field::KIND) as u8).unwrap(),
        slot: SlotId { index: word(batch_field::SLOT) as u32, generation: word(batch_field::GENERATION) as u32 },
        operation: word(batch_field::OPERATION) as u32,
        error: word(batch_field::ERROR),
        value: word(batch_field::VALUE),
        offset: word(batch_field::OFFSET),
        extra: word(batch_field::EXTRA),
    }
}

//! The engine with a poller, sockets and a host that do as a test says; and with the real kernel.

mod accepting;
mod answers;
mod connecting;
mod contending;
mod datagrams;
mod kernel;
mod receiving;
mod sending;
mod watching;

use crate::calls::{Calls, Sockets};
use crate::engine::{Engine, Host, Memory, Platform, Refusal};
use crate::generated::layout::{BATCH_WORDS, BatchKind, SystemCall, batch_field, received};
use crate::poller::fake::FakePoller;
use crate::shm::Shared;
use crate::slot::{Direction, Operation, SlotId};
use crate::sys::receiving::{Kind, Message};
use crate::sys::{Errno, name};
use crate::tables::Tables;
use crate::trace::Trace;
use crate::trace::tests::Memory as TraceMemory;
use socket2::SockAddr;
use std::collections::{HashMap, VecDeque};
use std::os::fd::RawFd;

/// Sockets that answer what stands in their scripts, and then "would block".
pub struct FakeSockets {
    pub kind: Kind,
    pub accepts: VecDeque<Result<RawFd, i32>>,
    pub connects: VecDeque<Result<(), i32>>,
    pub disconnects: usize,
    pub connected: bool,
    pub receives: VecDeque<Result<&'static [u8], i32>>,
    pub sends: VecDeque<Result<usize, i32>>,
    pub sent: Vec<u8>,
    pub sent_to: Vec<SockAddr>,
    pub closed: Vec<RawFd>,
}

impl FakeSockets {
    /// With empty scripts.
    pub fn silent() -> Self {
        Self {
            kind: Kind::Tcp,
            accepts: VecDeque::new(),
            connects: VecDeque::new(),
            disconnects: 0,
            connected: false,
            receives: VecDeque::new(),
            sends: VecDeque::new(),
            sent: Vec::new(),
            sent_to: Vec::new(),
            closed: Vec::new(),
        }
    }
}

/// Whoever is at the other end.
pub fn peer() -> SockAddr {
    name::ip("127.0.0.1:9".parse().unwrap())
}

impl Sockets for FakeSockets {
    fn prepare(&mut self, _fd: RawFd) -> Kind {
        self.kind
    }

    fn accept(&mut self, _fd: RawFd) -> Result<(RawFd, SockAddr), Errno> {
        let fd = self.accepts.pop_front().unwrap_or(Err(libc::EAGAIN)).map_err(Errno)?;
        Ok((fd, peer()))
    }

    fn accept_if_any(&mut self, fd: RawFd) -> Result<(RawFd, SockAddr), Errno> {
        self.accept(fd)
    }

    /// Without a script a connection is under way.
    fn connect(&mut self, _fd: RawFd, _address: &SockAddr) -> Result<(), Errno> {
        self.connects.pop_front().unwrap_or(Err(libc::EINPROGRESS)).map_err(Errno)
    }

    fn disconnect(&mut self, _fd: RawFd) -> Result<(), Errno> {
        self.disconnects += 1;
        Ok(())
    }

    fn is_connected(&mut self, _fd: RawFd) -> bool {
        self.connected
    }

    fn receive(&mut self, _fd: RawFd, buffer: &mut [u8]) -> Result<usize, Errno> {
        let bytes = self.receives.pop_front().unwrap_or(Err(libc::EAGAIN)).map_err(Errno)?;
        buffer[..bytes.len()].copy_from_slice(bytes);
        Ok(bytes.len())
    }

    fn send(&mut self, _fd: RawFd, buffer: &[u8]) -> Result<usize, Errno> {
        let most = self.sends.pop_front().unwrap_or(Err(libc::EAGAIN)).map_err(Errno)?;
        let count = most.min(buffer.len());
        self.sent.extend(&buffer[..count]);
        Ok(count)
    }

    /// What has no room is gone.
    fn receive_message(&mut self, _fd: RawFd, buffer: &mut [u8]) -> Result<Message, Errno> {
        let bytes = self.receives.pop_front().unwrap_or(Err(libc::EAGAIN)).map_err(Errno)?;
        let count = bytes.len().min(buffer.len());
        buffer[..count].copy_from_slice(&bytes[..count]);
        Ok(Message { count, truncated: count < bytes.len(), sender: peer() })
    }

    fn receive_apart(&mut self, fd: RawFd, most: usize) -> Result<(Vec<u8>, Message), Errno> {
        let mut bytes = vec![0; most];
        let message = self.receive_message(fd, &mut bytes)?;
        bytes.truncate(message.count);
        Ok((bytes, message))
    }

    fn send_to(&mut self, fd: RawFd, buffer: &[u8], address: &SockAddr) -> Result<usize, Errno> {
        self.sent_to.push(address.clone());
        self.send(fd, buffer)
    }

    fn close(&mut self, fd: RawFd) -> Result<(), Errno> {
        self.closed.push(fd);
        Ok(())
    }
}

#[derive(Default)]
pub struct FakeHost {
    pub buffers: HashMap<Operation, Vec<u8>>,
    pub released: Vec<Operation>,
    pub handed_over: Vec<RawFd>,
    pub now: u64,
}

impl Host for FakeHost {
    fn buffer(&mut self, operation: Operation) -> Option<&mut [u8]> {
        self.buffers.get_mut(&operation).map(Vec::as_mut_slice)
    }

    fn release(&mut self, operation: Operation) {
        self.released.push(operation);
    }

    fn hand_over(&mut self, connection: RawFd) {
        self.handed_over.push(connection);
    }

    fn now(&self) -> u64 {
        self.now
    }
}

pub struct Fake;

impl Platform for Fake {
    type Poller = FakePoller;
    type Sockets = FakeSockets;
    type Host = FakeHost;
    const IMMEDIATE: bool = true;
}

/// An engine and all that JavaScript would see of it.
pub struct Bench<P: Platform = Fake> {
    pub engine: Engine<P>,
    records: Shared,
    result: Shared,
    slab: Shared,
    pub trace: TraceMemory,
}

/// One record, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub kind: BatchKind,
    pub slot: SlotId,
    pub operation: u32,
    pub error: i32,
    pub value: i32,
    pub offset: i32,
    pub extra: i32,
}

impl<P: Platform> Bench<P> {
    pub fn with(poller: P::Poller, sockets: P::Sockets, host: P::Host) -> Self {
        let memory = Memory::new(64, 8192);
        let (records, result, slab) = (memory.records.clone(), memory.result.clone(), memory.slab.clone());
        let trace = TraceMemory::default();
        let calls = Calls::new(poller, sockets, Trace::to(Box::new(trace.clone())));
        let engine = Engine::new(calls, host, Tables::default(), memory);
        Self { engine, records, result, slab, trace }
    }

    /// A turn: what JavaScript gets of it.
    pub fn turn(&mut self) -> Vec<Seen> {
        self.engine.poll();
        let seen = self.batch();
        self.engine.delivered();
        seen
    }

    /// The records that wait.
    pub fn batch(&mut self) -> Vec<Seen> {
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
    pub fn add(&mut self, fd: RawFd, direction: Direction) -> Result<SlotId, Refusal> {
        self.engine.add(fd, direction, 0)
    }

    /// Asks whether to run a callback, by its newest record.
    pub fn begin(&mut self, id: SlotId, direction: Direction) -> bool {
        let ticket = self.engine.slots.get(id).map_or(0, |slot| slot.tickets[direction as usize]);
        self.engine.begin(id, direction, ticket)
    }

    /// The record of what settled at once.
    pub fn result(&mut self) -> Seen {
        read(&mut self.result, 0)
    }

    /// The bytes that a record points to.
    pub fn bytes(&mut self, seen: Seen) -> Vec<u8> {
        let start = seen.offset as usize;
        self.slab.bytes(start..start + seen.value as usize).to_vec()
    }

    /// The sender's address behind those bytes.
    pub fn address(&mut self, seen: Seen) -> Vec<u8> {
        let start = (seen.offset + seen.value) as usize;
        self.slab.bytes(start..start + (seen.extra & !received::TRUNCATED) as usize).to_vec()
    }
}

impl Bench<Fake> {
    pub fn new() -> Self {
        Self::with(FakePoller::default(), FakeSockets::silent(), FakeHost::default())
    }

    pub fn poller(&mut self) -> &mut FakePoller {
        &mut self.engine.calls.poller
    }

    /// How often connect(2) was called.
    pub fn connects(&self) -> u64 {
        self.engine.stats().calls[SystemCall::Connect as usize]
    }

    pub fn sockets(&mut self) -> &mut FakeSockets {
        &mut self.engine.calls.sockets
    }

    /// The poller reports this, and a turn is taken.
    pub fn turn_with(&mut self, fd: RawFd, bits: u32) -> Vec<Seen> {
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

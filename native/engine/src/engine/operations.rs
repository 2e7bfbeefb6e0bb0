//! What users do with sockets: operations are started, cancelled, and fail when their socket is closed.

use super::{Engine, Refusal, Starting};
use crate::generated::layout::UserCall;
use crate::generated::{Machine, accept, connect, receive, send, watch};
use crate::memory::Record;
use crate::platform::{Host, Platform};
use crate::slots::{Direction, Failure, Operation, Received, Receiving, Sending, SlotId, Target};
use crate::trace::word_of;
use socket2::SockAddr;
use std::os::fd::RawFd;

/// What became of an operation in the call that started it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Started {
    Pending,
    /// Its record is the result.
    Settled,
}

impl<P: Platform> Engine<P> {
    /// The slot of a socket. An older slot of this number is kept if the kernel confirms that it is the same open file.
    pub fn attach(&mut self, fd: RawFd) -> Result<SlotId, Refusal> {
        if self.closed {
            return Err(Refusal::LoopClosed);
        }
        self.refuse_owned(fd)?;
        if let Some(id) = self.slots.by_fd(fd) {
            if self.confirm(id)
                && let Some(slot) = self.slots.get_mut(id)
            {
                slot.socket = true;
                return Ok(id);
            }
            self.retire(fd);
            self.run();
        }
        self.insert(fd, true)
    }

    /// Asks the kernel whether a registration is still of this number's file; it dies if not.
    pub(super) fn confirm(&mut self, id: SlotId) -> bool {
        let registered = self.slots.get(id).is_some_and(|slot| slot.registered());
        let Some((fd, interest)) = self.interest(id).filter(|_| registered) else { return false };
        self.calls.trace.user(UserCall::Attach, id, fd, 0);
        if self.calls.modify(id, fd, interest).is_ok() {
            return true;
        }
        let (event, why) = (watch::Event::Stale as u8, Failure::STALE_DESCRIPTOR);
        self.queue_failure(id, Machine::Watch, event, why);
        self.run();
        false
    }

    /// The number is a new file's: whatever stood for it is stale. Its closing is queued.
    pub(super) fn retire(&mut self, fd: RawFd) {
        if let Some(old) = self.slots.by_fd(fd) {
            self.slots.forget_fd(old);
            if let Some(link) = self.link_of(old) {
                link.is_disowned = true;
            }
            self.queue_close(old, Failure::STALE_DESCRIPTOR);
        }
    }

    pub fn accept(&mut self, id: SlotId, operation: Operation) -> Result<Started, Refusal> {
        let started = self.begin_accept(id, operation);
        self.noted(id, operation, started)
    }

    fn begin_accept(&mut self, id: SlotId, operation: Operation) -> Result<Started, Refusal> {
        self.check(id, Direction::Reader)?;
        let Some(slot) = self.slots.get_mut(id) else { return Err(Refusal::SocketClosed) };
        if slot.receiving.is_some() || slot.serving.is_some() {
            return Err(Refusal::Busy);
        }
        slot.accept.get_or_insert(accept::State::ALL[0]);
        slot.waiters.push_back(operation);
        self.calls.trace.user(UserCall::Accept, id, slot.fd, operation);
        self.start(id, operation, Machine::Accept, accept::Event::Accept as u8)
    }

    pub fn receive(&mut self, id: SlotId, operation: Operation, target: Target) -> Result<Started, Refusal> {
        let started = self.begin_receive(id, operation, target, false);
        self.noted(id, operation, started)
    }

    /// Receives up to `max` bytes into the slab, and behind them the address of who sent them.
    pub fn receive_from(&mut self, id: SlotId, operation: Operation, max: usize) -> Result<Started, Refusal> {
        let started = self.begin_receive(id, operation, Target::Slab(max), true);
        self.noted(id, operation, started)
    }

    fn begin_receive(
        &mut self,
        id: SlotId,
        operation: Operation,
        target: Target,
        asks_sender: bool,
    ) -> Result<Started, Refusal> {
        self.check(id, Direction::Reader)?;
        let Some(slot) = self.slots.get_mut(id) else { return Err(Refusal::SocketClosed) };
        if !slot.waiters.is_empty() || slot.serving.is_some() {
            return Err(Refusal::Busy);
        }
        slot.receive.get_or_insert(receive::State::ALL[0]);
        slot.receiving.get_or_insert(Receiving { operation, target, asks_sender, received: Received::default() });
        self.calls.trace.user_asks(UserCall::Receive, id, slot.fd, operation, word_of(target.length()));
        self.start(id, operation, Machine::Receive, receive::Event::Receive as u8)
    }

    /// Sends all of a buffer of this length.
    pub fn send(&mut self, id: SlotId, operation: Operation, length: usize) -> Result<Started, Refusal> {
        let started = self.begin_send(id, operation, length, None);
        self.noted(id, operation, started)
    }

    /// Sends a buffer of this length to an address.
    pub fn send_to(
        &mut self,
        id: SlotId,
        operation: Operation,
        length: usize,
        to: SockAddr,
    ) -> Result<Started, Refusal> {
        let started = self.begin_send(id, operation, length, Some(Box::new(to)));
        self.noted(id, operation, started)
    }

    fn begin_send(
        &mut self,
        id: SlotId,
        operation: Operation,
        length: usize,
        to: Option<Box<SockAddr>>,
    ) -> Result<Started, Refusal> {
        self.check(id, Direction::Writer)?;
        let Some(slot) = self.slots.get_mut(id) else { return Err(Refusal::SocketClosed) };
        if slot.connecting.is_some() {
            return Err(Refusal::Busy);
        }
        if slot.sending.is_none() {
            slot.destination = to;
        }
        slot.send.get_or_insert(send::State::ALL[0]);
        slot.sending.get_or_insert(Sending { operation, length, sent: 0 });
        self.calls.trace.user_asks(UserCall::Send, id, slot.fd, operation, word_of(length));
        self.start(id, operation, Machine::Send, send::Event::Send as u8)
    }

    /// Connects to an address.
    pub fn connect(&mut self, id: SlotId, operation: Operation, to: SockAddr) -> Result<Started, Refusal> {
        let started = self.begin_connect(id, operation, to);
        self.noted(id, operation, started)
    }

    fn begin_connect(&mut self, id: SlotId, operation: Operation, to: SockAddr) -> Result<Started, Refusal> {
        self.check(id, Direction::Writer)?;
        let Some(slot) = self.slots.get_mut(id) else { return Err(Refusal::SocketClosed) };
        if slot.sending.is_some() {
            return Err(Refusal::Busy);
        }
        slot.connect.get_or_insert(connect::State::ALL[0]);
        if slot.connecting.is_none() {
            slot.connecting = Some(operation);
            slot.destination = Some(Box::new(to));
        }
        self.calls.trace.user(UserCall::Connect, id, slot.fd, operation);
        self.start(id, operation, Machine::Connect, connect::Event::Connect as u8)
    }

    /// A callback of the user's on the same direction and an operation would take each other's readiness (C10).
    pub(super) fn check(&self, id: SlotId, direction: Direction) -> Result<(), Refusal> {
        if self.closed {
            return Err(Refusal::LoopClosed);
        }
        let slot = self.slots.get(id).ok_or(Refusal::SocketClosed)?;
        if slot.link.is_some() {
            return Err(Refusal::Owned);
        }
        if slot.watched(direction) { Err(Refusal::Busy) } else { Ok(()) }
    }

    fn start(&mut self, id: SlotId, operation: Operation, machine: Machine, event: u8) -> Result<Started, Refusal> {
        self.starting = Some(Starting { operation, settled: false, busy: false });
        self.feed(id, machine, event);
        match self.starting.take() {
            Some(Starting { busy: true, .. }) => Err(Refusal::Busy),
            Some(Starting { settled: true, .. }) => Ok(Started::Settled),
            _ => Ok(Started::Pending),
        }
    }

    /// That an operation did not begin is written down: its user is to be told.
    fn noted(
        &mut self,
        id: SlotId,
        operation: Operation,
        started: Result<Started, Refusal>,
    ) -> Result<Started, Refusal> {
        if let Err(refusal) = started {
            let fd = self.slots.get(id).map_or(-1, |slot| slot.fd);
            self.calls.trace.user_asks(UserCall::Refused, id, fd, operation, failure_of(refusal).error);
            if P::IMMEDIATE {
                self.calls.trace.owe();
            }
        }
        started
    }

    /// An operation that did not even begin fails with a record, for nobody waits for the answer to its start.
    pub fn refuse(&mut self, id: SlotId, operation: Operation, refusal: Refusal) {
        self.settle(operation, Record::failed(id, operation, failure_of(refusal), 0));
    }

    /// The table refuses what is being started: another of its kind is pending (C25).
    pub(super) fn note_busy(&mut self) {
        if let Some(starting) = &mut self.starting {
            starting.busy = true;
        }
    }

    /// Gives a pending operation up. None if it is not pending: its record is on the way (L10). Else how many bytes had
    /// been taken.
    pub fn cancel(&mut self, id: SlotId, operation: Operation) -> Option<usize> {
        let slot = self.slots.get_mut(id)?;
        let fd = slot.fd;
        let (machine, event, taken);
        if let Some(at) = slot.waiters.iter().position(|&waiter| waiter == operation) {
            slot.waiters.remove(at);
            let last = slot.waiters.is_empty();
            machine = Machine::Accept;
            event = if last { accept::Event::CancelLast } else { accept::Event::Cancel } as u8;
            taken = 0;
            self.host.release(operation);
        } else if slot.receiving.as_ref().is_some_and(|receiving| receiving.operation == operation) {
            (machine, event, taken) = (Machine::Receive, receive::Event::Cancel as u8, 0);
        } else if slot.connecting == Some(operation) {
            (machine, event, taken) = (Machine::Connect, connect::Event::Cancel as u8, 0);
        } else {
            let sending = slot.sending.filter(|sending| sending.operation == operation)?;
            (machine, event, taken) = (Machine::Send, send::Event::Cancel as u8, sending.sent);
        }
        self.calls.trace.user(UserCall::Cancel, id, fd, operation);
        self.calls.trace.owe();
        self.feed(id, machine, event);
        Some(taken)
    }

    /// Ends a slot: its operations fail, its registration goes, its descriptor stays open.
    pub fn close_slot(&mut self, id: SlotId) {
        // Who closes the slot of a connection has its number: it was closed behind the engine's back, and is not the engine's.
        if let Some(link) = self.link_of(id) {
            link.is_disowned = true;
        }
        self.queue_close(id, Failure::SOCKET_CLOSED);
        self.run();
    }
}

fn failure_of(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::LoopClosed => Failure::LOOP_CLOSED,
        Refusal::SocketClosed => Failure::SOCKET_CLOSED,
        Refusal::Busy | Refusal::Owned => Failure::BUSY,
        Refusal::Elsewhere | Refusal::TooManySlots => unreachable!("an operation has a slot"),
        Refusal::Failed(failure) => failure,
    }
}

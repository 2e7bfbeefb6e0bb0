//! What users do with readers and writers.

use super::transports::checked;
use super::{Engine, Refusal};
use crate::generated::Machine;
use crate::generated::layout::UserCall;
use crate::generated::watch::{Event, Registration};
use crate::platform::{Elsewhere, Platform, Sockets};
use crate::poller::left_for_other;
use crate::slots::{Direction, Failure, Slot, SlotId};
use std::os::fd::RawFd;

impl<P: Platform> Engine<P> {
    /// Puts a callback on one direction of a descriptor, in place of any other. `callback` is JavaScript's number for it.
    pub fn add(&mut self, fd: RawFd, direction: Direction, callback: u32) -> Result<SlotId, Refusal> {
        if self.closed {
            return Err(Refusal::LoopClosed);
        }
        checked(fd)?;
        if self.owns(fd) {
            return Err(Refusal::Owned);
        }
        let known = self.slots.by_fd(fd);
        if known.and_then(|id| self.slots.get(id)).is_some_and(|slot| slot.operating(direction)) {
            return Err(Refusal::Busy);
        }
        if let Some(id) = known {
            self.ask_to_add(id, fd, direction, callback);
            if self.slots.get(id).is_some() {
                return self.added(id);
            }
            // The number names another file by now: the old slot has died of it, and the new file gets one of its own (L6).
        }
        let id = self.insert(fd, false)?;
        self.ask_to_add(id, fd, direction, callback);
        self.added(id)
    }

    fn ask_to_add(&mut self, id: SlotId, fd: RawFd, direction: Direction, callback: u32) {
        let (call, event) = match direction {
            Direction::Reader => (UserCall::AddReader, Event::AddReader),
            Direction::Writer => (UserCall::AddWriter, Event::AddWriter),
        };
        self.refused = None;
        self.void_report(id, direction);
        self.calls.trace.user(call, id, fd, callback);
        self.feed(id, Machine::Watch, event as u8);
    }

    fn added(&mut self, id: SlotId) -> Result<SlotId, Refusal> {
        if let Some(failure) = self.refused.take() {
            self.free_if_idle(id);
            return Err(Refusal::Failed(failure));
        }
        match self.slots.get(id) {
            Some(_) => Ok(id),
            None => Err(Refusal::Failed(Failure::STALE_DESCRIPTOR)),
        }
    }

    /// Whether a connection of this number is the engine's own, and not being closed (C10).
    fn owns(&self, fd: RawFd) -> bool {
        self.slots.by_fd(fd).and_then(|id| self.slots.get(id)).is_some_and(Slot::is_owned)
    }

    /// Takes the callback off again; false if there is none (C5).
    pub fn remove(&mut self, fd: RawFd, direction: Direction) -> Result<bool, Refusal> {
        if self.owns(fd) {
            return Err(Refusal::Owned);
        }
        let Some(id) = self.slots.by_fd(fd).filter(|_| !self.closed) else { return Ok(false) };
        let Some(slot) = self.slots.get(id) else { return Ok(false) };
        let stood = slot.watched(direction);
        let (call, event) = match direction {
            Direction::Reader => (UserCall::RemoveReader, Event::RemoveReader),
            Direction::Writer => (UserCall::RemoveWriter, Event::RemoveWriter),
        };
        self.calls.trace.user(call, id, fd, 0);
        self.feed(id, Machine::Watch, event as u8);
        self.free_if_idle(id);
        Ok(stood)
    }

    /// JavaScript is about to run the callback that the record of this ticket announced. False if it no longer stands: it
    /// was removed, or its slot is gone (L3); or a newer record announces it, which comes in a later batch (L4).
    pub fn begin(&mut self, id: SlotId, direction: Direction, ticket: u32) -> bool {
        self.finish();
        self.called = false;
        if self.slots.get(id).is_none_or(|slot| slot.tickets[direction as usize] != ticket) {
            return false;
        }
        let event = match direction {
            Direction::Reader => Event::RunReader,
            Direction::Writer => Event::RunWriter,
        };
        self.feed(id, Machine::Watch, event as u8);
        if self.called {
            self.running = Some((id, direction));
        }
        self.called
    }

    /// The callback begun last has returned.
    pub fn finish(&mut self) {
        let Some((id, direction)) = self.running.take() else { return };
        let Some(slot) = self.slots.get(id) else { return };
        let event = match direction {
            Direction::Reader => Event::ReaderDone,
            Direction::Writer => Event::WriterDone,
        };
        self.calls.trace.user(UserCall::CallbackEnd, id, slot.fd, direction as u32);
        self.returned = direction;
        self.feed(id, Machine::Watch, event as u8);
    }

    /// The kernel is about to look at this side anew: what it reported before was of an older callback, or of what that
    /// callback has read since (L1). The other side keeps its report, whose edge may not come again (L5).
    pub(super) fn void_report(&mut self, id: SlotId, direction: Direction) {
        if let Some(slot) = self.slots.get_mut(id) {
            slot.reported = left_for_other(slot.reported, direction);
        }
    }

    pub(super) fn insert(&mut self, fd: RawFd, socket: bool) -> Result<SlotId, Refusal> {
        let identity = self.claim(fd)?;
        self.take_in(Slot::new(fd, identity, socket))
    }

    /// From now on the file is for this loop alone. By what it is known.
    pub(super) fn claim(&mut self, fd: RawFd) -> Result<Option<u64>, Refusal> {
        self.calls.sockets.claim(fd).map_err(|Elsewhere| Refusal::Elsewhere)
    }

    /// A slot for a file that was claimed.
    pub(super) fn take_in(&mut self, slot: Slot) -> Result<SlotId, Refusal> {
        let (fd, identity) = (slot.fd, slot.identity);
        let Some(id) = self.slots.insert(slot) else {
            self.let_go(fd, identity);
            return Err(Refusal::TooManySlots);
        };
        self.calls.trace.history.open(id, fd);
        Ok(id)
    }

    pub(super) fn let_go(&mut self, fd: RawFd, identity: Option<u64>) {
        if let Some(identity) = identity {
            self.calls.sockets.let_go(fd, identity);
        }
    }

    /// A descriptor that is no socket of ours needs no slot once nothing stands on it.
    fn free_if_idle(&mut self, id: SlotId) {
        let Some(slot) = self.slots.get(id) else { return };
        if !slot.socket && slot.watch.registration() == Registration::None {
            self.queue_close(id, Failure::SOCKET_CLOSED);
            self.run();
        }
    }
}

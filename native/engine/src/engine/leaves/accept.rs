//! What the actions of `accept` do.

use crate::engine::calls::Look;
use crate::engine::{Accepted, Engine};
use crate::generated::accept::{Actions, Event};
use crate::generated::layout::{BatchKind, SystemCall, batch_field};
use crate::generated::{Machine, answers};
use crate::memory::Record;
use crate::platform::{Clock, Platform};
use crate::slots::{Failure, SlotId};
use crate::sys::name;
use std::ops::Range;

impl<P: Platform> Engine<P> {
    /// `room` is where the address of who connected goes.
    fn take_connection(&mut self, id: SlotId, look: Look, room: Option<Range<usize>>) {
        let Some(room) = room else {
            return self.queue(id, Machine::Accept, Event::BudgetSpent as u8);
        };
        let Some(slot) = self.slots.get(id) else { return };
        match self.calls.accept(id, slot.fd, look) {
            Ok((fd, address)) => {
                let bytes = name::bytes(&address);
                let end = room.start + bytes.len();
                self.slab.bytes(room.start..end).copy_from_slice(bytes);
                self.accepted = Some(Accepted { slot: id, fd, offset: room.start, length: bytes.len() });
                self.queue(id, Machine::Accept, Event::Accepted as u8);
                self.retire(fd);
            }
            Err(errno) => {
                let why = Failure::system(errno, SystemCall::Accept);
                let event = match look {
                    Look::First => answers::try_accept(errno.0),
                    Look::Never => answers::retry_accept(errno.0),
                };
                self.queue_failure(id, Machine::Accept, event as u8, why);
            }
        }
    }
}

impl<P: Platform> Actions for Engine<P> {
    fn try_accept(&mut self, id: SlotId) {
        let room = self.may_pass(Machine::Accept, id);
        self.take_connection(id, Look::First, room);
    }

    fn retry_accept(&mut self, id: SlotId) {
        let room = self.may_retry(Machine::Accept, id);
        self.take_connection(id, Look::Never, room);
    }

    /// A server takes the connection by itself.
    fn deliver(&mut self, id: SlotId) {
        if self.slots.get(id).is_some_and(|slot| slot.serving.is_some()) {
            return;
        }
        let Some(accepted) = self.accepted.take() else { return };
        let Some(slot) = self.slots.get_mut(id) else { return };
        let Some(operation) = slot.waiters.pop_front() else {
            return self.calls.close(id, accepted.fd);
        };
        let more = !slot.waiters.is_empty();
        if !self.immediate() {
            self.keep(accepted.offset + accepted.length);
        }
        let record = Record::new(BatchKind::Accepted, id)
            .with(batch_field::OPERATION, operation as i32)
            .with(batch_field::VALUE, accepted.fd)
            .with(batch_field::OFFSET, accepted.offset as i32)
            .with(batch_field::EXTRA, accepted.length as i32);
        self.settle(operation, record);
        let event = if more { Event::MoreWaiters } else { Event::NoWaiters };
        self.queue(id, Machine::Accept, event as u8);
    }

    fn report_limit(&mut self, id: SlotId) {
        let record = Record::new(BatchKind::Limit, id).with(batch_field::ERROR, self.why.error);
        self.push(record);
    }

    fn start_backoff(&mut self, id: SlotId) {
        self.backoffs.start(id, self.clock.now());
    }

    fn stop_backoff(&mut self, id: SlotId) {
        self.backoffs.stop(id);
    }

    fn reject_all(&mut self, id: SlotId) {
        while let Some(slot) = self.slots.get_mut(id)
            && let Some(operation) = slot.waiters.pop_front()
        {
            let record = Record::failed(id, operation, self.why, 0);
            self.settle(operation, record);
        }
    }

    fn queue_resume(&mut self, id: SlotId) {
        self.put_off(Machine::Accept, id);
    }
}

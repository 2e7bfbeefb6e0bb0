//! What the actions of `connect` do.

use crate::engine::Engine;
use crate::generated::connect::{Actions, Event};
use crate::generated::layout::{BatchKind, SystemCall, batch_field};
use crate::generated::{Machine, answers};
use crate::memory::Record;
use crate::platform::{Host, Platform, Sockets};
use crate::slots::{Failure, Operation, SlotId};

impl<P: Platform> Engine<P> {
    /// The operation is over, whatever became of it.
    fn take_connecting(&mut self, id: SlotId) -> Option<Operation> {
        let slot = self.slots.get_mut(id)?;
        slot.destination = None;
        slot.connecting.take()
    }

    fn is_connected(&mut self, id: SlotId) -> bool {
        self.slots.get(id).is_some_and(|slot| self.calls.sockets.is_connected(slot.fd))
    }
}

impl<P: Platform> Actions for Engine<P> {
    fn try_connect(&mut self, id: SlotId) {
        // One that is connected wants no place: it is told so at once.
        if self.others_wait(Machine::Connect, id) && !self.is_connected(id) {
            return self.queue(id, Machine::Connect, Event::OthersWait as u8);
        }
        self.ask_again(id);
    }

    fn ask_again(&mut self, id: SlotId) {
        let Some(slot) = self.slots.get(id) else { return };
        let Some(address) = &slot.destination else { return };
        match self.calls.connect(id, slot.fd, address) {
            Ok(()) => self.queue(id, Machine::Connect, Event::Connected as u8),
            Err(errno) => {
                let why = Failure::system(errno, SystemCall::Connect);
                self.queue_failure(id, Machine::Connect, answers::ask_again(errno.0) as u8, why);
            }
        }
    }

    fn dissolve(&mut self, id: SlotId) {
        if let Some(slot) = self.slots.get(id) {
            self.calls.disconnect(id, slot.fd);
        }
    }

    fn resolve(&mut self, id: SlotId) {
        let Some(operation) = self.take_connecting(id) else { return };
        let record = Record::new(BatchKind::Connected, id).with(batch_field::OPERATION, operation as i32);
        self.settle(operation, record);
    }

    fn reject(&mut self, id: SlotId) {
        let Some(operation) = self.take_connecting(id) else { return };
        let record = Record::failed(id, operation, self.why, 0);
        self.settle(operation, record);
    }

    /// Whoever cancels knows already.
    fn reject_aborted(&mut self, id: SlotId) {
        if let Some(operation) = self.take_connecting(id) {
            self.host.release(operation);
        }
    }

    fn refuse_busy(&mut self, _id: SlotId) {
        self.note_busy();
    }

    fn line_up(&mut self, id: SlotId) {
        self.line_up_for(Machine::Connect, id);
    }

    fn stay_in_line(&mut self, id: SlotId) {
        self.stay_in_line_for(Machine::Connect, id);
    }

    fn pass_on(&mut self, id: SlotId) {
        self.pass_on_for(Machine::Connect, id);
    }

    fn leave_line(&mut self, id: SlotId) {
        self.leave_line_for(Machine::Connect, id);
    }
}

use crate::batch::Record;
use crate::engine::{Engine, Host, Platform};
use crate::generated::connect::{Actions, Event, State};
use crate::generated::layout::{BatchKind, SystemCall, batch_field};
use crate::generated::{Machine, answers};
use crate::slot::{Failure, Operation, SlotId};

/// How long connecting pauses at first, in milliseconds, when a listener's queue is full.
const FIRST_BACKOFF: u64 = 1;

impl<P: Platform> Engine<P> {
    /// The operation is over, whatever became of it.
    fn take_connecting(&mut self, id: SlotId) -> Option<Operation> {
        let slot = self.slots.get_mut(id)?;
        slot.destination = None;
        slot.backoff = 0;
        slot.connecting.take()
    }
}

impl<P: Platform> Actions for Engine<P> {
    fn stepped(&mut self, id: SlotId, event: Event, before: State, after: State) {
        self.note_step(id, Machine::Connect, event as u8, before as u8, after as u8);
        if let Some(slot) = self.slots.get_mut(id) {
            slot.connect = Some(after);
        }
    }

    fn forbidden(&mut self, id: SlotId, event: Event, state: State) {
        self.note_forbidden(id, Machine::Connect, event as u8, state as u8);
    }

    fn try_connect(&mut self, id: SlotId) {
        let Some(slot) = self.slots.get(id) else { return };
        let Some(address) = &slot.destination else { return };
        match self.calls.connect(id, slot.fd, address) {
            Ok(()) => self.queue(id, Machine::Connect, Event::Connected as u8),
            Err(errno) => {
                let why = Failure::system(errno, SystemCall::Connect);
                self.queue_failure(id, Machine::Connect, answers::try_connect(errno.0) as u8, why);
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

    fn start_backoff(&mut self, id: SlotId) {
        self.back_off(id, Machine::Connect, FIRST_BACKOFF);
    }

    fn stop_backoff(&mut self, id: SlotId) {
        self.backoffs.stop(id, Machine::Connect);
    }
}

//! What the actions of `send` do.

use crate::engine::Engine;
use crate::engine::transports::{GATHERED, find, gather};
use crate::generated::layout::{BatchKind, SystemCall, batch_field};
use crate::generated::send::{Actions, Event};
use crate::generated::{Machine, answers};
use crate::memory::Record;
use crate::platform::{Host, Platform};
use crate::slots::{Failure, Sending, SlotId};
use crate::trace::word_of;
use std::io::IoSlice;

/// Up to so many pieces nothing is allocated to send them.
const FEW: usize = 8;

impl<P: Platform> Engine<P> {
    /// The operation is over, whatever became of it.
    fn take_sending(&mut self, id: SlotId) -> Option<Sending> {
        let slot = self.slots.get_mut(id)?;
        slot.destination = None;
        slot.sending.take()
    }

    /// `turn` tells whether it is its turn.
    fn call_send(&mut self, id: SlotId, turn: bool) {
        if !turn {
            return self.queue(id, Machine::Send, Event::BudgetSpent as u8);
        }
        let Some(slot) = self.slots.get_mut(id) else { return };
        if slot.link.is_some() {
            return self.send_gathered(id);
        }
        let Some(sending) = &mut slot.sending else { return };
        let buffer = self.host.buffer(sending.operation);
        let Some(rest) = buffer.and_then(|bytes| bytes.get(sending.sent..sending.length)) else {
            self.calls.fault(SystemCall::Send, id, sending.length - sending.sent);
            let (event, why) = (Event::Failed, Failure::BUFFER_DETACHED);
            return self.queue_failure(id, Machine::Send, event as u8, why);
        };
        let answer = match &slot.destination {
            Some(address) => self.calls.send_to(id, slot.fd, rest, address),
            None => self.calls.send(id, slot.fd, rest),
        };
        match answer {
            Ok(count) => {
                sending.sent += count;
                let all = sending.sent == sending.length;
                self.note_bytes(Machine::Send, id, count);
                let event = if all { Event::SentAll } else { Event::SentPart };
                self.queue(id, Machine::Send, event as u8);
            }
            Err(errno) => {
                let why = Failure::system(errno, SystemCall::Send);
                self.queue_failure(id, Machine::Send, answers::try_send(errno.0) as u8, why);
            }
        }
    }

    /// Of a connection that the engine writes by itself: what there is, with one call.
    fn send_gathered(&mut self, id: SlotId) {
        let Some(slot) = self.slots.get_mut(id) else { return };
        let (fd, Some(link)) = (slot.fd, slot.link.as_deref_mut()) else { return };
        find(&link.outgoing, &mut self.host);
        let count = link.outgoing.pieces().len().min(GATHERED);
        let (mut few, mut many) = ([IoSlice::new(&[]); FEW], Vec::new());
        let slices = match few.get_mut(..count) {
            Some(slices) => slices,
            None => {
                many.resize(count, IoSlice::new(&[]));
                &mut many[..]
            }
        };
        if !gather(&link.outgoing, &self.host, slices) {
            self.calls.fault(SystemCall::Send, id, link.outgoing.queued());
            let (event, why) = (Event::Failed, Failure::BUFFER_DETACHED);
            return self.queue_failure(id, Machine::Send, event as u8, why);
        }
        match self.calls.send_pieces(id, fd, slices) {
            Ok(count) => {
                link.outgoing.take(count, |number| self.host.let_go(number));
                let event = if link.outgoing.queued() == 0 { Event::SentAll } else { Event::SentPart };
                if let Some(told) = link.outgoing.take_untold() {
                    self.batch.push(Record::new(BatchKind::Written, id).with(batch_field::VALUE, word_of(told)));
                }
                self.note_bytes(Machine::Send, id, count);
                self.queue(id, Machine::Send, event as u8);
            }
            Err(errno) => {
                let why = Failure::system(errno, SystemCall::Send);
                self.queue_failure(id, Machine::Send, answers::try_send(errno.0) as u8, why);
            }
        }
    }
}

impl<P: Platform> Actions for Engine<P> {
    fn try_send(&mut self, id: SlotId) {
        if self.others_wait(Machine::Send, id) {
            return self.queue(id, Machine::Send, Event::OthersWait as u8);
        }
        let turn = self.may_pass(Machine::Send, id).is_some();
        self.call_send(id, turn);
    }

    fn send_again(&mut self, id: SlotId) {
        let turn = self.may_retry(Machine::Send, id).is_some();
        self.call_send(id, turn);
    }

    fn resolve(&mut self, id: SlotId) {
        let Some(sending) = self.take_sending(id) else { return };
        let record = Record::new(BatchKind::Sent, id)
            .with(batch_field::OPERATION, sending.operation as i32)
            .with(batch_field::VALUE, sending.sent as i32);
        self.settle(sending.operation, record);
    }

    fn reject(&mut self, id: SlotId) {
        let Some(sending) = self.take_sending(id) else { return };
        let record = Record::failed(id, sending.operation, self.why, sending.sent);
        self.settle(sending.operation, record);
    }

    /// Whoever cancels knows already.
    fn reject_aborted(&mut self, id: SlotId) {
        if let Some(sending) = self.take_sending(id) {
            self.host.release(sending.operation);
        }
    }

    fn refuse_busy(&mut self, _id: SlotId) {
        self.note_busy();
    }

    fn line_up(&mut self, id: SlotId) {
        self.line_up_for(Machine::Send, id);
    }

    fn stay_in_line(&mut self, id: SlotId) {
        self.stay_in_line_for(Machine::Send, id);
    }

    fn pass_on(&mut self, id: SlotId) {
        self.pass_on_for(Machine::Send, id);
    }

    fn leave_line(&mut self, id: SlotId) {
        self.leave_line_for(Machine::Send, id);
    }

    fn queue_resume(&mut self, id: SlotId) {
        self.put_off(Machine::Send, id);
    }
}

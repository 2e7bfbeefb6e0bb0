use crate::batch::Record;
use crate::calls::Sockets;
use crate::engine::{Engine, Host, Platform};
use crate::generated::layout::{BatchKind, SystemCall, batch_field};
use crate::generated::receive::{Actions, Event, State};
use crate::generated::{Machine, answers};
use crate::slot::{Failure, SlotId, Target};
use crate::sys::name;
use crate::sys::stream::Kind;

impl<P: Platform> Actions for Engine<P> {
    fn stepped(&mut self, id: SlotId, event: Event, before: State, after: State) {
        self.note_step(id, Machine::Receive, event as u8, before as u8, after as u8);
        if let Some(slot) = self.slots.get_mut(id) {
            slot.receive = Some(after);
        }
    }

    fn forbidden(&mut self, id: SlotId, event: Event, state: State) {
        self.note_forbidden(id, Machine::Receive, event as u8, state as u8);
    }

    fn try_receive(&mut self, id: SlotId) {
        let immediate = self.immediate();
        let Some(slot) = self.slots.get_mut(id) else { return };
        let Some(receiving) = &mut slot.receiving else { return };
        // The sender's address goes behind the bytes.
        let behind = receiving.sender.map_or(0, |_| name::MAX_BYTES);
        let room = match receiving.target {
            Target::Slab(max) => self.slab.room(immediate, max + behind),
            Target::Buffer(_) => Some(0..0),
        };
        let (Some(room), true) = (room, slot.reads.take_call(self.turn)) else {
            return self.queue(id, Machine::Receive, Event::BudgetSpent as u8);
        };
        let buffer = match receiving.target {
            Target::Slab(_) => self.slab.bytes(room.start..room.end - behind),
            Target::Buffer(length) => {
                let buffer = self.host.buffer(receiving.operation);
                let Some(buffer) = buffer.and_then(|bytes| bytes.get_mut(..length)) else {
                    self.calls.fault(SystemCall::Recv, id, length);
                    let (event, why) = (Event::Failed, Failure::BUFFER_DETACHED);
                    return self.queue_failure(id, Machine::Receive, event as u8, why);
                };
                buffer
            }
        };
        let kind = *slot.kind.get_or_insert_with(|| self.calls.sockets.prepare(slot.fd));
        let asked = buffer.len();
        let answer = match receiving.sender {
            None => self.calls.receive(id, slot.fd, buffer),
            Some(_) => self.calls.receive_from(id, slot.fd, buffer).map(|(count, sender)| {
                let bytes = name::bytes(&sender);
                let start = room.start + count;
                self.slab.bytes(start..start + bytes.len()).copy_from_slice(bytes);
                receiving.sender = Some(bytes.len());
                count
            }),
        };
        match answer {
            Ok(count) => {
                slot.reads.add_bytes(count);
                receiving.count = count;
                receiving.offset = match receiving.target {
                    Target::Slab(_) => Some(room.start),
                    Target::Buffer(_) => None,
                };
                self.queue(id, Machine::Receive, success(kind, count, asked) as u8);
            }
            Err(errno) => {
                let why = Failure::system(errno, SystemCall::Recv);
                self.queue_failure(id, Machine::Receive, answers::try_receive(errno.0) as u8, why);
            }
        }
    }

    fn resolve(&mut self, id: SlotId) {
        let immediate = self.immediate();
        let Some(slot) = self.slots.get_mut(id) else { return };
        let Some(receiving) = slot.receiving.take() else { return };
        if let (Some(offset), false) = (receiving.offset, immediate) {
            self.slab.keep(offset + receiving.count + receiving.sender.unwrap_or(0));
        }
        let record = Record::new(BatchKind::Received, id)
            .with(batch_field::OPERATION, receiving.operation as i32)
            .with(batch_field::VALUE, receiving.count as i32)
            .with(batch_field::OFFSET, receiving.offset.map_or(-1, |offset| offset as i32))
            .with(batch_field::EXTRA, receiving.sender.unwrap_or(0) as i32);
        self.settle(receiving.operation, record);
    }

    fn reject(&mut self, id: SlotId) {
        let Some(slot) = self.slots.get_mut(id) else { return };
        let Some(receiving) = slot.receiving.take() else { return };
        let record = Record::failed(id, receiving.operation, self.why, 0);
        self.settle(receiving.operation, record);
    }

    /// Whoever cancels knows already.
    fn reject_aborted(&mut self, id: SlotId) {
        let Some(slot) = self.slots.get_mut(id) else { return };
        if let Some(receiving) = slot.receiving.take() {
            self.host.release(receiving.operation);
        }
    }

    fn refuse_busy(&mut self, _id: SlotId) {
        self.note_busy();
    }

    fn queue_resume(&mut self, id: SlotId) {
        self.resumes.push_back((id, Machine::Receive));
    }
}

/// Which of its three successes a receive had. A short read means drained on TCP only (R5), and nothing at all means
/// the end unless nothing was asked for or an empty datagram came.
fn success(kind: Kind, count: usize, asked: usize) -> Event {
    match kind {
        Kind::Tcp | Kind::Stream if count == 0 && asked > 0 => Event::End,
        Kind::Tcp if count < asked => Event::ShortRead,
        _ => Event::Data,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn successes_are_told_apart() {
        assert_eq!(success(Kind::Tcp, 5, 5), Event::Data);
        assert_eq!(success(Kind::Tcp, 4, 5), Event::ShortRead);
        assert_eq!(success(Kind::Tcp, 0, 5), Event::End);
        assert_eq!(success(Kind::Tcp, 0, 0), Event::Data);
        assert_eq!(success(Kind::Stream, 4, 5), Event::Data);
        assert_eq!(success(Kind::Stream, 0, 5), Event::End);
        assert_eq!(success(Kind::Datagram, 0, 5), Event::Data);
    }
}

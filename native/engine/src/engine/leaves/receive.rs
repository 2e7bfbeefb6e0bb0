//! What the actions of `receive` do, and which success a receive was.

use crate::engine::Engine;
use crate::generated::layout::{BatchKind, SystemCall, batch_field, received};
use crate::generated::receive::{Actions, Event};
use crate::generated::{Machine, answers};
use crate::memory::Record;
use crate::platform::{Host, Platform};
use crate::slots::{Failure, Place, Received, Receiving, SlotId, Target};
use crate::sys::kind::{Kind, Known};
use crate::sys::name;
use crate::sys::receiving::Message;

impl<P: Platform> Actions for Engine<P> {
    fn try_receive(&mut self, id: SlotId) {
        let Some(room) = self.may_pass(Machine::Receive, id) else {
            return self.queue(id, Machine::Receive, Event::BudgetSpent as u8);
        };
        let Some(slot) = self.slots.get_mut(id) else { return };
        let Some(receiving) = &mut slot.receiving else { return };
        let kind = slot.kind.and_then(Known::kind).unwrap_or_else(|| {
            let inherited = slot.link.as_ref().and_then(|link| link.inherited?.kind());
            let kind = self.calls.prepare(id, slot.fd, inherited);
            slot.kind = Some(Known::new(kind));
            kind
        });
        let behind = receiving.behind();
        let (asked, answer) = match receiving.target {
            // What of a message has no room is gone, so that it gets all that it may need (L11).
            Target::Slab(most) if kind.has_messages() && room.len() < most + behind => {
                let taken = self.calls.receive_apart(id, slot.fd, most);
                let received = taken.map(|(mut bytes, message)| {
                    let sender = if receiving.asks_sender { name::bytes(&message.sender) } else { &[] };
                    bytes.extend(sender);
                    received(Place::Own(bytes), &message, sender)
                });
                (most, received)
            }
            Target::Slab(_) => {
                let most = room.len() - behind;
                let buffer = self.slab.bytes(room.start..room.start + most);
                let place = Place::Slab(room.start);
                let received = if kind.has_messages() || receiving.asks_sender {
                    self.calls.receive_message(id, slot.fd, buffer).map(|message| {
                        let sender = if receiving.asks_sender { name::bytes(&message.sender) } else { &[] };
                        let start = room.start + message.count;
                        self.slab.bytes(start..start + sender.len()).copy_from_slice(sender);
                        received(place, &message, sender)
                    })
                } else {
                    let count = self.calls.receive(id, slot.fd, buffer);
                    count.map(|count| Received { place, count, ..Received::default() })
                };
                (most, received)
            }
            Target::Buffer(length) => {
                let buffer = match &slot.link {
                    Some(link) => link.given.and_then(|number| self.host.room(number)),
                    None => self.host.buffer(receiving.operation),
                };
                let Some(buffer) = buffer.and_then(|bytes| bytes.get_mut(..length)) else {
                    self.calls.fault(SystemCall::Recv, id, length);
                    let (event, why) = (Event::Failed, Failure::BUFFER_DETACHED);
                    return self.queue_failure(id, Machine::Receive, event as u8, why);
                };
                let received = if kind.has_messages() {
                    let taken = self.calls.receive_message(id, slot.fd, buffer);
                    taken.map(|message| received(Place::Users, &message, &[]))
                } else {
                    let count = self.calls.receive(id, slot.fd, buffer);
                    count.map(|count| Received { count, ..Received::default() })
                };
                (length, received)
            }
            Target::Fresh(most) => {
                let Some((chunk, offset, buffer)) = self.host.fresh(most) else {
                    // There is the slab.
                    receiving.target = Target::Slab(most);
                    return self.queue(id, Machine::Receive, Event::BudgetSpent as u8);
                };
                let received = self.calls.receive(id, slot.fd, buffer).map(|count| {
                    self.host.hand_over_bytes(count);
                    Received { place: Place::Chunk(chunk, offset), count, ..Received::default() }
                });
                (most, received)
            }
        };
        match answer {
            Ok(received) => {
                let (count, event) = (received.count, success(kind, received.count, asked));
                receiving.received = received;
                self.note_bytes(Machine::Receive, id, count);
                self.queue(id, Machine::Receive, event as u8);
            }
            Err(errno) => {
                let why = Failure::system(errno, SystemCall::Recv);
                self.queue_failure(id, Machine::Receive, answers::try_receive(errno.0) as u8, why);
            }
        }
    }

    /// A transport takes what was received by itself.
    fn resolve(&mut self, id: SlotId) {
        let immediate = self.immediate();
        let Some(slot) = self.slots.get_mut(id).filter(|slot| slot.link.is_none()) else { return };
        let Some(Receiving { operation, received, .. }) = slot.receiving.take() else { return };
        let offset = match received.place {
            Place::Users | Place::Chunk(..) => received::USERS,
            Place::Slab(offset) => {
                if !immediate {
                    self.keep(offset + received.count + received.sender);
                }
                offset as i32
            }
            Place::Own(bytes) => {
                self.messages.insert(operation, bytes);
                received::APART
            }
        };
        let truncated = if received.truncated { received::TRUNCATED } else { 0 };
        let record = Record::new(BatchKind::Received, id)
            .with(batch_field::OPERATION, operation as i32)
            .with(batch_field::VALUE, received.count as i32)
            .with(batch_field::OFFSET, offset)
            .with(batch_field::EXTRA, received.sender as i32 | truncated);
        self.settle(operation, record);
    }

    fn reject(&mut self, id: SlotId) {
        let Some(slot) = self.slots.get_mut(id).filter(|slot| slot.link.is_none()) else { return };
        let Some(receiving) = slot.receiving.take() else { return };
        let record = Record::failed(id, receiving.operation, self.why, 0);
        self.settle(receiving.operation, record);
    }

    /// Whoever cancels knows already.
    fn reject_aborted(&mut self, id: SlotId) {
        let Some(slot) = self.slots.get_mut(id).filter(|slot| slot.link.is_none()) else { return };
        if let Some(receiving) = slot.receiving.take() {
            self.host.release(receiving.operation);
        }
    }

    fn refuse_busy(&mut self, _id: SlotId) {
        self.note_busy();
    }

    fn queue_resume(&mut self, id: SlotId) {
        self.put_off(Machine::Receive, id);
    }
}

fn received(place: Place, message: &Message, sender: &[u8]) -> Received {
    Received { place, count: message.count, sender: sender.len(), truncated: message.truncated }
}

/// Which of its three successes a receive had. A short read tells something of what is left only where nothing else can have
/// ended it, as far as the engine can know (O4); and nothing at all is the end unless nothing was asked for, or an empty
/// datagram came.
fn success(kind: Kind, count: usize, asked: usize) -> Event {
    match kind {
        Kind::Tcp | Kind::Stream | Kind::Seqpacket if count == 0 && asked > 0 => Event::End,
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
        assert_eq!(success(Kind::Seqpacket, 4, 5), Event::Data);
        assert_eq!(success(Kind::Seqpacket, 0, 5), Event::End);
        assert_eq!(success(Kind::Datagram, 0, 5), Event::Data);
    }
}

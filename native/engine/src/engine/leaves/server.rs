//! What the actions of `server` do.

use crate::engine::{Accepted, Engine};
use crate::generated::Machine;
use crate::generated::layout::{BatchKind, batch_field};
use crate::generated::server::{Actions, Event};
use crate::memory::Record;
use crate::platform::{Platform, Sockets};
use crate::slots::{Failure, Serving, SlotId};
use crate::sys::kind::Known;

impl<P: Platform> Actions for Engine<P> {
    /// The connection has a slot of its own from here on; where there is none left, it is closed.
    fn hand_over(&mut self, id: SlotId) {
        let Some(Accepted { fd, offset, length, .. }) = self.accepted.take() else { return };
        let Some(Serving { server, .. }) = self.slots.get(id).and_then(|slot| slot.serving) else { return };
        let inherited = self.given_by(id);
        let Ok(connection) = self.link(fd, Some(server), inherited) else { return self.calls.close(id, fd) };
        self.servers.count_in(server);
        self.keep(offset + length);
        let record = Record::new(BatchKind::Made, connection)
            .with(batch_field::OPERATION, id.index as i32)
            .with(batch_field::ERROR, id.generation as i32)
            .with(batch_field::VALUE, fd)
            .with(batch_field::OFFSET, offset as i32)
            .with(batch_field::EXTRA, length as i32);
        self.batch.push(record);
    }

    fn count(&mut self, id: SlotId) {
        let Some(Serving { server, .. }) = self.slots.get(id).and_then(|slot| slot.serving) else { return };
        if self.servers.is_full(server) {
            self.queue(id, Machine::Server, Event::Full as u8);
            self.tell_full(server, id);
        } else {
            self.queue(id, Machine::Server, Event::RoomLeft as u8);
        }
    }

    fn tell_refused(&mut self, id: SlotId) {
        self.tell_unserved(id, self.why);
    }
}

impl<P: Platform> Engine<P> {
    /// The kind that a listener gives its connections.
    fn given_by(&mut self, id: SlotId) -> Option<Known> {
        let slot = self.slots.get_mut(id)?;
        if slot.kind.and_then(Known::kind).is_none() {
            slot.kind = Some(Known::new(self.calls.sockets.kind(slot.fd)));
        }
        slot.kind
    }

    /// Tells JavaScript that nothing more is accepted on a listener.
    pub(in crate::engine) fn tell_unserved(&mut self, id: SlotId, why: Failure) {
        if let Some(serving) = self.slots.get_mut(id).and_then(|slot| slot.serving.as_mut()) {
            serving.is_told = true;
        }
        let record = Record::new(BatchKind::Unserved, id)
            .with(batch_field::ERROR, why.error)
            .with(batch_field::EXTRA, why.call.map_or(-1, |call| call as i32));
        self.push(record);
    }
}

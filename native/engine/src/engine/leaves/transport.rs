//! What the actions of `transport` do.

use crate::engine::Engine;
use crate::generated::layout::{BatchKind, batch_field, received};
use crate::generated::transport::Actions;
use crate::memory::Record;
use crate::platform::{Clock, Host, Platform};
use crate::slots::{Failure, Place, READ, Received, SlotId, Target};

impl<P: Platform> Engine<P> {
    /// What the last read has brought.
    fn take_received(&mut self, id: SlotId) -> Option<Received> {
        let receiving = self.slots.get_mut(id)?.receiving.as_mut()?;
        receiving.target = Target::Slab(READ);
        Some(std::mem::take(&mut receiving.received))
    }
}

impl<P: Platform> Actions for Engine<P> {
    fn shut_down(&mut self, id: SlotId) {
        if let Some(slot) = self.slots.get(id) {
            self.calls.shut_down(id, slot.fd);
        }
    }

    fn start_linger(&mut self, id: SlotId) {
        let now = self.clock.now();
        let Some(link) = self.slots.get_mut(id).and_then(|slot| slot.link.as_deref_mut()) else { return };
        if let Some(due) = link.lingers.take() {
            self.lingers.stop(id, due);
        }
        link.lingers = Some(self.lingers.start(id, now));
    }

    fn tell_lost(&mut self, id: SlotId) {
        let why = self.why;
        let reason = self.link_of(id).and_then(|link| link.reason);
        self.tell_end_of(id, reason.unwrap_or(why));
    }

    fn tell_closed(&mut self, id: SlotId) {
        self.tell_end_of(id, Failure::NONE);
    }

    fn disown(&mut self, id: SlotId) {
        if let Some(link) = self.link_of(id) {
            link.is_disowned = true;
        }
    }

    fn tell_data(&mut self, id: SlotId) {
        let Some(Received { place, count, .. }) = self.take_received(id) else { return };
        let offset = match place {
            Place::Slab(offset) => {
                self.keep(offset + count);
                offset as i32
            }
            Place::Users => {
                self.pass();
                received::USERS
            }
            Place::Own(_) => return,
        };
        self.untaken.push_back((self.slab.mark(), id));
        let record = Record::new(BatchKind::Data, id);
        self.batch.push(record.with(batch_field::VALUE, count as i32).with(batch_field::OFFSET, offset));
    }

    fn tell_end(&mut self, id: SlotId) {
        self.batch.push(Record::new(BatchKind::Ended, id));
    }

    fn keep_reason(&mut self, id: SlotId) {
        let why = self.why;
        if let Some(link) = self.link_of(id) {
            link.reason = Some(why);
        }
    }

    fn drop_unsent(&mut self, id: SlotId) {
        if let Some(slot) = self.slots.get_mut(id)
            && let Some(link) = &mut slot.link
        {
            link.outgoing.clear(|number| self.host.let_go(number));
        }
    }

    fn discard(&mut self, id: SlotId) {
        self.take_received(id);
    }
}

//! What the actions of `watch` do.

use crate::engine::Engine;
use crate::generated::layout::{BatchKind, SystemCall, UserCall, batch_field};
use crate::generated::watch::{Actions, State};
use crate::generated::{Machine, answers};
use crate::memory::Record;
use crate::platform::Platform;
use crate::slots::{Direction, Failure, NO_OPERATION, SlotId};

impl<P: Platform> Engine<P> {
    /// A slot goes with its watch. Callbacks that stood on it are told, unless the user closed it.
    pub(in crate::engine) fn note_watch_closed(&mut self, id: SlotId, before: State) {
        let linked = self.slots.get(id).is_some_and(|slot| slot.link.is_some());
        let orphaned = (self.why == Failure::STALE_DESCRIPTOR || linked)
            && (before.watched(Direction::Reader) || before.watched(Direction::Writer));
        if orphaned {
            self.push(Record::failed(id, NO_OPERATION, Failure::STALE_DESCRIPTOR, 0));
        }
        self.note_death(id);
    }

    /// F0: what was just added is taken to be ready, though nobody reported it.
    #[cfg(feature = "testing")]
    pub(in crate::engine) fn ready_at_once(&mut self, id: SlotId, machine: Machine, event: u8) {
        if machine != Machine::Watch || self.tables.bug != Some(crate::tables::Bug::F0) {
            return;
        }
        use crate::generated::watch::Event;
        match Event::ALL[usize::from(event)] {
            Event::AddReader | Event::HoldReader => {
                self.queue(id, Machine::Watch, Event::Readable as u8);
            }
            Event::AddWriter | Event::HoldWriter => {
                self.queue(id, Machine::Watch, Event::Writable as u8);
            }
            _ => {}
        }
    }
}

impl<P: Platform> Actions for Engine<P> {
    fn register(&mut self, id: SlotId) {
        let Some((fd, interest)) = self.interest(id) else { return };
        if let Err(errno) = self.calls.register(id, fd, interest) {
            let why = Failure::system(errno, SystemCall::EpollAdd);
            self.queue_failure(id, Machine::Watch, answers::register(errno.0) as u8, why);
        }
    }

    fn reregister(&mut self, id: SlotId) {
        let Some((fd, interest)) = self.interest(id) else { return };
        if let Err(errno) = self.calls.modify(id, fd, interest) {
            let (event, why) = (answers::reregister(errno.0), Failure::STALE_DESCRIPTOR);
            self.queue_failure(id, Machine::Watch, event as u8, why);
        }
    }

    fn rearm(&mut self, id: SlotId) {
        self.void_report(id, self.returned);
        #[cfg(feature = "testing")]
        if self.tables.bug == Some(crate::tables::Bug::F3) {
            return;
        }
        let Some((fd, interest)) = self.interest(id) else { return };
        if let Err(errno) = self.calls.modify(id, fd, interest) {
            let (event, why) = (answers::rearm(errno.0), Failure::STALE_DESCRIPTOR);
            self.queue_failure(id, Machine::Watch, event as u8, why);
        }
    }

    fn deregister(&mut self, id: SlotId) {
        if let Some(slot) = self.slots.get(id) {
            self.calls.deregister(id, slot.fd);
        }
    }

    fn queue_reader(&mut self, id: SlotId) {
        self.announce(id, Direction::Reader, BatchKind::Reader);
    }

    fn queue_writer(&mut self, id: SlotId) {
        self.announce(id, Direction::Writer, BatchKind::Writer);
    }

    fn call_reader(&mut self, id: SlotId) {
        self.call(id, Direction::Reader);
    }

    fn call_writer(&mut self, id: SlotId) {
        self.call(id, Direction::Writer);
    }

    fn refuse_add(&mut self, _id: SlotId) {
        self.refused = Some(self.why);
    }
}

impl<P: Platform> Engine<P> {
    /// Has JavaScript ask for the callback.
    fn announce(&mut self, id: SlotId, direction: Direction, kind: BatchKind) {
        let Some(slot) = self.slots.get_mut(id) else { return };
        let ticket = &mut slot.tickets[direction as usize];
        *ticket = ticket.wrapping_add(1);
        self.batch.push(Record::new(kind, id).with(batch_field::VALUE, *ticket as i32));
    }

    /// JavaScript, which is waiting for the answer, will call the callback.
    fn call(&mut self, id: SlotId, direction: Direction) {
        self.called = true;
        let fd = self.slots.get(id).map_or(-1, |slot| slot.fd);
        self.calls.trace.user(UserCall::CallbackBegin, id, fd, direction as u32);
    }
}

//! What users do with listeners whose connections the engine accepts by itself.

use super::{Engine, Refusal};
use crate::generated::layout::UserCall;
use crate::generated::server::Event;
use crate::generated::{Machine, accept, server};
use crate::platform::Platform;
use crate::slots::{Direction, ServerNumber, Serving, Slot, SlotId};
use crate::trace::word_of;

impl<P: Platform> Engine<P> {
    /// Accepts connections on listeners from now on, each of which gets a transport: up to `most` at a time of all of them, or
    /// with 0 any number.
    pub fn serve(&mut self, listeners: &[SlotId], most: u32) -> Result<(), Refusal> {
        for &id in listeners {
            self.check(id, Direction::Reader)?;
            if self.slots.get(id).is_some_and(|slot| slot.operating(Direction::Reader)) {
                return Err(Refusal::Busy);
            }
        }
        let server = self.servers.open(listeners, most as usize);
        for (&id, more) in listeners.iter().zip((0..listeners.len()).rev()) {
            let Some(slot) = self.slots.get_mut(id) else { continue };
            slot.accept.get_or_insert(accept::State::ALL[0]);
            slot.server = Some(server::State::ALL[0]);
            slot.serving = Some(Serving { server, is_told: false });
            self.ask_server(id, UserCall::Serve, Event::Serve, more as u32, most);
        }
        Ok(())
    }

    /// Tells a listener for which there is room again, if there is one; all that follows from that comes before another one is.
    pub(super) fn offer_room(&mut self) -> bool {
        let slots = &self.slots;
        let Some(id) = self.servers.offer(|id| slots.get(id).is_some_and(Slot::is_full)) else { return false };
        self.queue(id, Machine::Server, Event::Left as u8);
        true
    }

    /// A listener has taken the last connection that there may be: the others of its server accept nothing more either.
    pub(super) fn tell_full(&mut self, server: ServerNumber, id: SlotId) {
        let others: Vec<SlotId> = self.servers.listeners(server).filter(|&other| other != id).collect();
        for other in others {
            let Some(slot) = self.slots.get(other) else { continue };
            let has_begun = !matches!(slot.server, None | Some(server::State::Idle | server::State::Closed));
            if has_begun && !slot.is_full() {
                self.queue(other, Machine::Server, Event::Full as u8);
            }
        }
    }

    /// Accepts nothing more, until it is resumed.
    pub fn pause_serving(&mut self, id: SlotId) {
        self.ask_server(id, UserCall::PauseServing, Event::Pause, 0, 0);
    }

    pub fn resume_serving(&mut self, id: SlotId) {
        self.ask_server(id, UserCall::ResumeServing, Event::Resume, 0, 0);
    }

    fn ask_server(&mut self, id: SlotId, call: UserCall, event: Event, extra: u32, asked: u32) {
        let Some(slot) = self.slots.get(id).filter(|slot| slot.serving.is_some()) else { return };
        self.calls.trace.user_asks(call, id, slot.fd, extra, word_of(asked as usize));
        self.feed(id, Machine::Server, event as u8);
    }
}

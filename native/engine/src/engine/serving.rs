//! What users do with listeners whose connections the engine accepts by itself.

use super::{Engine, Refusal};
use crate::generated::layout::UserCall;
use crate::generated::server::Event;
use crate::generated::{Machine, accept, server};
use crate::platform::Platform;
use crate::slots::{Direction, Serving, SlotId};
use crate::trace::word_of;

impl<P: Platform> Engine<P> {
    /// Accepts connections on a listener from now on, each of which gets a transport: up to `most` at a time, or with 0 any
    /// number.
    pub fn serve(&mut self, id: SlotId, most: u32) -> Result<(), Refusal> {
        self.check(id, Direction::Reader)?;
        let Some(slot) = self.slots.get_mut(id) else { return Err(Refusal::SocketClosed) };
        if slot.operating(Direction::Reader) {
            return Err(Refusal::Busy);
        }
        slot.accept.get_or_insert(accept::State::ALL[0]);
        slot.server = Some(server::State::ALL[0]);
        slot.serving = Some(Serving { most: most as usize, live: 0, is_told: false });
        self.ask_server(id, UserCall::Serve, Event::Serve, most);
        Ok(())
    }

    /// Accepts nothing more, until it is resumed.
    pub fn pause_serving(&mut self, id: SlotId) {
        self.ask_server(id, UserCall::PauseServing, Event::Pause, 0);
    }

    pub fn resume_serving(&mut self, id: SlotId) {
        self.ask_server(id, UserCall::ResumeServing, Event::Resume, 0);
    }

    fn ask_server(&mut self, id: SlotId, call: UserCall, event: Event, asked: u32) {
        let Some(slot) = self.slots.get(id).filter(|slot| slot.serving.is_some()) else { return };
        self.calls.trace.user_asks(call, id, slot.fd, 0, word_of(asked as usize));
        self.feed(id, Machine::Server, event as u8);
    }
}

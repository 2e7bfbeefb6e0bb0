//! What users do with listeners whose connections the engine accepts by itself.

use super::{Engine, Refusal};
use crate::generated::layout::UserCall;
use crate::generated::server::Event;
use crate::generated::{Machine, accept, server};
use crate::platform::Platform;
use crate::slots::{Direction, Serving, SlotId};

impl<P: Platform> Engine<P> {
    /// Accepts connections on a listener from now on, each of which gets a transport: up to `most` at a time, or with 0 any
    /// number.
    pub fn serve(&mut self, id: SlotId, most: u32) -> Result<(), Refusal> {
        self.check(id, Direction::Reader)?;
        let Some(slot) = self.slots.get_mut(id) else { return Err(Refusal::SocketClosed) };
        if slot.operating(Direction::Reader) || slot.serving.is_some() {
            return Err(Refusal::Busy);
        }
        slot.accept.get_or_insert(accept::State::ALL[0]);
        slot.server = Some(server::State::ALL[0]);
        slot.serving = Some(Serving { most: most as usize, live: 0 });
        self.ask_server(id, UserCall::Serve, Event::Serve);
        Ok(())
    }

    /// Accepts nothing more, until it is resumed.
    pub fn pause_serving(&mut self, id: SlotId) {
        self.ask_server(id, UserCall::PauseServing, Event::Pause);
    }

    pub fn resume_serving(&mut self, id: SlotId) {
        self.ask_server(id, UserCall::ResumeServing, Event::Resume);
    }

    fn ask_server(&mut self, id: SlotId, call: UserCall, event: Event) {
        let Some(slot) = self.slots.get(id) else { return };
        let Some(serving) = slot.serving else { return };
        self.calls.trace.user_asks(call, id, slot.fd, 0, serving.most as i32);
        self.feed(id, Machine::Server, event as u8);
    }
}

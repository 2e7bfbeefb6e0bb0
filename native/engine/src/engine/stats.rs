//! What an engine has done and has, counted.

use super::Engine;
use crate::generated::layout::SystemCall;
use crate::platform::Platform;
use crate::slots::Slot;

/// What the engine has done and has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    pub slots: usize,
    pub registrations: usize,
    pub pending: usize,
    pub forbidden: u64,
    pub turns: u64,
    pub steps: u64,
    pub calls: [u64; SystemCall::ALL.len()],
}

impl<P: Platform> Engine<P> {
    pub fn stats(&self) -> Stats {
        let slots = || self.slots.live().map(|(_, slot)| slot);
        // A connection that is read all the time is no operation that somebody waits for.
        let operations = |slot: &Slot| {
            let one = [slot.receiving.is_some(), slot.sending.is_some(), slot.connecting.is_some()];
            slot.waiters.len() + one.iter().filter(|&&pending| pending).count()
        };
        Stats {
            slots: slots().count(),
            registrations: slots().filter(|slot| slot.registered()).count(),
            pending: slots().filter(|slot| slot.link.is_none()).map(operations).sum(),
            forbidden: self.forbidden,
            turns: self.turn,
            steps: self.steps,
            calls: self.calls.counts,
        }
    }
}

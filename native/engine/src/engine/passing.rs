//! Who may pass a turnstile, and who goes on when the next turn has room (L19).

use super::Engine;
use crate::generated::{Machine, accept, receive, send};
use crate::platform::Platform;
use crate::slots::{Budget, Receiving, SlotId, Target};
use crate::sys::name;
use crate::waiting::Turnstiles;
use std::ops::Range;

impl<P: Platform> Engine<P> {
    /// Where what it gets can go, if this slot may ask the kernel now; if not, it comes later.
    pub(super) fn may_pass(&mut self, machine: Machine, id: SlotId) -> Option<Range<usize>> {
        let room = self.room(machine, id, self.immediate());
        let slot = self.slots.get_mut(id)?;
        let through = self.turnstiles.of(machine).ask(slot.share(machine), self.turn, room.is_some());
        room.filter(|_| through)
    }

    /// The slot goes to the end of its line, if it has no place there from an earlier operation that gave up.
    pub(super) fn put_off(&mut self, machine: Machine, id: SlotId) {
        let Some(slot) = self.slots.get_mut(id) else { return };
        let served = !slot.share(machine).is_whole(self.turn);
        let stands = std::mem::replace(slot.in_line(machine), true);
        self.turnstiles.of(machine).line_up((!stands).then_some(id), served);
    }

    /// As `may_pass`, for one that tries again after a pause of its own: it waits in no line.
    pub(super) fn may_retry(&mut self, machine: Machine, id: SlotId) -> Option<Range<usize>> {
        let share = self.slots.get_mut(id)?.share(machine);
        if !share.has_left(self.turn, Budget::CALLS) {
            return None;
        }
        share.take_call(self.turn);
        self.room(machine, id, self.immediate())
    }

    /// So many bytes were moved.
    pub(super) fn note_bytes(&mut self, machine: Machine, id: SlotId, count: usize) {
        self.turnstiles.of(machine).add_bytes(count);
        if let Some(slot) = self.slots.get_mut(id) {
            slot.share(machine).add_bytes(count);
        }
    }

    /// Has the next one go on that is of this turn; false if there is none, or none for whom there is something left.
    pub(crate) fn call_next(&mut self) -> bool {
        Turnstiles::KINDS.into_iter().any(|machine| self.call_next_of(machine))
    }

    fn call_next_of(&mut self, machine: Machine) -> bool {
        let Some(first) = self.turnstiles.of(machine).first_due() else { return false };
        if self.room(machine, first, false).is_none() {
            return false;
        }
        let Some(id) = self.turnstiles.of(machine).call_first() else { return false };
        if let Some(slot) = self.slots.get_mut(id) {
            *slot.in_line(machine) = false;
        }
        self.feed(id, machine, resumption(machine));
        self.turnstiles.of(machine).end_call();
        true
    }

    /// Where what a slot would get can go; nowhere in particular, if it needs no room here.
    fn room(&mut self, machine: Machine, id: SlotId, immediate: bool) -> Option<Range<usize>> {
        let receiving = || self.slots.get(id)?.receiving.as_ref();
        let wanted = match (machine, receiving()) {
            (Machine::Accept, _) => name::MAX_BYTES,
            (Machine::Receive, Some(receiving @ &Receiving { target: Target::Slab(most), .. })) => {
                most + receiving.behind()
            }
            // Of what is read into the user's memory JavaScript is told in the order of all.
            (Machine::Receive, Some(_)) if self.slots.get(id)?.link.is_some() => 1,
            _ => return Some(0..0),
        };
        self.slab.room(immediate, wanted)
    }
}

fn resumption(machine: Machine) -> u8 {
    match machine {
        Machine::Accept => accept::Event::Resume as u8,
        Machine::Receive => receive::Event::Resume as u8,
        Machine::Send => send::Event::Resume as u8,
        Machine::Watch | Machine::Connect | Machine::Transport | Machine::Server => unreachable!("they never yield"),
    }
}

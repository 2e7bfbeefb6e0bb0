//! Who may be served in the turn at hand, and who comes later: the lines about which the table of `turnstile` decides (L19).

use crate::budget::{Budget, TURN};
use crate::engine::{Engine, Platform};
use crate::generated::turnstile::{self, Actions, Event, Line, State};
use crate::generated::{Machine, accept, receive, send};
use crate::slot::{Receiving, SlotId, Target};
use crate::sys::name;
use std::collections::VecDeque;
use std::ops::Range;

/// The turnstiles, by those whom they are for.
const KINDS: [Machine; 3] = [Machine::Accept, Machine::Receive, Machine::Send];

/// How many bytes a turn moves for all slots of one kind together.
const BYTES: usize = 8 * 1024 * 1024;

struct Turnstile {
    state: State,
    /// The answer to the last event: one is let through, or the first is called.
    granted: bool,
    line: VecDeque<SlotId>,
    /// How many of the line are to be called in this turn; it has served the others already, or one before them.
    due: usize,
    /// What has been let through in this turn: calls, how many slots they were of, and what they moved.
    calls: u32,
    slots: u32,
    bytes: usize,
}

impl Turnstile {
    fn new() -> Self {
        Self { state: State::ALL[0], granted: false, line: VecDeque::new(), due: 0, calls: 0, slots: 0, bytes: 0 }
    }

    fn feed(&mut self, event: Event) -> bool {
        self.granted = false;
        turnstile::step(&turnstile::TABLE, self.state, event, self);
        self.granted
    }

    fn begin_turn(&mut self) {
        (self.calls, self.slots, self.bytes) = (0, 0, 0);
        self.due = self.line.len();
        self.feed(Event::Turn);
    }

    /// Whether one whose share this is may go on. The more there are, the less each has.
    fn ask(&mut self, share: &mut Budget, turn: u64, has_room: bool) -> bool {
        let most = (Budget::CALLS / self.slots.max(1)).max(1);
        let event = if has_room && share.has_left(turn, most) { Event::Ask } else { Event::AskInVain };
        let through = self.feed(event);
        if through {
            self.slots += u32::from(share.take_call(turn));
            self.calls += 1;
            if self.calls as usize == TURN {
                self.feed(Event::Spent);
            }
        }
        through
    }

    fn add_bytes(&mut self, count: usize) {
        self.bytes += count;
        if self.bytes >= BYTES {
            self.feed(Event::Spent);
        }
    }

    /// One is put off: a newcomer to the line, or one that has its place there still.
    fn line_up(&mut self, newcomer: Option<SlotId>, served: bool) {
        if let Some(id) = newcomer {
            // One that this turn has not served, nor any before it, is of this turn.
            if !served && self.due == self.line.len() {
                self.due += 1;
            }
            self.line.push_back(id);
        }
        self.feed(Event::LinedUp);
    }

    /// Calls the first of the line, if the turn's budget allows it.
    fn call_first(&mut self) -> Option<SlotId> {
        let event = if self.line.len() == 1 { Event::NextAndLast } else { Event::Next };
        if !self.feed(event) {
            return None;
        }
        self.due -= 1;
        self.line.pop_front()
    }

    /// The one that was called is through, or wanted nothing any more.
    fn end_call(&mut self) {
        if matches!(self.state.line(), Line::Calling | Line::CallingLast) {
            self.feed(Event::Passed);
        }
    }
}

impl Actions for Turnstile {
    fn stepped(&mut self, _event: Event, _before: State, after: State) {
        self.state = after;
    }

    /// The engine has nobody to answer to but itself.
    fn forbidden(&mut self, event: Event, state: State) {
        panic!("the turnstile met {event:?} in {state:?}, which its table forbids");
    }

    fn let_through(&mut self) {
        self.granted = true;
    }

    /// Whoever asked hears that it was not let through.
    fn put_off(&mut self) {}

    fn call(&mut self) {
        self.granted = true;
    }
}

/// One for each kind of operation that waits for its turn.
pub(crate) struct Turnstiles([Turnstile; KINDS.len()]);

impl Default for Turnstiles {
    fn default() -> Self {
        Self([(); KINDS.len()].map(|()| Turnstile::new()))
    }
}

impl Turnstiles {
    fn of(&mut self, machine: Machine) -> &mut Turnstile {
        match machine {
            Machine::Accept => &mut self.0[0],
            Machine::Receive => &mut self.0[1],
            Machine::Send => &mut self.0[2],
            Machine::Watch | Machine::Connect => unreachable!("they never yield"),
        }
    }

    pub fn begin_turn(&mut self) {
        self.0.iter_mut().for_each(Turnstile::begin_turn);
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|turnstile| turnstile.line.is_empty())
    }
}

impl<P: Platform> Engine<P> {
    /// Where what it gets can go, if this slot may ask the kernel now; if not, it comes later.
    pub(crate) fn may_pass(&mut self, machine: Machine, id: SlotId) -> Option<Range<usize>> {
        let room = self.room(machine, id, self.immediate());
        let slot = self.slots.get_mut(id)?;
        let through = self.turnstiles.of(machine).ask(slot.share(machine), self.turn, room.is_some());
        room.filter(|_| through)
    }

    /// The slot goes to the end of its line, if it has no place there from an earlier operation that gave up.
    pub(crate) fn put_off(&mut self, machine: Machine, id: SlotId) {
        let Some(slot) = self.slots.get_mut(id) else { return };
        let served = !slot.share(machine).is_whole(self.turn);
        let stands = std::mem::replace(slot.in_line(machine), true);
        self.turnstiles.of(machine).line_up((!stands).then_some(id), served);
    }

    /// As `may_pass`, for one that tries again after a pause of its own: it waits in no line.
    pub(crate) fn may_retry(&mut self, machine: Machine, id: SlotId) -> Option<Range<usize>> {
        let share = self.slots.get_mut(id)?.share(machine);
        if !share.has_left(self.turn, Budget::CALLS) {
            return None;
        }
        share.take_call(self.turn);
        self.room(machine, id, self.immediate())
    }

    /// So many bytes were moved.
    pub(crate) fn note_bytes(&mut self, machine: Machine, id: SlotId, count: usize) {
        self.turnstiles.of(machine).add_bytes(count);
        if let Some(slot) = self.slots.get_mut(id) {
            slot.share(machine).add_bytes(count);
        }
    }

    /// Has the next one go on that is of this turn; false if there is none, or none for whom there is something left.
    pub fn call_next(&mut self) -> bool {
        KINDS.into_iter().any(|machine| self.call_next_of(machine))
    }

    fn call_next_of(&mut self, machine: Machine) -> bool {
        let turnstile = self.turnstiles.of(machine);
        let Some(&first) = turnstile.line.front().filter(|_| turnstile.due > 0) else { return false };
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
        Machine::Watch | Machine::Connect => unreachable!("they never yield"),
    }
}

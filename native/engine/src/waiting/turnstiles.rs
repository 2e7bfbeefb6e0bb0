//! Who may be served in the turn at hand, and who comes later: the lines about which the table of `turnstile` decides (L19).

use crate::generated::Machine;
use crate::generated::turnstile::{self, Actions, Event, Line, State};
use crate::slots::{Budget, SlotId, TURN};
use std::collections::VecDeque;

/// How many bytes a turn moves for all slots of one kind together.
const BYTES: usize = 8 * 1024 * 1024;

pub(crate) struct Turnstile {
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
    pub(crate) fn ask(&mut self, share: &mut Budget, turn: u64, has_room: bool) -> bool {
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

    pub(crate) fn add_bytes(&mut self, count: usize) {
        self.bytes += count;
        if self.bytes >= BYTES {
            self.feed(Event::Spent);
        }
    }

    /// One is put off: a newcomer to the line, or one that has its place there still.
    pub(crate) fn line_up(&mut self, newcomer: Option<SlotId>, served: bool) {
        if let Some(id) = newcomer {
            // One that this turn has not served, nor any before it, is of this turn.
            if !served && self.due == self.line.len() {
                self.due += 1;
            }
            self.line.push_back(id);
        }
        self.feed(Event::LinedUp);
    }

    /// The first of the line, if it is of this turn.
    pub(crate) fn first_due(&self) -> Option<SlotId> {
        self.line.front().filter(|_| self.due > 0).copied()
    }

    /// Calls the first of the line, if the turn's budget allows it.
    pub(crate) fn call_first(&mut self) -> Option<SlotId> {
        let event = if self.line.len() == 1 { Event::NextAndLast } else { Event::Next };
        if !self.feed(event) {
            return None;
        }
        self.due -= 1;
        self.line.pop_front()
    }

    /// The one that was called is through, or wanted nothing any more.
    pub(crate) fn end_call(&mut self) {
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
pub(crate) struct Turnstiles([Turnstile; Turnstiles::KINDS.len()]);

impl Default for Turnstiles {
    fn default() -> Self {
        Self(Self::KINDS.map(|_| Turnstile::new()))
    }
}

impl Turnstiles {
    /// Whom there is one for.
    pub(crate) const KINDS: [Machine; 3] = [Machine::Accept, Machine::Receive, Machine::Send];

    pub(crate) fn of(&mut self, machine: Machine) -> &mut Turnstile {
        match machine {
            Machine::Accept => &mut self.0[0],
            Machine::Receive => &mut self.0[1],
            Machine::Send => &mut self.0[2],
            Machine::Watch | Machine::Connect | Machine::Transport | Machine::Server => {
                unreachable!("they never yield")
            }
        }
    }

    pub(crate) fn begin_turn(&mut self) {
        self.0.iter_mut().for_each(Turnstile::begin_turn);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|turnstile| turnstile.line.is_empty())
    }
}

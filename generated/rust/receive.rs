//! The machine `receive` as a table.
//!
//! Written by `npm run generate` from model/machines/receive.ts; change that, not this.

use super::wiring::wired;
use super::{Kind, Machine, Runner, Table};

numbered! {
    /// A state of `receive`: flow, interest, line.
    State {
        StirredAbsentUp,
        TryingAbsentUp,
        StirredAbsentHungUp,
        Closed,
        WaitingPresentUp,
        YieldingAbsentUp,
        TryingAbsentHungUp,
        TryingPresentUp,
        WaitingPresentHungUp,
        YieldingAbsentHungUp,
        StirredPresentUp,
        DrainedPresentUp,
        YieldingPresentUp,
        TryingPresentHungUp,
        StirredPresentHungUp,
        YieldingPresentHungUp,
    }
}

numbered! {
    /// An event of `receive`.
    Event {
        Receive,
        Cancel,
        Ready,
        Hangup,
        Data,
        ShortRead,
        End,
        WouldBlock,
        Failed,
        BudgetSpent,
        Resume,
        Evicted,
        Refused,
        Lost,
        Close,
    }
}

numbered! {
    /// An action of `receive`.
    Action {
        TryReceive,
        Resolve,
        HoldReader,
        Reject,
        QueueResume,
        RefuseBusy,
        RejectAborted,
        ReleaseReader,
    }
}

numbered! {
    /// The region `flow` of a state.
    Flow {
        Stirred,
        Drained,
        Trying,
        Waiting,
        Yielding,
        Closed,
    }
}

numbered! {
    /// The region `interest` of a state.
    Interest {
        Absent,
        Present,
        Closed,
    }
}

numbered! {
    /// The region `line` of a state.
    Line {
        Up,
        HungUp,
        Closed,
    }
}

#[rustfmt::skip]
const REGIONS: [(Flow, Interest, Line); 16] = [
    (Flow::Stirred, Interest::Absent, Line::Up), // stirred.absent.up
    (Flow::Trying, Interest::Absent, Line::Up), // trying.absent.up
    (Flow::Stirred, Interest::Absent, Line::HungUp), // stirred.absent.hungUp
    (Flow::Closed, Interest::Closed, Line::Closed), // closed
    (Flow::Waiting, Interest::Present, Line::Up), // waiting.present.up
    (Flow::Yielding, Interest::Absent, Line::Up), // yielding.absent.up
    (Flow::Trying, Interest::Absent, Line::HungUp), // trying.absent.hungUp
    (Flow::Trying, Interest::Present, Line::Up), // trying.present.up
    (Flow::Waiting, Interest::Present, Line::HungUp), // waiting.present.hungUp
    (Flow::Yielding, Interest::Absent, Line::HungUp), // yielding.absent.hungUp
    (Flow::Stirred, Interest::Present, Line::Up), // stirred.present.up
    (Flow::Drained, Interest::Present, Line::Up), // drained.present.up
    (Flow::Yielding, Interest::Present, Line::Up), // yielding.present.up
    (Flow::Trying, Interest::Present, Line::HungUp), // trying.present.hungUp
    (Flow::Stirred, Interest::Present, Line::HungUp), // stirred.present.hungUp
    (Flow::Yielding, Interest::Present, Line::HungUp), // yielding.present.hungUp
];

impl State {
    /// The state's value in the region `flow`.
    pub const fn flow(self) -> Flow {
        REGIONS[self as usize].0
    }

    /// The state's value in the region `interest`.
    pub const fn interest(self) -> Interest {
        REGIONS[self as usize].1
    }

    /// The state's value in the region `line`.
    pub const fn line(self) -> Line {
        REGIONS[self as usize].2
    }
}

/// What the engine does for `receive`: one method for each action that moves no other machine.
pub trait Actions: Runner {
    /// The table has decided; no action has been performed yet.
    fn stepped(&mut self, slot: Self::Slot, event: Event, before: State, after: State);
    /// An event that cannot happen has happened.
    fn forbidden(&mut self, slot: Self::Slot, event: Event, state: State);
    fn try_receive(&mut self, slot: Self::Slot);
    fn resolve(&mut self, slot: Self::Slot);
    fn reject(&mut self, slot: Self::Slot);
    fn queue_resume(&mut self, slot: Self::Slot);
    fn refuse_busy(&mut self, slot: Self::Slot);
    fn reject_aborted(&mut self, slot: Self::Slot);
}

/// Performs one action.
pub fn perform<A: Actions>(action: Action, actions: &mut A, slot: A::Slot) {
    match action {
        Action::TryReceive => actions.try_receive(slot),
        Action::Resolve => actions.resolve(slot),
        Action::Reject => actions.reject(slot),
        Action::QueueResume => actions.queue_resume(slot),
        Action::RefuseBusy => actions.refuse_busy(slot),
        Action::RejectAborted => actions.reject_aborted(slot),
        _ => actions.wire(slot, wired(Machine::Receive, action as u8)),
    }
}

/// One step of `receive`: the new state first, then the actions in order.
pub fn step<A: Actions>(table: &Table, state: State, event: Event, actions: &mut A, slot: A::Slot) {
    let cell = table.cell(state as u8, event as u8);
    if cell.kind == Kind::Forbidden {
        return actions.forbidden(slot, event, state);
    }
    actions.stepped(slot, event, state, State::ALL[usize::from(cell.next)]);
    for &action in cell.actions {
        perform(Action::ALL[usize::from(action)], actions, slot);
    }
}

/// A row for each state, a column for each event: 16 x 15 cells.
#[rustfmt::skip]
pub static TABLE: Table = Table {
    name: "receive",
    states: 16,
    events: 15,
    kind: &[
        S, F, I, S, F, F, F, F, F, F, I, I, F, S, S, // stirred.absent.up
        F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.absent.up
        S, F, I, I, F, F, F, F, F, F, I, I, F, S, S, // stirred.absent.hungUp
        F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
        S, S, S, S, F, F, F, F, F, F, I, F, S, S, S, // waiting.present.up
        S, S, I, S, F, F, F, F, F, F, S, F, F, S, S, // yielding.absent.up
        F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.absent.hungUp
        F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.present.up
        S, S, S, I, F, F, F, F, F, F, I, F, S, S, S, // waiting.present.hungUp
        S, S, I, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.absent.hungUp
        S, F, I, S, F, F, F, F, F, F, I, S, F, S, S, // stirred.present.up
        S, F, S, S, F, F, F, F, F, F, I, S, F, S, S, // drained.present.up
        S, S, I, S, F, F, F, F, F, F, S, F, F, S, S, // yielding.present.up
        F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.present.hungUp
        S, F, I, I, F, F, F, F, F, F, I, S, F, S, S, // stirred.present.hungUp
        S, S, I, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.present.hungUp
    ],
    next: &[
         1,  0,  0,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0,  3,  3, // stirred.absent.up
         1,  1,  1,  1,  0,  0,  0,  4,  0,  5,  1,  1,  1,  1,  1, // trying.absent.up
         6,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  3,  3, // stirred.absent.hungUp
         3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3, // closed
         4,  0,  7,  8,  4,  4,  4,  4,  4,  4,  4,  4,  0,  3,  3, // waiting.present.up
         5,  0,  5,  9,  5,  5,  5,  5,  5,  5,  1,  5,  5,  3,  3, // yielding.absent.up
         6,  6,  6,  6,  2,  2,  2,  8,  2,  9,  6,  6,  6,  6,  6, // trying.absent.hungUp
         7,  7,  7,  7, 10, 11, 10,  4, 10, 12,  7,  7,  7,  7,  7, // trying.present.up
         8,  2, 13,  8,  8,  8,  8,  8,  8,  8,  8,  8,  2,  3,  3, // waiting.present.hungUp
         9,  2,  9,  9,  9,  9,  9,  9,  9,  9,  6,  9,  9,  3,  3, // yielding.absent.hungUp
         7, 10, 10, 14, 10, 10, 10, 10, 10, 10, 10,  0, 10,  3,  3, // stirred.present.up
         4, 11, 10, 14, 11, 11, 11, 11, 11, 11, 11,  0, 11,  3,  3, // drained.present.up
        12,  0, 12, 15, 12, 12, 12, 12, 12, 12,  7, 12, 12,  3,  3, // yielding.present.up
        13, 13, 13, 13, 14, 14, 14,  8, 14, 15, 13, 13, 13, 13, 13, // trying.present.hungUp
        13, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14,  2, 14,  3,  3, // stirred.present.hungUp
        15,  2, 15, 15, 15, 15, 15, 15, 15, 15, 13, 15, 15,  3,  3, // yielding.present.hungUp
    ],
    list: &[
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // stirred.absent.up
        0, 0, 0, 0, 2, 2, 2, 3, 4, 5, 0, 0, 0, 0, 0, // trying.absent.up
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // stirred.absent.hungUp
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // closed
        6, 7, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, // waiting.present.up
        6, 8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 4, 4, // yielding.absent.up
        0, 0, 0, 0, 2, 2, 2, 3, 4, 5, 0, 0, 0, 0, 0, // trying.absent.hungUp
        0, 0, 0, 0, 2, 2, 2, 0, 4, 5, 0, 0, 0, 0, 0, // trying.present.up
        6, 7, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, // waiting.present.hungUp
        6, 8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 4, 4, // yielding.absent.hungUp
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // stirred.present.up
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // drained.present.up
        6, 7, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 4, 4, // yielding.present.up
        0, 0, 0, 0, 2, 2, 2, 0, 4, 5, 0, 0, 0, 0, 0, // trying.present.hungUp
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // stirred.present.hungUp
        6, 7, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 4, 4, // yielding.present.hungUp
    ],
    lists: &[
        &[],
        &[Action::TryReceive as u8],
        &[Action::Resolve as u8],
        &[Action::HoldReader as u8],
        &[Action::Reject as u8],
        &[Action::QueueResume as u8],
        &[Action::RefuseBusy as u8],
        &[Action::RejectAborted as u8, Action::ReleaseReader as u8],
        &[Action::RejectAborted as u8],
    ],
};

/// The answers of a cell, short enough for a table.
const S: Kind = Kind::Step;
const I: Kind = Kind::Ignore;
const F: Kind = Kind::Forbidden;

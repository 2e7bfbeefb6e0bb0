//! The machine `receive` as a table.
//!
//! Written by `npm run generate` from model/machines/receive.ts; change that, not this.

use super::wiring::wired;
use super::{Kind, Machine, Packed, Runner, Table};

numbered! {
    /// A state of `receive`: flow, interest.
    State {
        StirredAbsent,
        TryingAbsent,
        Closed,
        WaitingPresent,
        YieldingAbsent,
        TryingPresent,
        WaitingHungUp,
        WaitingMarked,
        StirredPresent,
        DrainedPresent,
        YieldingPresent,
        TryingHungUp,
        TryingMarked,
        StirredHungUp,
        StirredMarked,
        YieldingHungUp,
        YieldingMarked,
    }
}

numbered! {
    /// An event of `receive`.
    Event {
        Receive,
        Cancel,
        Ready,
        Hangup,
        Urgent,
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
        NoteReceived,
        NoteEnd,
        HoldReader,
        Reject,
        NoteFailed,
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
        Marked,
        HungUp,
        Closed,
    }
}

#[rustfmt::skip]
const REGIONS: [(Flow, Interest); 17] = [
    (Flow::Stirred, Interest::Absent), // stirred.absent
    (Flow::Trying, Interest::Absent), // trying.absent
    (Flow::Closed, Interest::Closed), // closed
    (Flow::Waiting, Interest::Present), // waiting.present
    (Flow::Yielding, Interest::Absent), // yielding.absent
    (Flow::Trying, Interest::Present), // trying.present
    (Flow::Waiting, Interest::HungUp), // waiting.hungUp
    (Flow::Waiting, Interest::Marked), // waiting.marked
    (Flow::Stirred, Interest::Present), // stirred.present
    (Flow::Drained, Interest::Present), // drained.present
    (Flow::Yielding, Interest::Present), // yielding.present
    (Flow::Trying, Interest::HungUp), // trying.hungUp
    (Flow::Trying, Interest::Marked), // trying.marked
    (Flow::Stirred, Interest::HungUp), // stirred.hungUp
    (Flow::Stirred, Interest::Marked), // stirred.marked
    (Flow::Yielding, Interest::HungUp), // yielding.hungUp
    (Flow::Yielding, Interest::Marked), // yielding.marked
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
}

/// What the engine does for `receive`: one method for each action that moves no other machine.
pub trait Actions: Runner {
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

/// A row for each state, a column for each event: 17 x 16 cells.
#[rustfmt::skip]
pub static TABLE: Table = Table {
    name: "receive",
    states: 17,
    events: 16,
    // What each cell answers; the state after; its list of actions.
    cells: &Packed::columns([
        S, F, I, I, I, F, F, F, F, F, F, I, I, I, S, S, // stirred.absent
        F, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.absent
        F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
        S, S, S, S, S, F, F, F, F, F, F, I, F, S, S, S, // waiting.present
        S, S, I, I, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.absent
        F, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.present
        S, S, S, I, I, F, F, F, F, F, F, I, F, F, S, S, // waiting.hungUp
        S, S, S, S, I, F, F, F, F, F, F, I, F, F, S, S, // waiting.marked
        S, F, I, S, S, F, F, F, F, F, F, I, S, S, S, S, // stirred.present
        S, F, S, S, S, F, F, F, F, F, F, I, S, F, S, S, // drained.present
        S, S, I, S, S, F, F, F, F, F, F, S, F, F, S, S, // yielding.present
        F, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.hungUp
        F, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.marked
        S, F, I, I, I, F, F, F, F, F, F, I, S, F, S, S, // stirred.hungUp
        S, F, I, S, I, F, F, F, F, F, F, I, S, F, S, S, // stirred.marked
        S, S, I, I, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.hungUp
        S, S, I, S, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.marked
    ], [
         1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  2,  2, // stirred.absent
         1,  1,  1,  1,  1,  0,  0,  0,  3,  0,  4,  1,  1,  1,  1,  1, // trying.absent
         2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2, // closed
         3,  0,  5,  6,  7,  3,  3,  3,  3,  3,  3,  3,  3,  0,  2,  2, // waiting.present
         4,  0,  4,  4,  4,  4,  4,  4,  4,  4,  4,  1,  4,  4,  2,  2, // yielding.absent
         5,  5,  5,  5,  5,  8,  9,  8,  3,  8, 10,  5,  5,  5,  5,  5, // trying.present
         6,  0, 11,  6,  6,  6,  6,  6,  6,  6,  6,  6,  6,  6,  2,  2, // waiting.hungUp
         7,  0, 12,  6,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  2,  2, // waiting.marked
         5,  8,  8, 13, 14,  8,  8,  8,  8,  8,  8,  8,  0,  0,  2,  2, // stirred.present
         3,  9,  8, 13, 14,  9,  9,  9,  9,  9,  9,  9,  0,  9,  2,  2, // drained.present
        10,  0, 10, 15, 16, 10, 10, 10, 10, 10, 10,  5, 10, 10,  2,  2, // yielding.present
        11, 11, 11, 11, 11, 13, 13, 13,  6, 13, 15, 11, 11, 11, 11, 11, // trying.hungUp
        12, 12, 12, 12, 12, 14, 14, 14,  3, 14, 16, 12, 12, 12, 12, 12, // trying.marked
        11, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13,  0, 13,  2,  2, // stirred.hungUp
        12, 14, 14, 13, 14, 14, 14, 14, 14, 14, 14, 14,  0, 14,  2,  2, // stirred.marked
        15,  0, 15, 15, 15, 15, 15, 15, 15, 15, 15, 11, 15, 15,  2,  2, // yielding.hungUp
        16,  0, 16, 15, 16, 16, 16, 16, 16, 16, 16, 12, 16, 16,  2,  2, // yielding.marked
    ], [
         1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // stirred.absent
         0,  0,  0,  0,  0,  2,  2,  3,  4,  5,  6,  0,  0,  0,  0,  0, // trying.absent
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // closed
         7,  8,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  5,  9,  9, // waiting.present
         7, 10,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  9,  9, // yielding.absent
         0,  0,  0,  0,  0,  2,  2,  3,  0,  5,  6,  0,  0,  0,  0,  0, // trying.present
         7,  8,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  9,  9, // waiting.hungUp
         7,  8,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  9,  9, // waiting.marked
         1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // stirred.present
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // drained.present
         7,  8,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  9,  9, // yielding.present
         0,  0,  0,  0,  0,  2,  2,  3,  0,  5,  6,  0,  0,  0,  0,  0, // trying.hungUp
         0,  0,  0,  0,  0,  2,  2,  3,  0,  5,  6,  0,  0,  0,  0,  0, // trying.marked
         1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // stirred.hungUp
         1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // stirred.marked
         7,  8,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  9,  9, // yielding.hungUp
         7,  8,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  9,  9, // yielding.marked
    ]),
    lists: &[
        &[],
        &[Action::TryReceive as u8],
        &[Action::Resolve as u8, Action::NoteReceived as u8],
        &[Action::Resolve as u8, Action::NoteEnd as u8],
        &[Action::HoldReader as u8],
        &[Action::Reject as u8, Action::NoteFailed as u8],
        &[Action::QueueResume as u8],
        &[Action::RefuseBusy as u8],
        &[Action::RejectAborted as u8, Action::ReleaseReader as u8],
        &[Action::Reject as u8],
        &[Action::RejectAborted as u8],
    ],
};

/// The answers of a cell, short enough for a table.
const S: Kind = Kind::Step;
const I: Kind = Kind::Ignore;
const F: Kind = Kind::Forbidden;

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
        LookingAbsent,
        Closed,
        WaitingPresent,
        YieldingAbsent,
        LookingLaterAbsent,
        LookingPresent,
        TryingPresent,
        WaitingHungUp,
        WaitingMarked,
        StirredPresent,
        DrainedPresent,
        LookingLaterPresent,
        YieldingPresent,
        LookingHungUp,
        TryingHungUp,
        LookingMarked,
        TryingMarked,
        StirredHungUp,
        StirredMarked,
        LookingLaterHungUp,
        LookingLaterMarked,
        YieldingHungUp,
        YieldingMarked,
    }
}

numbered! {
    /// An event of `receive`.
    Event {
        Receive,
        Look,
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
        NoteDrained,
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
        Looking,
        Waiting,
        Yielding,
        LookingLater,
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
const REGIONS: [(Flow, Interest); 25] = [
    (Flow::Stirred, Interest::Absent), // stirred.absent
    (Flow::Trying, Interest::Absent), // trying.absent
    (Flow::Looking, Interest::Absent), // looking.absent
    (Flow::Closed, Interest::Closed), // closed
    (Flow::Waiting, Interest::Present), // waiting.present
    (Flow::Yielding, Interest::Absent), // yielding.absent
    (Flow::LookingLater, Interest::Absent), // lookingLater.absent
    (Flow::Looking, Interest::Present), // looking.present
    (Flow::Trying, Interest::Present), // trying.present
    (Flow::Waiting, Interest::HungUp), // waiting.hungUp
    (Flow::Waiting, Interest::Marked), // waiting.marked
    (Flow::Stirred, Interest::Present), // stirred.present
    (Flow::Drained, Interest::Present), // drained.present
    (Flow::LookingLater, Interest::Present), // lookingLater.present
    (Flow::Yielding, Interest::Present), // yielding.present
    (Flow::Looking, Interest::HungUp), // looking.hungUp
    (Flow::Trying, Interest::HungUp), // trying.hungUp
    (Flow::Looking, Interest::Marked), // looking.marked
    (Flow::Trying, Interest::Marked), // trying.marked
    (Flow::Stirred, Interest::HungUp), // stirred.hungUp
    (Flow::Stirred, Interest::Marked), // stirred.marked
    (Flow::LookingLater, Interest::HungUp), // lookingLater.hungUp
    (Flow::LookingLater, Interest::Marked), // lookingLater.marked
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

/// A row for each state, a column for each event: 25 x 17 cells.
#[rustfmt::skip]
pub static TABLE: Table = Table {
    name: "receive",
    states: 25,
    events: 17,
    // What each cell answers; the state after; its list of actions.
    cells: &Packed::columns([
        S, S, F, I, I, I, F, F, F, F, F, F, I, I, I, S, S, // stirred.absent
        F, S, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.absent
        F, F, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // looking.absent
        F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
        S, S, S, S, S, S, F, F, F, F, F, F, I, F, S, S, S, // waiting.present
        S, S, S, I, I, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.absent
        F, F, F, I, I, I, F, F, F, F, F, F, S, F, F, S, S, // lookingLater.absent
        F, F, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // looking.present
        F, S, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.present
        S, S, S, S, I, I, F, F, F, F, F, F, I, F, F, S, S, // waiting.hungUp
        S, S, S, S, S, I, F, F, F, F, F, F, I, F, F, S, S, // waiting.marked
        S, S, F, I, S, S, F, F, F, F, F, F, I, S, S, S, S, // stirred.present
        S, S, F, S, S, S, F, F, F, F, F, F, I, S, F, S, S, // drained.present
        F, F, F, I, S, S, F, F, F, F, F, F, S, F, F, S, S, // lookingLater.present
        S, S, S, I, S, S, F, F, F, F, F, F, S, F, F, S, S, // yielding.present
        F, F, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // looking.hungUp
        F, S, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.hungUp
        F, F, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // looking.marked
        F, S, F, F, F, F, S, S, S, S, S, S, F, F, F, F, F, // trying.marked
        S, S, F, I, I, I, F, F, F, F, F, F, I, S, F, S, S, // stirred.hungUp
        S, S, F, I, S, I, F, F, F, F, F, F, I, S, F, S, S, // stirred.marked
        F, F, F, I, I, I, F, F, F, F, F, F, S, F, F, S, S, // lookingLater.hungUp
        F, F, F, I, S, I, F, F, F, F, F, F, S, F, F, S, S, // lookingLater.marked
        S, S, S, I, I, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.hungUp
        S, S, S, I, S, I, F, F, F, F, F, F, S, F, F, S, S, // yielding.marked
    ], [
         1,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  3,  3, // stirred.absent
         1,  2,  1,  1,  1,  1,  0,  0,  0,  4,  0,  5,  1,  1,  1,  1,  1, // trying.absent
         2,  2,  2,  2,  2,  2,  0,  0,  0,  0,  0,  6,  2,  2,  2,  2,  2, // looking.absent
         3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3, // closed
         4,  7,  0,  8,  9, 10,  4,  4,  4,  4,  4,  4,  4,  4,  0,  3,  3, // waiting.present
         5,  6,  0,  5,  5,  5,  5,  5,  5,  5,  5,  5,  1,  5,  5,  3,  3, // yielding.absent
         6,  6,  6,  6,  6,  6,  6,  6,  6,  6,  6,  6,  2,  6,  6,  3,  3, // lookingLater.absent
         7,  7,  7,  7,  7,  7, 11, 12, 11, 11, 11, 13,  7,  7,  7,  7,  7, // looking.present
         8,  7,  8,  8,  8,  8, 11, 12, 11,  4, 11, 14,  8,  8,  8,  8,  8, // trying.present
         9, 15,  0, 16,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  3,  3, // waiting.hungUp
        10, 17,  0, 18,  9, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10,  3,  3, // waiting.marked
         8,  7, 11, 11, 19, 20, 11, 11, 11, 11, 11, 11, 11,  0,  0,  3,  3, // stirred.present
         4,  7, 12, 11, 19, 20, 12, 12, 12, 12, 12, 12, 12,  0, 12,  3,  3, // drained.present
        13, 13, 13, 13, 21, 22, 13, 13, 13, 13, 13, 13,  7, 13, 13,  3,  3, // lookingLater.present
        14, 13,  0, 14, 23, 24, 14, 14, 14, 14, 14, 14,  8, 14, 14,  3,  3, // yielding.present
        15, 15, 15, 15, 15, 15, 19, 19, 19, 19, 19, 21, 15, 15, 15, 15, 15, // looking.hungUp
        16, 15, 16, 16, 16, 16, 19, 19, 19,  9, 19, 23, 16, 16, 16, 16, 16, // trying.hungUp
        17, 17, 17, 17, 17, 17, 20, 20, 20, 11, 20, 22, 17, 17, 17, 17, 17, // looking.marked
        18, 17, 18, 18, 18, 18, 20, 20, 20,  4, 20, 24, 18, 18, 18, 18, 18, // trying.marked
        16, 15, 19, 19, 19, 19, 19, 19, 19, 19, 19, 19, 19,  0, 19,  3,  3, // stirred.hungUp
        18, 17, 20, 20, 19, 20, 20, 20, 20, 20, 20, 20, 20,  0, 20,  3,  3, // stirred.marked
        21, 21, 21, 21, 21, 21, 21, 21, 21, 21, 21, 21, 15, 21, 21,  3,  3, // lookingLater.hungUp
        22, 22, 22, 22, 21, 22, 22, 22, 22, 22, 22, 22, 17, 22, 22,  3,  3, // lookingLater.marked
        23, 21,  0, 23, 23, 23, 23, 23, 23, 23, 23, 23, 16, 23, 23,  3,  3, // yielding.hungUp
        24, 22,  0, 24, 23, 24, 24, 24, 24, 24, 24, 24, 18, 24, 24,  3,  3, // yielding.marked
    ], [
         1,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // stirred.absent
         0,  0,  0,  0,  0,  0,  2,  2,  3,  4,  5,  6,  0,  0,  0,  0,  0, // trying.absent
         0,  0,  0,  0,  0,  0,  2,  2,  3,  7,  5,  6,  0,  0,  0,  0,  0, // looking.absent
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // closed
         8,  1,  9,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  5, 10, 10, // waiting.present
         8,  0, 11,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // yielding.absent
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // lookingLater.absent
         0,  0,  0,  0,  0,  0,  2,  2,  3,  7,  5,  6,  0,  0,  0,  0,  0, // looking.present
         0,  0,  0,  0,  0,  0,  2,  2,  3,  0,  5,  6,  0,  0,  0,  0,  0, // trying.present
         8,  1,  9,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 10, 10, // waiting.hungUp
         8,  1,  9,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 10, 10, // waiting.marked
         1,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // stirred.present
         0,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // drained.present
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // lookingLater.present
         8,  0,  9,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // yielding.present
         0,  0,  0,  0,  0,  0,  2,  2,  3,  7,  5,  6,  0,  0,  0,  0,  0, // looking.hungUp
         0,  0,  0,  0,  0,  0,  2,  2,  3,  0,  5,  6,  0,  0,  0,  0,  0, // trying.hungUp
         0,  0,  0,  0,  0,  0,  2,  2,  3,  7,  5,  6,  0,  0,  0,  0,  0, // looking.marked
         0,  0,  0,  0,  0,  0,  2,  2,  3,  0,  5,  6,  0,  0,  0,  0,  0, // trying.marked
         1,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // stirred.hungUp
         1,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // stirred.marked
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // lookingLater.hungUp
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // lookingLater.marked
         8,  0,  9,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // yielding.hungUp
         8,  0,  9,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // yielding.marked
    ]),
    lists: &[
        &[],
        &[Action::TryReceive as u8],
        &[Action::Resolve as u8, Action::NoteReceived as u8],
        &[Action::Resolve as u8, Action::NoteEnd as u8],
        &[Action::HoldReader as u8],
        &[Action::Reject as u8, Action::NoteFailed as u8],
        &[Action::QueueResume as u8],
        &[Action::NoteDrained as u8],
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

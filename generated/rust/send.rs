//! The machine `send` as a table.
//!
//! Written by `npm run generate` from model/machines/send.ts; change that, not this.

use super::wiring::wired;
use super::{Kind, Machine, Packed, Runner, Table};

numbered! {
    /// A state of `send`: flow, interest.
    State {
        IdleAbsent,
        TryingAbsent,
        Closed,
        WaitingPresent,
        StarvedAbsent,
        YieldingAbsent,
        TryingPresent,
        RetryingAbsent,
        IdlePresent,
        StarvedPresent,
        YieldingPresent,
        RetryingPresent,
    }
}

numbered! {
    /// An event of `send`.
    Event {
        Send,
        Cancel,
        Ready,
        SentAll,
        SentPart,
        WouldBlock,
        NoRoom,
        OthersWait,
        Failed,
        BudgetSpent,
        Resume,
        Retry,
        Evicted,
        Refused,
        Lost,
        Close,
    }
}

numbered! {
    /// An action of `send`.
    Action {
        TrySend,
        Resolve,
        NoteSent,
        HoldWriter,
        LineUp,
        Reject,
        NoteUnsent,
        QueueResume,
        RefuseBusy,
        RejectAborted,
        ReleaseWriter,
        LeaveLine,
        SendAgain,
        PassOn,
        StayInLine,
    }
}

numbered! {
    /// The region `flow` of a state.
    Flow {
        Idle,
        Trying,
        Retrying,
        Waiting,
        Yielding,
        Starved,
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

#[rustfmt::skip]
const REGIONS: [(Flow, Interest); 12] = [
    (Flow::Idle, Interest::Absent), // idle.absent
    (Flow::Trying, Interest::Absent), // trying.absent
    (Flow::Closed, Interest::Closed), // closed
    (Flow::Waiting, Interest::Present), // waiting.present
    (Flow::Starved, Interest::Absent), // starved.absent
    (Flow::Yielding, Interest::Absent), // yielding.absent
    (Flow::Trying, Interest::Present), // trying.present
    (Flow::Retrying, Interest::Absent), // retrying.absent
    (Flow::Idle, Interest::Present), // idle.present
    (Flow::Starved, Interest::Present), // starved.present
    (Flow::Yielding, Interest::Present), // yielding.present
    (Flow::Retrying, Interest::Present), // retrying.present
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

/// What the engine does for `send`: one method for each action that moves no other machine.
pub trait Actions: Runner {
    fn try_send(&mut self, slot: Self::Slot);
    fn resolve(&mut self, slot: Self::Slot);
    fn line_up(&mut self, slot: Self::Slot);
    fn reject(&mut self, slot: Self::Slot);
    fn queue_resume(&mut self, slot: Self::Slot);
    fn refuse_busy(&mut self, slot: Self::Slot);
    fn reject_aborted(&mut self, slot: Self::Slot);
    fn leave_line(&mut self, slot: Self::Slot);
    fn send_again(&mut self, slot: Self::Slot);
    fn pass_on(&mut self, slot: Self::Slot);
    fn stay_in_line(&mut self, slot: Self::Slot);
}

/// Performs one action.
pub fn perform<A: Actions>(action: Action, actions: &mut A, slot: A::Slot) {
    match action {
        Action::TrySend => actions.try_send(slot),
        Action::Resolve => actions.resolve(slot),
        Action::LineUp => actions.line_up(slot),
        Action::Reject => actions.reject(slot),
        Action::QueueResume => actions.queue_resume(slot),
        Action::RefuseBusy => actions.refuse_busy(slot),
        Action::RejectAborted => actions.reject_aborted(slot),
        Action::LeaveLine => actions.leave_line(slot),
        Action::SendAgain => actions.send_again(slot),
        Action::PassOn => actions.pass_on(slot),
        Action::StayInLine => actions.stay_in_line(slot),
        _ => actions.wire(slot, wired(Machine::Send, action as u8)),
    }
}

/// A row for each state, a column for each event: 12 x 16 cells.
#[rustfmt::skip]
pub static TABLE: Table = Table {
    name: "send",
    states: 12,
    events: 16,
    // What each cell answers; the state after; its list of actions.
    cells: &Packed::columns([
        S, F, I, F, F, F, F, F, F, F, I, F, I, I, S, S, // idle.absent
        F, F, F, S, S, S, S, S, S, S, F, F, F, F, F, F, // trying.absent
        F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
        S, S, S, F, F, F, F, F, F, F, I, F, F, S, S, S, // waiting.present
        S, S, I, F, F, F, F, F, F, F, I, S, F, F, S, S, // starved.absent
        S, S, I, F, F, F, F, F, F, F, S, F, F, F, S, S, // yielding.absent
        F, F, F, S, S, S, S, S, S, S, F, F, F, F, F, F, // trying.present
        F, F, F, S, S, S, S, F, S, S, F, F, F, F, F, F, // retrying.absent
        S, F, I, F, F, F, F, F, F, F, I, F, S, S, S, S, // idle.present
        S, S, I, F, F, F, F, F, F, F, I, S, F, F, S, S, // starved.present
        S, S, I, F, F, F, F, F, F, F, S, F, F, F, S, S, // yielding.present
        F, F, F, S, S, S, S, F, S, S, F, F, F, F, F, F, // retrying.present
    ], [
         1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  2,  2, // idle.absent
         1,  1,  1,  0,  1,  3,  4,  4,  0,  5,  1,  1,  1,  1,  1,  1, // trying.absent
         2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2, // closed
         3,  0,  6,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  0,  2,  2, // waiting.present
         4,  0,  4,  4,  4,  4,  4,  4,  4,  4,  4,  7,  4,  4,  2,  2, // starved.absent
         5,  0,  5,  5,  5,  5,  5,  5,  5,  5,  1,  5,  5,  5,  2,  2, // yielding.absent
         6,  6,  6,  8,  6,  3,  9,  9,  8, 10,  6,  6,  6,  6,  6,  6, // trying.present
         7,  7,  7,  0,  1,  3,  4,  7,  0,  4,  7,  7,  7,  7,  7,  7, // retrying.absent
         6,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  0,  0,  2,  2, // idle.present
         9,  0,  9,  9,  9,  9,  9,  9,  9,  9,  9, 11,  9,  9,  2,  2, // starved.present
        10,  0, 10, 10, 10, 10, 10, 10, 10, 10,  6, 10, 10, 10,  2,  2, // yielding.present
        11, 11, 11,  8,  6,  3,  9, 11,  8,  9, 11, 11, 11, 11, 11, 11, // retrying.present
    ], [
         1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.absent
         0,  0,  0,  2,  1,  3,  4,  4,  5,  6,  0,  0,  0,  0,  0,  0, // trying.absent
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // closed
         7,  8,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  5,  9,  9, // waiting.present
         7, 10,  0,  0,  0,  0,  0,  0,  0,  0,  0, 11,  0,  0, 12, 12, // starved.absent
         7, 13,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  0,  9,  9, // yielding.absent
         0,  0,  0,  2,  1,  0,  4,  4,  5,  6,  0,  0,  0,  0,  0,  0, // trying.present
         0,  0,  0, 14, 15, 16, 17,  0, 18, 17,  0,  0,  0,  0,  0,  0, // retrying.absent
         1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.present
         7, 19,  0,  0,  0,  0,  0,  0,  0,  0,  0, 11,  0,  0, 12, 12, // starved.present
         7,  8,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  0,  9,  9, // yielding.present
         0,  0,  0, 14, 15, 20, 17,  0, 18, 17,  0,  0,  0,  0,  0,  0, // retrying.present
    ]),
    lists: &[
        &[],
        &[Action::TrySend as u8],
        &[Action::Resolve as u8, Action::NoteSent as u8],
        &[Action::HoldWriter as u8],
        &[Action::LineUp as u8],
        &[Action::Reject as u8, Action::NoteUnsent as u8],
        &[Action::QueueResume as u8],
        &[Action::RefuseBusy as u8],
        &[Action::RejectAborted as u8, Action::ReleaseWriter as u8],
        &[Action::Reject as u8],
        &[Action::LeaveLine as u8, Action::RejectAborted as u8],
        &[Action::SendAgain as u8],
        &[Action::LeaveLine as u8, Action::Reject as u8],
        &[Action::RejectAborted as u8],
        &[Action::PassOn as u8, Action::Resolve as u8, Action::NoteSent as u8],
        &[Action::PassOn as u8, Action::TrySend as u8],
        &[Action::PassOn as u8, Action::HoldWriter as u8],
        &[Action::StayInLine as u8],
        &[Action::PassOn as u8, Action::Reject as u8, Action::NoteUnsent as u8],
        &[Action::LeaveLine as u8, Action::RejectAborted as u8, Action::ReleaseWriter as u8],
        &[Action::PassOn as u8],
    ],
};

/// The answers of a cell, short enough for a table.
const S: Kind = Kind::Step;
const I: Kind = Kind::Ignore;
const F: Kind = Kind::Forbidden;

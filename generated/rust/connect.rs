//! The machine `connect` as a table.
//!
//! Written by `npm run generate` from model/machines/connect.ts; change that, not this.

use super::wiring::wired;
use super::{Kind, Machine, Packed, Runner, Table};

numbered! {
    /// A state of `connect`: flow, interest.
    State {
        IdleAbsent,
        TryingAbsent,
        Closed,
        WaitingPresent,
        StarvedAbsent,
        AskingPresent,
        RetryingAbsent,
    }
}

numbered! {
    /// An event of `connect`.
    Event {
        Connect,
        Cancel,
        Ready,
        Connected,
        InProgress,
        UnderWay,
        QueueFull,
        OthersWait,
        Failed,
        Retry,
        Refused,
        Lost,
        Close,
    }
}

numbered! {
    /// An action of `connect`.
    Action {
        TryConnect,
        Resolve,
        HoldWriter,
        LineUp,
        Reject,
        RefuseBusy,
        Dissolve,
        RejectAborted,
        ReleaseWriter,
        AskAgain,
        LeaveLine,
        PassOn,
        StayInLine,
    }
}

numbered! {
    /// The region `flow` of a state.
    Flow {
        Idle,
        Trying,
        Asking,
        Retrying,
        Waiting,
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
const REGIONS: [(Flow, Interest); 7] = [
    (Flow::Idle, Interest::Absent), // idle.absent
    (Flow::Trying, Interest::Absent), // trying.absent
    (Flow::Closed, Interest::Closed), // closed
    (Flow::Waiting, Interest::Present), // waiting.present
    (Flow::Starved, Interest::Absent), // starved.absent
    (Flow::Asking, Interest::Present), // asking.present
    (Flow::Retrying, Interest::Absent), // retrying.absent
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

/// What the engine does for `connect`: one method for each action that moves no other machine.
pub trait Actions: Runner {
    fn try_connect(&mut self, slot: Self::Slot);
    fn resolve(&mut self, slot: Self::Slot);
    fn line_up(&mut self, slot: Self::Slot);
    fn reject(&mut self, slot: Self::Slot);
    fn refuse_busy(&mut self, slot: Self::Slot);
    fn dissolve(&mut self, slot: Self::Slot);
    fn reject_aborted(&mut self, slot: Self::Slot);
    fn ask_again(&mut self, slot: Self::Slot);
    fn leave_line(&mut self, slot: Self::Slot);
    fn pass_on(&mut self, slot: Self::Slot);
    fn stay_in_line(&mut self, slot: Self::Slot);
}

/// Performs one action.
pub fn perform<A: Actions>(action: Action, actions: &mut A, slot: A::Slot) {
    match action {
        Action::TryConnect => actions.try_connect(slot),
        Action::Resolve => actions.resolve(slot),
        Action::LineUp => actions.line_up(slot),
        Action::Reject => actions.reject(slot),
        Action::RefuseBusy => actions.refuse_busy(slot),
        Action::Dissolve => actions.dissolve(slot),
        Action::RejectAborted => actions.reject_aborted(slot),
        Action::AskAgain => actions.ask_again(slot),
        Action::LeaveLine => actions.leave_line(slot),
        Action::PassOn => actions.pass_on(slot),
        Action::StayInLine => actions.stay_in_line(slot),
        _ => actions.wire(slot, wired(Machine::Connect, action as u8)),
    }
}

/// A row for each state, a column for each event: 7 x 13 cells.
#[rustfmt::skip]
pub static TABLE: Table = Table {
    name: "connect",
    states: 7,
    events: 13,
    // What each cell answers; the state after; its list of actions.
    cells: &Packed::columns([
        S, F, I, F, F, F, F, F, F, F, I, S, S, // idle.absent
        F, F, F, S, S, S, S, S, S, F, F, F, F, // trying.absent
        F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
        S, S, S, F, F, F, F, F, F, F, S, S, S, // waiting.present
        S, S, I, F, F, F, F, F, F, S, F, S, S, // starved.absent
        F, F, F, S, S, S, S, F, S, F, F, F, F, // asking.present
        F, F, F, S, S, S, S, F, S, F, F, F, F, // retrying.absent
    ], [
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, // idle.absent
        1, 1, 1, 0, 3, 3, 4, 4, 0, 1, 1, 1, 1, // trying.absent
        2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, // closed
        3, 0, 5, 3, 3, 3, 3, 3, 3, 3, 0, 2, 2, // waiting.present
        4, 0, 4, 4, 4, 4, 4, 4, 4, 6, 4, 2, 2, // starved.absent
        5, 5, 5, 0, 3, 3, 4, 5, 0, 5, 5, 5, 5, // asking.present
        6, 6, 6, 0, 3, 3, 4, 6, 0, 6, 6, 6, 6, // retrying.absent
    ], [
         1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.absent
         0,  0,  0,  2,  3,  3,  4,  4,  5,  0,  0,  0,  0, // trying.absent
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // closed
         6,  7,  8,  0,  0,  0,  0,  0,  0,  0,  9,  5,  5, // waiting.present
         6, 10,  0,  0,  0,  0,  0,  0,  0,  8,  0, 11, 11, // starved.absent
         0,  0,  0, 12,  0,  0, 13,  0, 14,  0,  0,  0,  0, // asking.present
         0,  0,  0, 15, 16, 16, 17,  0, 18,  0,  0,  0,  0, // retrying.absent
    ]),
    lists: &[
        &[],
        &[Action::TryConnect as u8],
        &[Action::Resolve as u8],
        &[Action::HoldWriter as u8],
        &[Action::LineUp as u8],
        &[Action::Reject as u8],
        &[Action::RefuseBusy as u8],
        &[Action::Dissolve as u8, Action::RejectAborted as u8, Action::ReleaseWriter as u8],
        &[Action::AskAgain as u8],
        &[Action::Dissolve as u8, Action::Reject as u8],
        &[Action::LeaveLine as u8, Action::RejectAborted as u8],
        &[Action::LeaveLine as u8, Action::Reject as u8],
        &[Action::Resolve as u8, Action::ReleaseWriter as u8],
        &[Action::LineUp as u8, Action::ReleaseWriter as u8],
        &[Action::Reject as u8, Action::ReleaseWriter as u8],
        &[Action::PassOn as u8, Action::Resolve as u8],
        &[Action::PassOn as u8, Action::HoldWriter as u8],
        &[Action::StayInLine as u8],
        &[Action::PassOn as u8, Action::Reject as u8],
    ],
};

/// The answers of a cell, short enough for a table.
const S: Kind = Kind::Step;
const I: Kind = Kind::Ignore;
const F: Kind = Kind::Forbidden;

//! The machine `server` as a table.
//!
//! Written by `npm run generate` from model/machines/server.ts; change that, not this.

use super::wiring::wired;
use super::{Kind, Machine, Packed, Runner, Table};

numbered! {
    /// A state of `server`.
    State {
        Idle,
        Beginning,
        Closed,
        Accepting,
        Full,
        Paused,
        Counting,
        Failed,
        FullAndPaused,
    }
}

numbered! {
    /// An event of `server`.
    Event {
        Serve,
        Pause,
        Resume,
        Accepted,
        RoomLeft,
        Full,
        Left,
        Refused,
        Lost,
        Close,
    }
}

numbered! {
    /// An action of `server`.
    Action {
        Count,
        Ask,
        Withdraw,
        HandOver,
        TellRefused,
        More,
        Enough,
    }
}

/// What the engine does for `server`: one method for each action that moves no other machine.
pub trait Actions: Runner {
    fn count(&mut self, slot: Self::Slot);
    fn hand_over(&mut self, slot: Self::Slot);
    fn tell_refused(&mut self, slot: Self::Slot);
}

/// Performs one action.
pub fn perform<A: Actions>(action: Action, actions: &mut A, slot: A::Slot) {
    match action {
        Action::Count => actions.count(slot),
        Action::HandOver => actions.hand_over(slot),
        Action::TellRefused => actions.tell_refused(slot),
        _ => actions.wire(slot, wired(Machine::Server, action as u8)),
    }
}

/// A row for each state, a column for each event: 9 x 10 cells.
#[rustfmt::skip]
pub static TABLE: Table = Table {
    name: "server",
    states: 9,
    events: 10,
    // What each cell answers; the state after; its list of actions.
    cells: &Packed::columns([
        S, F, F, F, F, F, F, F, S, S, // idle
        F, F, F, F, S, S, F, F, F, F, // beginning
        F, F, F, F, F, F, F, F, F, F, // closed
        F, S, I, S, F, S, F, S, S, S, // accepting
        F, S, I, F, F, F, S, F, S, S, // full
        F, I, S, F, F, S, F, F, S, S, // paused
        F, F, F, F, S, S, F, F, F, F, // counting
        F, I, I, F, F, I, F, F, S, S, // failed
        F, I, S, F, F, F, S, F, S, S, // fullAndPaused
    ], [
        1, 0, 0, 0, 0, 0, 0, 0, 2, 2, // idle
        1, 1, 1, 1, 3, 4, 1, 1, 1, 1, // beginning
        2, 2, 2, 2, 2, 2, 2, 2, 2, 2, // closed
        3, 5, 3, 6, 3, 4, 3, 7, 2, 2, // accepting
        4, 8, 4, 4, 4, 4, 3, 4, 2, 2, // full
        5, 5, 3, 5, 5, 8, 5, 5, 2, 2, // paused
        6, 6, 6, 6, 3, 4, 6, 6, 6, 6, // counting
        7, 7, 7, 7, 7, 7, 7, 7, 2, 2, // failed
        8, 8, 4, 8, 8, 8, 5, 8, 2, 2, // fullAndPaused
    ], [
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0, // idle
        0, 0, 0, 0, 2, 0, 0, 0, 0, 0, // beginning
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // closed
        0, 3, 0, 4, 0, 3, 0, 5, 5, 0, // accepting
        0, 0, 0, 0, 0, 0, 2, 0, 5, 0, // full
        0, 0, 2, 0, 0, 0, 0, 0, 5, 0, // paused
        0, 0, 0, 0, 6, 7, 0, 0, 0, 0, // counting
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // failed
        0, 0, 0, 0, 0, 0, 0, 0, 5, 0, // fullAndPaused
    ]),
    lists: &[
        &[],
        &[Action::Count as u8],
        &[Action::Ask as u8],
        &[Action::Withdraw as u8],
        &[Action::HandOver as u8, Action::Count as u8],
        &[Action::TellRefused as u8],
        &[Action::More as u8],
        &[Action::Enough as u8],
    ],
};

/// The answers of a cell, short enough for a table.
const S: Kind = Kind::Step;
const I: Kind = Kind::Ignore;
const F: Kind = Kind::Forbidden;

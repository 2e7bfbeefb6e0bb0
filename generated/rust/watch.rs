//! The machine `watch` as a table.
//!
//! Written by `npm run generate` from model/machines/watch.ts; change that, not this.

use super::wiring::wired;
use super::{Kind, Machine, Packed, Runner, Table};

numbered! {
    /// A state of `watch`: reader, writer, registration.
    State {
        OffOffNone,
        ArmedOffR,
        OffArmedW,
        HeldOffR,
        OffHeldW,
        Closed,
        ArmedArmedRW,
        ArmedHeldRW,
        DueOffR,
        HeldArmedRW,
        OffDueW,
        HeldHeldRW,
        DueArmedRW,
        ArmedDueRW,
        DueDueRW,
        DueHeldRW,
        RunningOffR,
        HeldDueRW,
        OffRunningW,
        RunningArmedRW,
        ArmedRunningRW,
        RunningDueRW,
        DueRunningRW,
        RunningHeldRW,
        HeldRunningRW,
        RunningRunningRW,
    }
}

numbered! {
    /// An event of `watch`.
    Event {
        AddReader,
        AddWriter,
        RemoveReader,
        RemoveWriter,
        HoldReader,
        HoldWriter,
        ReleaseReader,
        ReleaseWriter,
        Readable,
        Urgent,
        ReadHangup,
        Writable,
        Hangup,
        RunReader,
        RunWriter,
        ReaderDone,
        WriterDone,
        Refused,
        Stale,
        Close,
    }
}

numbered! {
    /// An action of `watch`.
    Action {
        Register,
        Reregister,
        Deregister,
        QueueReader,
        RefuseAdd,
        Abandon,
        QueueWriter,
        EvictReader,
        WakeReader,
        NoteUrgent,
        NoteHangup,
        RefuseReader,
        EvictWriter,
        WakeWriter,
        RefuseWriter,
        CallReader,
        CallWriter,
        Rearm,
    }
}

numbered! {
    /// The region `reader` of a state.
    Reader {
        Off,
        Armed,
        Due,
        Running,
        Held,
        Closed,
    }
}

numbered! {
    /// The region `writer` of a state.
    Writer {
        Off,
        Armed,
        Due,
        Running,
        Held,
        Closed,
    }
}

numbered! {
    /// The region `registration` of a state.
    Registration {
        None,
        R,
        W,
        RW,
        Closed,
    }
}

#[rustfmt::skip]
const REGIONS: [(Reader, Writer, Registration); 26] = [
    (Reader::Off, Writer::Off, Registration::None), // off.off.none
    (Reader::Armed, Writer::Off, Registration::R), // armed.off.R
    (Reader::Off, Writer::Armed, Registration::W), // off.armed.W
    (Reader::Held, Writer::Off, Registration::R), // held.off.R
    (Reader::Off, Writer::Held, Registration::W), // off.held.W
    (Reader::Closed, Writer::Closed, Registration::Closed), // closed
    (Reader::Armed, Writer::Armed, Registration::RW), // armed.armed.RW
    (Reader::Armed, Writer::Held, Registration::RW), // armed.held.RW
    (Reader::Due, Writer::Off, Registration::R), // due.off.R
    (Reader::Held, Writer::Armed, Registration::RW), // held.armed.RW
    (Reader::Off, Writer::Due, Registration::W), // off.due.W
    (Reader::Held, Writer::Held, Registration::RW), // held.held.RW
    (Reader::Due, Writer::Armed, Registration::RW), // due.armed.RW
    (Reader::Armed, Writer::Due, Registration::RW), // armed.due.RW
    (Reader::Due, Writer::Due, Registration::RW), // due.due.RW
    (Reader::Due, Writer::Held, Registration::RW), // due.held.RW
    (Reader::Running, Writer::Off, Registration::R), // running.off.R
    (Reader::Held, Writer::Due, Registration::RW), // held.due.RW
    (Reader::Off, Writer::Running, Registration::W), // off.running.W
    (Reader::Running, Writer::Armed, Registration::RW), // running.armed.RW
    (Reader::Armed, Writer::Running, Registration::RW), // armed.running.RW
    (Reader::Running, Writer::Due, Registration::RW), // running.due.RW
    (Reader::Due, Writer::Running, Registration::RW), // due.running.RW
    (Reader::Running, Writer::Held, Registration::RW), // running.held.RW
    (Reader::Held, Writer::Running, Registration::RW), // held.running.RW
    (Reader::Running, Writer::Running, Registration::RW), // running.running.RW
];

impl State {
    /// The state's value in the region `reader`.
    pub const fn reader(self) -> Reader {
        REGIONS[self as usize].0
    }

    /// The state's value in the region `writer`.
    pub const fn writer(self) -> Writer {
        REGIONS[self as usize].1
    }

    /// The state's value in the region `registration`.
    pub const fn registration(self) -> Registration {
        REGIONS[self as usize].2
    }
}

/// What the engine does for `watch`: one method for each action that moves no other machine.
pub trait Actions: Runner {
    fn register(&mut self, slot: Self::Slot);
    fn reregister(&mut self, slot: Self::Slot);
    fn deregister(&mut self, slot: Self::Slot);
    fn queue_reader(&mut self, slot: Self::Slot);
    fn refuse_add(&mut self, slot: Self::Slot);
    fn queue_writer(&mut self, slot: Self::Slot);
    fn call_reader(&mut self, slot: Self::Slot);
    fn call_writer(&mut self, slot: Self::Slot);
    fn rearm(&mut self, slot: Self::Slot);
}

/// Performs one action.
pub fn perform<A: Actions>(action: Action, actions: &mut A, slot: A::Slot) {
    match action {
        Action::Register => actions.register(slot),
        Action::Reregister => actions.reregister(slot),
        Action::Deregister => actions.deregister(slot),
        Action::QueueReader => actions.queue_reader(slot),
        Action::RefuseAdd => actions.refuse_add(slot),
        Action::QueueWriter => actions.queue_writer(slot),
        Action::CallReader => actions.call_reader(slot),
        Action::CallWriter => actions.call_writer(slot),
        Action::Rearm => actions.rearm(slot),
        _ => actions.wire(slot, wired(Machine::Watch, action as u8)),
    }
}

/// A row for each state, a column for each event: 26 x 20 cells.
#[rustfmt::skip]
pub static TABLE: Table = Table {
    name: "watch",
    states: 26,
    events: 20,
    // What each cell answers; the state after; its list of actions.
    cells: &Packed::columns([
        S, S, I, I, S, S, F, F, I, I, I, I, I, I, I, I, I, F, F, S, // off.off.none
        S, S, S, I, F, S, F, F, S, S, S, I, S, I, I, I, I, S, S, S, // armed.off.R
        S, S, I, S, S, F, F, F, I, I, I, S, S, I, I, I, I, S, S, S, // off.armed.W
        S, S, I, I, F, S, S, F, S, S, S, I, S, I, I, I, I, S, S, S, // held.off.R
        S, S, I, I, S, S, F, S, I, I, I, S, S, I, I, I, I, S, S, S, // off.held.W
        F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
        S, S, S, S, F, F, F, F, S, S, S, S, S, I, I, I, I, F, S, S, // armed.armed.RW
        S, S, S, I, F, S, F, S, S, S, S, S, S, I, I, I, I, F, S, S, // armed.held.RW
        S, S, S, I, F, S, F, F, I, I, I, I, I, S, I, I, I, F, S, S, // due.off.R
        S, S, I, S, F, F, S, F, S, S, S, S, S, I, I, I, I, F, S, S, // held.armed.RW
        S, S, I, S, S, F, F, F, I, I, I, I, I, I, S, I, I, F, S, S, // off.due.W
        S, S, I, I, F, S, S, S, S, S, S, S, S, I, I, I, I, F, S, S, // held.held.RW
        S, S, S, S, F, F, F, F, I, I, I, S, S, S, I, I, I, F, S, S, // due.armed.RW
        S, S, S, S, F, F, F, F, S, S, S, I, S, I, S, I, I, F, S, S, // armed.due.RW
        S, S, S, S, F, F, F, F, I, I, I, I, I, S, S, I, I, F, S, S, // due.due.RW
        S, S, S, I, F, S, F, S, I, I, I, S, S, S, I, I, I, F, S, S, // due.held.RW
        S, S, S, I, F, S, F, F, I, I, I, I, I, F, I, S, I, F, S, S, // running.off.R
        S, S, I, S, F, F, S, F, S, S, S, I, S, I, S, I, I, F, S, S, // held.due.RW
        S, S, I, S, S, F, F, F, I, I, I, I, I, I, F, I, S, F, S, S, // off.running.W
        S, S, S, S, F, F, F, F, I, I, I, S, S, F, I, S, I, F, S, S, // running.armed.RW
        S, S, S, S, F, F, F, F, S, S, S, I, S, I, F, I, S, F, S, S, // armed.running.RW
        S, S, S, S, F, F, F, F, I, I, I, I, I, F, S, S, I, F, S, S, // running.due.RW
        S, S, S, S, F, F, F, F, I, I, I, I, I, S, F, I, S, F, S, S, // due.running.RW
        S, S, S, I, F, S, F, S, I, I, I, S, S, F, I, S, I, F, S, S, // running.held.RW
        S, S, I, S, F, F, S, F, S, S, S, I, S, I, F, I, S, F, S, S, // held.running.RW
        S, S, S, S, F, F, F, F, I, I, I, I, I, F, F, S, S, F, S, S, // running.running.RW
    ], [
         1,  2,  0,  0,  3,  4,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  5, // off.off.none
         1,  6,  0,  1,  1,  7,  1,  1,  8,  8,  8,  1,  8,  1,  1,  1,  1,  0,  5,  5, // armed.off.R
         6,  2,  2,  0,  9,  2,  2,  2,  2,  2,  2, 10, 10,  2,  2,  2,  2,  0,  5,  5, // off.armed.W
         1,  9,  3,  3,  3, 11,  0,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  0,  5,  5, // held.off.R
         7,  2,  4,  4, 11,  4,  4,  0,  4,  4,  4,  4,  4,  4,  4,  4,  4,  0,  5,  5, // off.held.W
         5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5, // closed
         6,  6,  2,  1,  6,  6,  6,  6, 12, 12, 12, 13, 14,  6,  6,  6,  6,  6,  5,  5, // armed.armed.RW
         7,  6,  4,  7,  7,  7,  7,  1, 15, 15, 15,  7, 15,  7,  7,  7,  7,  7,  5,  5, // armed.held.RW
         1, 12,  0,  8,  8, 15,  8,  8,  8,  8,  8,  8,  8, 16,  8,  8,  8,  8,  5,  5, // due.off.R
         6,  9,  9,  3,  9,  9,  2,  9,  9,  9,  9, 17, 17,  9,  9,  9,  9,  9,  5,  5, // held.armed.RW
        13,  2, 10,  0, 17, 10, 10, 10, 10, 10, 10, 10, 10, 10, 18, 10, 10, 10,  5,  5, // off.due.W
         7,  9, 11, 11, 11, 11,  4,  3, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11,  5,  5, // held.held.RW
         6, 12,  2,  8, 12, 12, 12, 12, 12, 12, 12, 14, 14, 19, 12, 12, 12, 12,  5,  5, // due.armed.RW
        13,  6, 10,  1, 13, 13, 13, 13, 14, 14, 14, 13, 14, 13, 20, 13, 13, 13,  5,  5, // armed.due.RW
        13, 12, 10,  8, 14, 14, 14, 14, 14, 14, 14, 14, 14, 21, 22, 14, 14, 14,  5,  5, // due.due.RW
         7, 12,  4, 15, 15, 15, 15,  8, 15, 15, 15, 15, 15, 23, 15, 15, 15, 15,  5,  5, // due.held.RW
         1, 19,  0, 16, 16, 23, 16, 16, 16, 16, 16, 16, 16, 16, 16,  1, 16, 16,  5,  5, // running.off.R
        13,  9, 17,  3, 17, 17, 10, 17, 17, 17, 17, 17, 17, 17, 24, 17, 17, 17,  5,  5, // held.due.RW
        20,  2, 18,  0, 24, 18, 18, 18, 18, 18, 18, 18, 18, 18, 18, 18,  2, 18,  5,  5, // off.running.W
         6, 19,  2, 16, 19, 19, 19, 19, 19, 19, 19, 21, 21, 19, 19,  6, 19, 19,  5,  5, // running.armed.RW
        20,  6, 18,  1, 20, 20, 20, 20, 22, 22, 22, 20, 22, 20, 20, 20,  6, 20,  5,  5, // armed.running.RW
        13, 19, 10, 16, 21, 21, 21, 21, 21, 21, 21, 21, 21, 21, 25, 13, 21, 21,  5,  5, // running.due.RW
        20, 12, 18,  8, 22, 22, 22, 22, 22, 22, 22, 22, 22, 25, 22, 22, 12, 22,  5,  5, // due.running.RW
         7, 19,  4, 23, 23, 23, 23, 16, 23, 23, 23, 23, 23, 23, 23,  7, 23, 23,  5,  5, // running.held.RW
        20,  9, 24,  3, 24, 24, 18, 24, 24, 24, 24, 24, 24, 24, 24, 24,  9, 24,  5,  5, // held.running.RW
        20, 19, 18, 16, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 20, 19, 25,  5,  5, // running.running.RW
    ], [
         1,  1,  0,  0,  1,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // off.off.none
         2,  2,  3,  0,  0,  2,  0,  0,  4,  4,  4,  0,  4,  0,  0,  0,  0,  5,  6,  3, // armed.off.R
         2,  2,  0,  3,  2,  0,  0,  0,  0,  0,  0,  7,  7,  0,  0,  0,  0,  5,  6,  3, // off.armed.W
         8,  2,  0,  0,  0,  2,  3,  0,  9, 10, 11,  0, 11,  0,  0,  0,  0, 12,  6,  3, // held.off.R
         2, 13,  0,  0,  2,  2,  0,  3,  0,  0,  0, 14, 14,  0,  0,  0,  0, 15,  6,  3, // off.held.W
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // closed
         2,  2,  2,  2,  0,  0,  0,  0,  4,  4,  4,  7, 16,  0,  0,  0,  0,  0,  6,  3, // armed.armed.RW
         2, 13,  2,  0,  0,  2,  0,  2,  4,  4,  4, 14, 17,  0,  0,  0,  0,  0,  6,  3, // armed.held.RW
         2,  2,  3,  0,  0,  2,  0,  0,  0,  0,  0,  0,  0, 18,  0,  0,  0,  0,  6,  3, // due.off.R
         8,  2,  0,  2,  0,  0,  2,  0,  9, 10, 11,  7, 19,  0,  0,  0,  0,  0,  6,  3, // held.armed.RW
         2,  2,  0,  3,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0, 20,  0,  0,  0,  6,  3, // off.due.W
         8, 13,  0,  0,  0,  2,  2,  2,  9, 10, 11, 14, 21,  0,  0,  0,  0,  0,  6,  3, // held.held.RW
         2,  2,  2,  2,  0,  0,  0,  0,  0,  0,  0,  7,  7, 18,  0,  0,  0,  0,  6,  3, // due.armed.RW
         2,  2,  2,  2,  0,  0,  0,  0,  4,  4,  4,  0,  4,  0, 20,  0,  0,  0,  6,  3, // armed.due.RW
         2,  2,  2,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0, 18, 20,  0,  0,  0,  6,  3, // due.due.RW
         2, 13,  2,  0,  0,  2,  0,  2,  0,  0,  0, 14, 14, 18,  0,  0,  0,  0,  6,  3, // due.held.RW
         2,  2,  3,  0,  0,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0, 22,  0,  0,  6,  3, // running.off.R
         8,  2,  0,  2,  0,  0,  2,  0,  9, 10, 11,  0, 11,  0, 20,  0,  0,  0,  6,  3, // held.due.RW
         2,  2,  0,  3,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 22,  0,  6,  3, // off.running.W
         2,  2,  2,  2,  0,  0,  0,  0,  0,  0,  0,  7,  7,  0,  0, 22,  0,  0,  6,  3, // running.armed.RW
         2,  2,  2,  2,  0,  0,  0,  0,  4,  4,  4,  0,  4,  0,  0,  0, 22,  0,  6,  3, // armed.running.RW
         2,  2,  2,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 20, 22,  0,  0,  6,  3, // running.due.RW
         2,  2,  2,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0, 18,  0,  0, 22,  0,  6,  3, // due.running.RW
         2, 13,  2,  0,  0,  2,  0,  2,  0,  0,  0, 14, 14,  0,  0, 22,  0,  0,  6,  3, // running.held.RW
         8,  2,  0,  2,  0,  0,  2,  0,  9, 10, 11,  0, 11,  0,  0,  0, 22,  0,  6,  3, // held.running.RW
         2,  2,  2,  2,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 22, 22,  0,  6,  3, // running.running.RW
    ]),
    lists: &[
        &[],
        &[Action::Register as u8],
        &[Action::Reregister as u8],
        &[Action::Deregister as u8],
        &[Action::QueueReader as u8],
        &[Action::RefuseAdd as u8],
        &[Action::Abandon as u8],
        &[Action::QueueWriter as u8],
        &[Action::EvictReader as u8, Action::Reregister as u8],
        &[Action::WakeReader as u8],
        &[Action::NoteUrgent as u8, Action::WakeReader as u8],
        &[Action::NoteHangup as u8, Action::WakeReader as u8],
        &[Action::RefuseReader as u8],
        &[Action::EvictWriter as u8, Action::Reregister as u8],
        &[Action::WakeWriter as u8],
        &[Action::RefuseWriter as u8],
        &[Action::QueueReader as u8, Action::QueueWriter as u8],
        &[Action::QueueReader as u8, Action::WakeWriter as u8],
        &[Action::CallReader as u8],
        &[Action::NoteHangup as u8, Action::WakeReader as u8, Action::QueueWriter as u8],
        &[Action::CallWriter as u8],
        &[Action::NoteHangup as u8, Action::WakeReader as u8, Action::WakeWriter as u8],
        &[Action::Rearm as u8],
    ],
};

/// The answers of a cell, short enough for a table.
const S: Kind = Kind::Step;
const I: Kind = Kind::Ignore;
const F: Kind = Kind::Forbidden;

//! The machine `transport` as a table.
//!
//! Written by `npm run generate` from model/machines/transport.ts; change that, not this.

use super::wiring::wired;
use super::{Kind, Machine, Packed, Runner, Table};

numbered! {
    /// A state of `transport`: life, reading, writing.
    State {
        GoingPausedIdle,
        GoingReceivingIdle,
        GoingPausedSending,
        GoingPausedShut,
        ClosingDiscardingShut,
        OverPausedIdle,
        Closed,
        GoingStoppingIdle,
        GoingReceivingSending,
        GoingReceivingShut,
        OverReceivingIdle,
        GoingUntakenIdle,
        HalfClosedEndedIdle,
        GoingPausedFinishing,
        ClosingDiscardingFinishing,
        OverPausedSending,
        FailingReceivingBroken,
        OverPausedShut,
        OverDiscardingShut,
        OverEndedShut,
        GoingStoppingSending,
        GoingStoppingShut,
        OverStoppingIdle,
        GoingKeptIdle,
        GoingReceivingFinishing,
        OverReceivingSending,
        GoingUntakenSending,
        HalfClosedEndedSending,
        OverReceivingShut,
        GoingUntakenShut,
        HalfClosedEndedShut,
        OverUntakenIdle,
        OverEndedIdle,
        OverPausedFinishing,
        OverDiscardingFinishing,
        FlushingEndedFinishing,
        FailingDiscardingBroken,
        OverReceivingBroken,
        OverDiscardingBroken,
        FailingUntakenBroken,
        OverEndedBroken,
        GoingStoppingFinishing,
        OverStoppingSending,
        GoingKeptSending,
        OverStoppingShut,
        GoingKeptShut,
        OverKeptIdle,
        OverReceivingFinishing,
        GoingUntakenFinishing,
        HalfClosedEndedFinishing,
        OverUntakenSending,
        OverEndedSending,
        OverUntakenShut,
        OverEndedFinishing,
        OverUntakenBroken,
        OverStoppingFinishing,
        GoingKeptFinishing,
        OverKeptSending,
        OverKeptShut,
        OverUntakenFinishing,
        OverKeptFinishing,
    }
}

numbered! {
    /// An event of `transport`.
    Event {
        Resume,
        Pause,
        Write,
        WriteEof,
        Close,
        Abort,
        Received,
        PeerEnded,
        ReceiveFailed,
        Sent,
        SendFailed,
        Lost,
        Gone,
        Taken,
        Lingered,
    }
}

numbered! {
    /// An action of `transport`.
    Action {
        Receive,
        Send,
        ShutDown,
        StartLinger,
        TellLost,
        Leave,
        Disown,
        TellData,
        TellEnd,
        KeepReason,
        DropUnsent,
        Discard,
        TellClosed,
    }
}

numbered! {
    /// The region `life` of a state.
    Life {
        Going,
        HalfClosed,
        Closing,
        Flushing,
        Failing,
        Over,
        Closed,
    }
}

numbered! {
    /// The region `reading` of a state.
    Reading {
        Paused,
        Receiving,
        Stopping,
        Untaken,
        Kept,
        Discarding,
        Ended,
        Closed,
    }
}

numbered! {
    /// The region `writing` of a state.
    Writing {
        Idle,
        Sending,
        Finishing,
        Shut,
        Broken,
        Closed,
    }
}

#[rustfmt::skip]
const REGIONS: [(Life, Reading, Writing); 61] = [
    (Life::Going, Reading::Paused, Writing::Idle), // going.paused.idle
    (Life::Going, Reading::Receiving, Writing::Idle), // going.receiving.idle
    (Life::Going, Reading::Paused, Writing::Sending), // going.paused.sending
    (Life::Going, Reading::Paused, Writing::Shut), // going.paused.shut
    (Life::Closing, Reading::Discarding, Writing::Shut), // closing.discarding.shut
    (Life::Over, Reading::Paused, Writing::Idle), // over.paused.idle
    (Life::Closed, Reading::Closed, Writing::Closed), // closed
    (Life::Going, Reading::Stopping, Writing::Idle), // going.stopping.idle
    (Life::Going, Reading::Receiving, Writing::Sending), // going.receiving.sending
    (Life::Going, Reading::Receiving, Writing::Shut), // going.receiving.shut
    (Life::Over, Reading::Receiving, Writing::Idle), // over.receiving.idle
    (Life::Going, Reading::Untaken, Writing::Idle), // going.untaken.idle
    (Life::HalfClosed, Reading::Ended, Writing::Idle), // halfClosed.ended.idle
    (Life::Going, Reading::Paused, Writing::Finishing), // going.paused.finishing
    (Life::Closing, Reading::Discarding, Writing::Finishing), // closing.discarding.finishing
    (Life::Over, Reading::Paused, Writing::Sending), // over.paused.sending
    (Life::Failing, Reading::Receiving, Writing::Broken), // failing.receiving.broken
    (Life::Over, Reading::Paused, Writing::Shut), // over.paused.shut
    (Life::Over, Reading::Discarding, Writing::Shut), // over.discarding.shut
    (Life::Over, Reading::Ended, Writing::Shut), // over.ended.shut
    (Life::Going, Reading::Stopping, Writing::Sending), // going.stopping.sending
    (Life::Going, Reading::Stopping, Writing::Shut), // going.stopping.shut
    (Life::Over, Reading::Stopping, Writing::Idle), // over.stopping.idle
    (Life::Going, Reading::Kept, Writing::Idle), // going.kept.idle
    (Life::Going, Reading::Receiving, Writing::Finishing), // going.receiving.finishing
    (Life::Over, Reading::Receiving, Writing::Sending), // over.receiving.sending
    (Life::Going, Reading::Untaken, Writing::Sending), // going.untaken.sending
    (Life::HalfClosed, Reading::Ended, Writing::Sending), // halfClosed.ended.sending
    (Life::Over, Reading::Receiving, Writing::Shut), // over.receiving.shut
    (Life::Going, Reading::Untaken, Writing::Shut), // going.untaken.shut
    (Life::HalfClosed, Reading::Ended, Writing::Shut), // halfClosed.ended.shut
    (Life::Over, Reading::Untaken, Writing::Idle), // over.untaken.idle
    (Life::Over, Reading::Ended, Writing::Idle), // over.ended.idle
    (Life::Over, Reading::Paused, Writing::Finishing), // over.paused.finishing
    (Life::Over, Reading::Discarding, Writing::Finishing), // over.discarding.finishing
    (Life::Flushing, Reading::Ended, Writing::Finishing), // flushing.ended.finishing
    (Life::Failing, Reading::Discarding, Writing::Broken), // failing.discarding.broken
    (Life::Over, Reading::Receiving, Writing::Broken), // over.receiving.broken
    (Life::Over, Reading::Discarding, Writing::Broken), // over.discarding.broken
    (Life::Failing, Reading::Untaken, Writing::Broken), // failing.untaken.broken
    (Life::Over, Reading::Ended, Writing::Broken), // over.ended.broken
    (Life::Going, Reading::Stopping, Writing::Finishing), // going.stopping.finishing
    (Life::Over, Reading::Stopping, Writing::Sending), // over.stopping.sending
    (Life::Going, Reading::Kept, Writing::Sending), // going.kept.sending
    (Life::Over, Reading::Stopping, Writing::Shut), // over.stopping.shut
    (Life::Going, Reading::Kept, Writing::Shut), // going.kept.shut
    (Life::Over, Reading::Kept, Writing::Idle), // over.kept.idle
    (Life::Over, Reading::Receiving, Writing::Finishing), // over.receiving.finishing
    (Life::Going, Reading::Untaken, Writing::Finishing), // going.untaken.finishing
    (Life::HalfClosed, Reading::Ended, Writing::Finishing), // halfClosed.ended.finishing
    (Life::Over, Reading::Untaken, Writing::Sending), // over.untaken.sending
    (Life::Over, Reading::Ended, Writing::Sending), // over.ended.sending
    (Life::Over, Reading::Untaken, Writing::Shut), // over.untaken.shut
    (Life::Over, Reading::Ended, Writing::Finishing), // over.ended.finishing
    (Life::Over, Reading::Untaken, Writing::Broken), // over.untaken.broken
    (Life::Over, Reading::Stopping, Writing::Finishing), // over.stopping.finishing
    (Life::Going, Reading::Kept, Writing::Finishing), // going.kept.finishing
    (Life::Over, Reading::Kept, Writing::Sending), // over.kept.sending
    (Life::Over, Reading::Kept, Writing::Shut), // over.kept.shut
    (Life::Over, Reading::Untaken, Writing::Finishing), // over.untaken.finishing
    (Life::Over, Reading::Kept, Writing::Finishing), // over.kept.finishing
];

impl State {
    /// The state's value in the region `life`.
    pub const fn life(self) -> Life {
        REGIONS[self as usize].0
    }

    /// The state's value in the region `reading`.
    pub const fn reading(self) -> Reading {
        REGIONS[self as usize].1
    }

    /// The state's value in the region `writing`.
    pub const fn writing(self) -> Writing {
        REGIONS[self as usize].2
    }
}

/// What the engine does for `transport`: one method for each action that moves no other machine.
pub trait Actions: Runner {
    fn shut_down(&mut self, slot: Self::Slot);
    fn start_linger(&mut self, slot: Self::Slot);
    fn tell_lost(&mut self, slot: Self::Slot);
    fn disown(&mut self, slot: Self::Slot);
    fn tell_data(&mut self, slot: Self::Slot);
    fn tell_end(&mut self, slot: Self::Slot);
    fn keep_reason(&mut self, slot: Self::Slot);
    fn drop_unsent(&mut self, slot: Self::Slot);
    fn discard(&mut self, slot: Self::Slot);
    fn tell_closed(&mut self, slot: Self::Slot);
}

/// Performs one action.
pub fn perform<A: Actions>(action: Action, actions: &mut A, slot: A::Slot) {
    match action {
        Action::ShutDown => actions.shut_down(slot),
        Action::StartLinger => actions.start_linger(slot),
        Action::TellLost => actions.tell_lost(slot),
        Action::Disown => actions.disown(slot),
        Action::TellData => actions.tell_data(slot),
        Action::TellEnd => actions.tell_end(slot),
        Action::KeepReason => actions.keep_reason(slot),
        Action::DropUnsent => actions.drop_unsent(slot),
        Action::Discard => actions.discard(slot),
        Action::TellClosed => actions.tell_closed(slot),
        _ => actions.wire(slot, wired(Machine::Transport, action as u8)),
    }
}

/// A row for each state, a column for each event: 61 x 15 cells.
#[rustfmt::skip]
pub static TABLE: Table = Table {
    name: "transport",
    states: 61,
    events: 15,
    // What each cell answers; the state after; its list of actions.
    cells: &Packed::columns([
        S, I, S, S, S, S, F, F, F, F, F, S, F, F, F, // going.paused.idle
        I, S, S, S, S, S, S, S, S, F, F, S, F, F, F, // going.receiving.idle
        S, I, I, S, S, S, F, F, F, S, S, S, F, F, F, // going.paused.sending
        S, I, F, F, S, S, F, F, F, F, F, S, F, F, F, // going.paused.shut
        I, I, F, F, I, S, S, S, S, F, F, S, F, I, S, // closing.discarding.shut
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.paused.idle
        F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
        S, I, S, S, S, S, S, S, S, F, F, S, F, F, F, // going.stopping.idle
        I, S, I, S, S, S, S, S, S, S, S, S, F, F, F, // going.receiving.sending
        I, S, F, F, S, S, S, S, S, F, F, S, F, F, F, // going.receiving.shut
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.receiving.idle
        I, S, S, S, S, S, F, F, F, F, F, S, F, S, F, // going.untaken.idle
        I, I, S, S, S, S, F, F, F, F, F, S, F, F, F, // halfClosed.ended.idle
        S, I, F, F, S, S, F, F, F, S, S, S, F, F, F, // going.paused.finishing
        I, I, F, F, I, S, S, S, S, S, S, S, F, I, F, // closing.discarding.finishing
        F, F, F, F, F, F, F, F, F, S, S, F, S, F, F, // over.paused.sending
        I, I, S, I, S, S, S, S, S, F, F, S, F, F, S, // failing.receiving.broken
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.paused.shut
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.discarding.shut
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.ended.shut
        S, I, I, S, S, S, S, S, S, S, S, S, F, F, F, // going.stopping.sending
        S, I, F, F, S, S, S, S, S, F, F, S, F, F, F, // going.stopping.shut
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.stopping.idle
        S, I, S, S, S, S, F, F, F, F, F, S, F, S, F, // going.kept.idle
        I, S, F, F, S, S, S, S, S, S, S, S, F, F, F, // going.receiving.finishing
        F, F, F, F, F, F, F, F, F, S, S, F, S, F, F, // over.receiving.sending
        I, S, I, S, S, S, F, F, F, S, S, S, F, S, F, // going.untaken.sending
        I, I, I, S, S, S, F, F, F, S, S, S, F, F, F, // halfClosed.ended.sending
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.receiving.shut
        I, S, F, F, S, S, F, F, F, F, F, S, F, S, F, // going.untaken.shut
        I, I, F, F, S, S, F, F, F, F, F, S, F, F, F, // halfClosed.ended.shut
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.untaken.idle
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.ended.idle
        F, F, F, F, F, F, F, F, F, S, S, F, S, F, F, // over.paused.finishing
        F, F, F, F, F, F, F, F, F, S, S, F, S, F, F, // over.discarding.finishing
        I, I, F, F, I, S, F, F, F, S, S, S, F, I, F, // flushing.ended.finishing
        I, I, F, F, S, S, S, S, S, F, F, S, F, I, S, // failing.discarding.broken
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.receiving.broken
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.discarding.broken
        I, I, S, I, S, S, F, F, F, F, F, S, F, S, S, // failing.untaken.broken
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.ended.broken
        S, I, F, F, S, S, S, S, S, S, S, S, F, F, F, // going.stopping.finishing
        F, F, F, F, F, F, F, F, F, S, S, F, S, F, F, // over.stopping.sending
        S, I, I, S, S, S, F, F, F, S, S, S, F, S, F, // going.kept.sending
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.stopping.shut
        S, I, F, F, S, S, F, F, F, F, F, S, F, S, F, // going.kept.shut
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.kept.idle
        F, F, F, F, F, F, F, F, F, S, S, F, S, F, F, // over.receiving.finishing
        I, S, F, F, S, S, F, F, F, S, S, S, F, S, F, // going.untaken.finishing
        I, I, F, F, S, S, F, F, F, S, S, S, F, F, F, // halfClosed.ended.finishing
        F, F, F, F, F, F, F, F, F, S, S, F, S, F, F, // over.untaken.sending
        F, F, F, F, F, F, F, F, F, S, S, F, S, F, F, // over.ended.sending
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.untaken.shut
        F, F, F, F, F, F, F, F, F, S, S, F, S, F, F, // over.ended.finishing
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.untaken.broken
        F, F, F, F, F, F, F, F, F, S, S, F, S, F, F, // over.stopping.finishing
        S, I, F, F, S, S, F, F, F, S, S, S, F, S, F, // going.kept.finishing
        F, F, F, F, F, F, F, F, F, S, S, F, S, F, F, // over.kept.sending
        F, F, F, F, F, F, F, F, F, F, F, F, S, F, F, // over.kept.shut
        F, F, F, F, F, F, F, F, F, S, S, F, S, F, F, // over.untaken.finishing
        F, F, F, F, F, F, F, F, F, S, S, F, S, F, F, // over.kept.finishing
    ], [
         1,  0,  2,  3,  4,  5,  0,  0,  0,  0,  0,  6,  0,  0,  0, // going.paused.idle
         1,  7,  8,  9,  4, 10, 11, 12, 10,  1,  1,  6,  1,  1,  1, // going.receiving.idle
         8,  2,  2, 13, 14, 15,  2,  2,  2,  0, 16,  6,  2,  2,  2, // going.paused.sending
         9,  3,  3,  3,  4, 17,  3,  3,  3,  3,  3,  6,  3,  3,  3, // going.paused.shut
         4,  4,  4,  4,  4, 18,  4, 19, 18,  4,  4,  6,  4,  4, 18, // closing.discarding.shut
         5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  6,  5,  5, // over.paused.idle
         6,  6,  6,  6,  6,  6,  6,  6,  6,  6,  6,  6,  6,  6,  6, // closed
         1,  7, 20, 21,  4, 22, 23, 12, 22,  7,  7,  6,  7,  7,  7, // going.stopping.idle
         8, 20,  8, 24, 14, 25, 26, 27, 25,  1, 16,  6,  8,  8,  8, // going.receiving.sending
         9, 21,  9,  9,  4, 28, 29, 30, 28,  9,  9,  6,  9,  9,  9, // going.receiving.shut
        10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10,  6, 10, 10, // over.receiving.idle
        11, 23, 26, 29,  4, 31, 11, 11, 11, 11, 11,  6, 11,  1, 11, // going.untaken.idle
        12, 12, 27, 30, 19, 32, 12, 12, 12, 12, 12,  6, 12, 12, 12, // halfClosed.ended.idle
        24, 13, 13, 13, 14, 33, 13, 13, 13,  3, 16,  6, 13, 13, 13, // going.paused.finishing
        14, 14, 14, 14, 14, 34, 14, 35, 34,  4, 36,  6, 14, 14, 14, // closing.discarding.finishing
        15, 15, 15, 15, 15, 15, 15, 15, 15,  5, 37, 15,  6, 15, 15, // over.paused.sending
        16, 16, 16, 16, 38, 37, 39, 40, 37, 16, 16,  6, 16, 16, 37, // failing.receiving.broken
        17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17,  6, 17, 17, // over.paused.shut
        18, 18, 18, 18, 18, 18, 18, 18, 18, 18, 18, 18,  6, 18, 18, // over.discarding.shut
        19, 19, 19, 19, 19, 19, 19, 19, 19, 19, 19, 19,  6, 19, 19, // over.ended.shut
         8, 20, 20, 41, 14, 42, 43, 27, 42,  7, 16,  6, 20, 20, 20, // going.stopping.sending
         9, 21, 21, 21,  4, 44, 45, 30, 44, 21, 21,  6, 21, 21, 21, // going.stopping.shut
        22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22,  6, 22, 22, // over.stopping.idle
        11, 23, 43, 45,  4, 46, 23, 23, 23, 23, 23,  6, 23,  0, 23, // going.kept.idle
        24, 41, 24, 24, 14, 47, 48, 49, 47,  9, 16,  6, 24, 24, 24, // going.receiving.finishing
        25, 25, 25, 25, 25, 25, 25, 25, 25, 10, 37, 25,  6, 25, 25, // over.receiving.sending
        26, 43, 26, 48, 14, 50, 26, 26, 26, 11, 39,  6, 26,  8, 26, // going.untaken.sending
        27, 27, 27, 49, 35, 51, 27, 27, 27, 12, 40,  6, 27, 27, 27, // halfClosed.ended.sending
        28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,  6, 28, 28, // over.receiving.shut
        29, 45, 29, 29,  4, 52, 29, 29, 29, 29, 29,  6, 29,  9, 29, // going.untaken.shut
        30, 30, 30, 30, 19, 19, 30, 30, 30, 30, 30,  6, 30, 30, 30, // halfClosed.ended.shut
        31, 31, 31, 31, 31, 31, 31, 31, 31, 31, 31, 31,  6, 31, 31, // over.untaken.idle
        32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32,  6, 32, 32, // over.ended.idle
        33, 33, 33, 33, 33, 33, 33, 33, 33, 17, 37, 33,  6, 33, 33, // over.paused.finishing
        34, 34, 34, 34, 34, 34, 34, 34, 34, 18, 38, 34,  6, 34, 34, // over.discarding.finishing
        35, 35, 35, 35, 35, 53, 35, 35, 35, 19, 40,  6, 35, 35, 35, // flushing.ended.finishing
        36, 36, 36, 36, 38, 38, 36, 40, 38, 36, 36,  6, 36, 36, 38, // failing.discarding.broken
        37, 37, 37, 37, 37, 37, 37, 37, 37, 37, 37, 37,  6, 37, 37, // over.receiving.broken
        38, 38, 38, 38, 38, 38, 38, 38, 38, 38, 38, 38,  6, 38, 38, // over.discarding.broken
        39, 39, 39, 39, 54, 54, 39, 39, 39, 39, 39,  6, 39, 16, 54, // failing.untaken.broken
        40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40,  6, 40, 40, // over.ended.broken
        24, 41, 41, 41, 14, 55, 56, 49, 55, 21, 16,  6, 41, 41, 41, // going.stopping.finishing
        42, 42, 42, 42, 42, 42, 42, 42, 42, 22, 37, 42,  6, 42, 42, // over.stopping.sending
        26, 43, 43, 56, 14, 57, 43, 43, 43, 23, 39,  6, 43,  2, 43, // going.kept.sending
        44, 44, 44, 44, 44, 44, 44, 44, 44, 44, 44, 44,  6, 44, 44, // over.stopping.shut
        29, 45, 45, 45,  4, 58, 45, 45, 45, 45, 45,  6, 45,  3, 45, // going.kept.shut
        46, 46, 46, 46, 46, 46, 46, 46, 46, 46, 46, 46,  6, 46, 46, // over.kept.idle
        47, 47, 47, 47, 47, 47, 47, 47, 47, 28, 37, 47,  6, 47, 47, // over.receiving.finishing
        48, 56, 48, 48, 14, 59, 48, 48, 48, 29, 39,  6, 48, 24, 48, // going.untaken.finishing
        49, 49, 49, 49, 35, 53, 49, 49, 49, 30, 40,  6, 49, 49, 49, // halfClosed.ended.finishing
        50, 50, 50, 50, 50, 50, 50, 50, 50, 31, 54, 50,  6, 50, 50, // over.untaken.sending
        51, 51, 51, 51, 51, 51, 51, 51, 51, 32, 40, 51,  6, 51, 51, // over.ended.sending
        52, 52, 52, 52, 52, 52, 52, 52, 52, 52, 52, 52,  6, 52, 52, // over.untaken.shut
        53, 53, 53, 53, 53, 53, 53, 53, 53, 19, 40, 53,  6, 53, 53, // over.ended.finishing
        54, 54, 54, 54, 54, 54, 54, 54, 54, 54, 54, 54,  6, 54, 54, // over.untaken.broken
        55, 55, 55, 55, 55, 55, 55, 55, 55, 44, 37, 55,  6, 55, 55, // over.stopping.finishing
        48, 56, 56, 56, 14, 60, 56, 56, 56, 45, 39,  6, 56, 13, 56, // going.kept.finishing
        57, 57, 57, 57, 57, 57, 57, 57, 57, 46, 54, 57,  6, 57, 57, // over.kept.sending
        58, 58, 58, 58, 58, 58, 58, 58, 58, 58, 58, 58,  6, 58, 58, // over.kept.shut
        59, 59, 59, 59, 59, 59, 59, 59, 59, 52, 54, 59,  6, 59, 59, // over.untaken.finishing
        60, 60, 60, 60, 60, 60, 60, 60, 60, 58, 54, 60,  6, 60, 60, // over.kept.finishing
    ], [
         1,  0,  2,  3,  4,  5,  0,  0,  0,  0,  0,  6,  0,  0,  0, // going.paused.idle
         0,  0,  2,  3,  7,  5,  8,  9,  5,  0,  0,  6,  0,  0,  0, // going.receiving.idle
         1,  0,  0,  0,  1,  5,  0,  0,  0,  0, 10,  6,  0,  0,  0, // going.paused.sending
         1,  0,  0,  0, 11,  5,  0,  0,  0,  0,  0,  6,  0,  0,  0, // going.paused.shut
         0,  0,  0,  0,  0,  5, 12, 13, 13,  0,  0,  6,  0,  0, 13, // closing.discarding.shut
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.paused.idle
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // closed
         0,  0,  2,  3,  7,  5,  8,  9,  5,  0,  0,  6,  0,  0,  0, // going.stopping.idle
         0,  0,  0,  0,  0,  5,  8,  9,  5,  0, 14,  6,  0,  0,  0, // going.receiving.sending
         0,  0,  0,  0, 15,  5,  8,  9,  5,  0,  0,  6,  0,  0,  0, // going.receiving.shut
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.receiving.idle
         0,  0,  2,  3,  4,  5,  0,  0,  0,  0,  0,  6,  0,  1,  0, // going.untaken.idle
         0,  0,  2,  3, 16,  5,  0,  0,  0,  0,  0,  6,  0,  0,  0, // halfClosed.ended.idle
         1,  0,  0,  0,  1,  5,  0,  0,  0,  3, 10,  6,  0,  0,  0, // going.paused.finishing
         0,  0,  0,  0,  0,  5, 12,  0,  5,  7, 14,  6,  0,  0,  0, // closing.discarding.finishing
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 17,  0,  0,  0,  0, // over.paused.sending
         0,  0, 18,  0,  5,  5,  8,  5,  5,  0,  0,  6,  0,  0,  5, // failing.receiving.broken
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.paused.shut
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.discarding.shut
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.ended.shut
         0,  0,  0,  0,  0,  5,  8,  9,  5,  0, 14,  6,  0,  0,  0, // going.stopping.sending
         0,  0,  0,  0, 15,  5,  8,  9,  5,  0,  0,  6,  0,  0,  0, // going.stopping.shut
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.stopping.idle
         0,  0,  2,  3,  4,  5,  0,  0,  0,  0,  0,  6,  0,  0,  0, // going.kept.idle
         0,  0,  0,  0,  0,  5,  8,  9,  5,  3, 14,  6,  0,  0,  0, // going.receiving.finishing
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 18,  0,  0,  0,  0, // over.receiving.sending
         0,  0,  0,  0,  1,  5,  0,  0,  0,  0, 14,  6,  0,  1,  0, // going.untaken.sending
         0,  0,  0,  0,  0,  5,  0,  0,  0,  0, 19,  6,  0,  0,  0, // halfClosed.ended.sending
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.receiving.shut
         0,  0,  0,  0, 11,  5,  0,  0,  0,  0,  0,  6,  0,  1,  0, // going.untaken.shut
         0,  0,  0,  0, 13,  5,  0,  0,  0,  0,  0,  6,  0,  0,  0, // halfClosed.ended.shut
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.untaken.idle
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.ended.idle
         0,  0,  0,  0,  0,  0,  0,  0,  0,  3, 17,  0,  0,  0,  0, // over.paused.finishing
         0,  0,  0,  0,  0,  0,  0,  0,  0,  3, 18,  0,  0,  0,  0, // over.discarding.finishing
         0,  0,  0,  0,  0,  5,  0,  0,  0, 16, 19,  6,  0,  0,  0, // flushing.ended.finishing
         0,  0,  0,  0,  5,  5, 12,  5,  5,  0,  0,  6,  0,  0,  5, // failing.discarding.broken
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.receiving.broken
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.discarding.broken
         0,  0, 18,  0,  5,  5,  0,  0,  0,  0,  0,  6,  0,  1,  5, // failing.untaken.broken
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.ended.broken
         0,  0,  0,  0,  0,  5,  8,  9,  5,  3, 14,  6,  0,  0,  0, // going.stopping.finishing
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 18,  0,  0,  0,  0, // over.stopping.sending
         0,  0,  0,  0,  1,  5,  0,  0,  0,  0, 14,  6,  0,  0,  0, // going.kept.sending
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.stopping.shut
         0,  0,  0,  0, 11,  5,  0,  0,  0,  0,  0,  6,  0,  0,  0, // going.kept.shut
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.kept.idle
         0,  0,  0,  0,  0,  0,  0,  0,  0,  3, 18,  0,  0,  0,  0, // over.receiving.finishing
         0,  0,  0,  0,  1,  5,  0,  0,  0,  3, 14,  6,  0,  1,  0, // going.untaken.finishing
         0,  0,  0,  0,  0,  5,  0,  0,  0,  3, 19,  6,  0,  0,  0, // halfClosed.ended.finishing
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 18,  0,  0,  0,  0, // over.untaken.sending
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 18,  0,  0,  0,  0, // over.ended.sending
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.untaken.shut
         0,  0,  0,  0,  0,  0,  0,  0,  0,  3, 18,  0,  0,  0,  0, // over.ended.finishing
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.untaken.broken
         0,  0,  0,  0,  0,  0,  0,  0,  0,  3, 18,  0,  0,  0,  0, // over.stopping.finishing
         0,  0,  0,  0,  1,  5,  0,  0,  0,  3, 14,  6,  0,  0,  0, // going.kept.finishing
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 18,  0,  0,  0,  0, // over.kept.sending
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // over.kept.shut
         0,  0,  0,  0,  0,  0,  0,  0,  0,  3, 18,  0,  0,  0,  0, // over.untaken.finishing
         0,  0,  0,  0,  0,  0,  0,  0,  0,  3, 18,  0,  0,  0,  0, // over.kept.finishing
    ]),
    lists: &[
        &[],
        &[Action::Receive as u8],
        &[Action::Send as u8],
        &[Action::ShutDown as u8],
        &[Action::StartLinger as u8, Action::Receive as u8, Action::ShutDown as u8],
        &[Action::TellLost as u8, Action::Leave as u8],
        &[Action::Disown as u8, Action::TellLost as u8],
        &[Action::StartLinger as u8, Action::ShutDown as u8],
        &[Action::TellData as u8],
        &[Action::TellEnd as u8],
        &[Action::KeepReason as u8, Action::StartLinger as u8, Action::Receive as u8, Action::DropUnsent as u8],
        &[Action::StartLinger as u8, Action::Receive as u8],
        &[Action::Discard as u8, Action::Receive as u8],
        &[Action::TellClosed as u8, Action::Leave as u8],
        &[Action::KeepReason as u8, Action::StartLinger as u8, Action::DropUnsent as u8],
        &[Action::StartLinger as u8],
        &[Action::TellClosed as u8, Action::Leave as u8, Action::ShutDown as u8],
        &[Action::Receive as u8, Action::DropUnsent as u8],
        &[Action::DropUnsent as u8],
        &[Action::TellLost as u8, Action::Leave as u8, Action::DropUnsent as u8],
    ],
};

/// The answers of a cell, short enough for a table.
const S: Kind = Kind::Step;
const I: Kind = Kind::Ignore;
const F: Kind = Kind::Forbidden;

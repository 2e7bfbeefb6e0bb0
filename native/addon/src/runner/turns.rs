//! The turns of a loop, and what sees to it that there is another one.

use super::Runner;
use crate::ffi::{Entry, Turns, clock};

const NANOS_PER_MILLI: u64 = 1_000_000;

impl Runner {
    /// One turn, L7: queued calls, then I/O, then due timers. A turn within a turn is none.
    pub(super) fn turn(&self) {
        if self.broken.get() || self.backend.get().is_some_and(|backend| backend.is_broken()) {
            return self.fail();
        }
        if self.turning.replace(true) {
            return;
        }
        self.owed.set(false);
        let turn = self.turns.get().wrapping_add(1);
        self.turns.set(turn);
        let scope = self.js.scope();
        self.obey();
        let soon = self.soon.replace(false);
        if soon {
            self.entries.count(0, || self.js.call(Entry::Soon, [turn]));
            self.obey();
        }
        if let Some((backend, _in_use)) = self.usable() {
            backend.poll(soon || self.timer_is_due());
        }
        self.deliver(turn);
        while self.usable().is_some_and(|(backend, _in_use)| backend.go_on(self.soon.get())) {
            self.deliver(turn);
        }
        if self.timer_is_due() {
            self.timer.set(None);
            self.entries.count(0, || self.js.call(Entry::Timers, [turn]));
            self.obey();
            // It rings until it is set anew.
            if self.timer.get().is_none()
                && let Some(handles) = self.handles.get()
            {
                handles.set_timer(None);
            }
        }
        drop(scope);
        self.turning.set(false);
        let was_spinning = self.spinning.get();
        self.rest();
        self.rested.set(!was_spinning && self.spinning.get());
    }

    fn timer_is_due(&self) -> bool {
        self.timer.get().is_some_and(|due| due <= clock())
    }

    /// Hands the turn's records to JavaScript, as many at a time as fit. What its callbacks bring about belongs to the
    /// next turn, unless there is none.
    fn deliver(&self, turn: u32) {
        let Some(mut left) = self.usable().map(|(backend, _in_use)| backend.waiting()) else { return };
        while left > 0 {
            let Some(count) = self.usable().map(|(backend, _in_use)| backend.fill(0, left)) else { return };
            if count == 0 {
                break;
            }
            self.in_batch.set(count);
            if !self.entries.count(count, || self.js.call(Entry::Batch, [count as u32, turn])) {
                // What it has not said, as that a callback was called that had begun, it says no more.
                self.call(|engine| engine.end_trace(false));
            }
            self.finish();
            self.obey();
            let Some((backend, _in_use)) = self.usable() else { return };
            backend.delivered();
            left = if self.closed.get() { backend.waiting() } else { left - count };
        }
    }

    /// After a turn or a call: sees to it that there is another turn if there is something to do.
    pub fn rest(&self) {
        let (Some(handles), Some((backend, _in_use))) = (self.handles.get(), self.usable()) else { return };
        if self.turning.get() {
            return;
        }
        backend.flush();
        let spinning =
            self.soon.get() || self.owed.get() || self.asked.get() || self.timer_is_due() || backend.restless();
        if self.closed.get() && !spinning {
            backend.end();
            return handles.close();
        }
        if self.spinning.replace(spinning) != spinning {
            handles.set_spinning(spinning);
        }
        let alarm = backend.deadline();
        if self.alarm.replace(alarm) != alarm {
            handles.set_alarm(alarm.map(|due| due * NANOS_PER_MILLI));
        }
    }

    /// In so many nanoseconds, or never. What is due at once needs no timer, but a turn.
    pub fn set_timer(&self, nanos: Option<u64>) {
        let due = nanos.map(|nanos| clock().saturating_add(nanos));
        self.timer.set(due);
        if nanos == Some(0) {
            self.rest();
        } else if let Some(handles) = self.handles.get() {
            handles.set_timer(due);
        }
    }
}

//! What libuv and the environment call: turns, and the end of all turns.

use super::Runner;
use crate::ffi::{Entry, Handles, Turns, guarded};
use std::rc::Rc;

impl Turns for Runner {
    /// A turn for what the poller, a timer or another thread has told. Where one follows in this round of libuv's loop in any
    /// case, it is that one.
    fn turn_for_news(&self) {
        match self.spinning.get() {
            true => self.owed.set(true),
            false => self.turn(),
        }
    }

    /// A turn that nothing but the last one asked for. Between two of them libuv's loop goes round, with all that is Node's
    /// own (L19).
    fn turn_again(&self) {
        if !self.rested.take() {
            self.turn();
        }
    }

    /// A fault of our own: the loop is closed, and JavaScript hears of it.
    fn fail(&self) {
        self.broken.set(true);
        self.turning.set(false);
        self.in_batch.set(0);
        self.wreck();
        let scope = self.js.scope();
        self.js.call(Entry::Failed, []);
        drop(scope);
        if let Some(handles) = self.handles.get() {
            handles.close();
        }
    }

    /// One of the handles is gone. After the last, so is all that the loop had open.
    fn handle_closed(self: &Rc<Self>) {
        self.closed_handles.set(self.closed_handles.get() + 1);
        if self.closed_handles.get() == Handles::<Self>::COUNT {
            self.last_stats.set(self.stats());
            if let Some(backend) = self.backend.get() {
                backend.release();
            }
            self.js.forget(true);
            self.end.take();
        }
    }

    /// No JavaScript runs any more, and soon there is no environment.
    fn environment_ends(&self) {
        self.js.forget(false);
        guarded(|| {
            if let Some((backend, _in_use)) = self.usable() {
                backend.abandon();
            }
        });
        if self.broken.get() {
            self.wreck();
        }
        if let Some(handles) = self.handles.get() {
            handles.close();
        }
    }
}

impl Runner {
    /// What the engine holds is given back, as far as that goes without stepping it.
    fn wreck(&self) {
        if let Some(backend) = self.backend.get() {
            backend.wreck();
        }
    }
}

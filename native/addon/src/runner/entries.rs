//! Calls of JavaScript, counted: how many, with how many records, and the longest of them.

use crate::ffi::clock;
use std::cell::Cell;

/// What there was of them so far.
#[derive(Default)]
pub struct Entries {
    pub count: Cell<u64>,
    pub records: Cell<u64>,
    /// In nanoseconds, with the promise continuations behind it.
    pub longest: Cell<u64>,
}

impl Entries {
    /// Makes a call, which hands over so many records.
    pub fn count(&self, records: usize, call: impl FnOnce() -> bool) -> bool {
        let began = clock();
        let goes_on = call();
        self.count.set(self.count.get() + 1);
        self.records.set(self.records.get() + records as u64);
        self.longest.set(self.longest.get().max(clock() - began));
        goes_on
    }
}

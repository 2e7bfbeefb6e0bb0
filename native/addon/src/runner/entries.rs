//! Calls of JavaScript, counted: how many, with how many records, and the longest of them.

use super::Runner;
use crate::ffi::{Entry, clock};
use std::cell::Cell;

/// What there was of them so far.
#[derive(Default)]
pub struct Entries {
    pub count: Cell<u64>,
    pub records: Cell<u64>,
    /// In nanoseconds, with the promise continuations behind it.
    pub longest: Cell<u64>,
}

impl Runner {
    /// Calls JavaScript for what it has queued; whether it goes on.
    pub(super) fn enter<const N: usize>(&self, entry: Entry, arguments: [u32; N]) -> bool {
        let Entries { count, longest, .. } = &self.entries;
        let began = clock();
        let goes_on = self.js.call(entry, arguments);
        count.set(count.get() + 1);
        longest.set(longest.get().max(clock() - began));
        goes_on
    }

    /// Calls JavaScript for so many records.
    pub(super) fn enter_batch(&self, count: usize, turn: u32) -> bool {
        let Entries { records, .. } = &self.entries;
        records.set(records.get() + count as u64);
        self.enter(Entry::Batch, [count as u32, turn])
    }

    pub fn entries(&self) -> &Entries {
        &self.entries
    }
}

//! The records that tell JavaScript what happened.

use super::slab::Mark;
use crate::generated::layout::{BATCH_WORDS, BatchKind, batch_field};
use crate::shm::Shared;
use crate::slots::{Failure, Operation, SlotId};
use std::collections::VecDeque;
use std::os::fd::RawFd;

/// One row of the shared layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record(pub [i32; BATCH_WORDS]);

impl Record {
    pub fn new(kind: BatchKind, slot: SlotId) -> Self {
        let mut words = [0; BATCH_WORDS];
        words[batch_field::KIND] = kind as i32;
        words[batch_field::SLOT] = slot.index as i32;
        words[batch_field::GENERATION] = slot.generation as i32;
        Self(words)
    }

    /// An operation failed; `taken` bytes had gone before: their low word is the value, their high one the offset.
    pub fn failed(slot: SlotId, operation: Operation, failure: Failure, taken: usize) -> Self {
        Self::new(BatchKind::Failed, slot)
            .with(batch_field::OPERATION, operation as i32)
            .with(batch_field::ERROR, failure.error)
            .with(batch_field::VALUE, taken as i32)
            .with(batch_field::OFFSET, (taken as u64 >> 32) as i32)
            .with(batch_field::EXTRA, failure.call.map_or(-1, |call| call as i32))
    }

    pub fn with(mut self, field: usize, value: i32) -> Self {
        self.0[field] = value;
        self
    }

    pub fn word(&self, field: usize) -> i32 {
        self.0[field]
    }

    /// It brings what a connection that the engine reads has received.
    pub fn is_data(&self) -> bool {
        self.word(batch_field::KIND) == BatchKind::Data as i32
    }

    /// How many bytes it brings.
    pub fn length(&self) -> usize {
        let received = self.word(batch_field::KIND) == BatchKind::Received as i32;
        if received || self.is_data() { self.word(batch_field::VALUE) as usize } else { 0 }
    }

    /// The new connection that it tells of.
    pub fn connection(&self) -> Option<RawFd> {
        let accepted = self.word(batch_field::KIND) == BatchKind::Accepted as i32;
        accepted.then(|| self.word(batch_field::VALUE))
    }
}

/// Records on their way to JavaScript.
pub(crate) struct Batch {
    /// Each with all bytes that records have pointed to up to it.
    queue: VecDeque<(Record, Mark)>,
    mark: Mark,
    /// Up to here JavaScript has seen them.
    filled: Mark,
    records: Shared,
    result: Shared,
}

impl Batch {
    /// `records` is what one batch can hold; `result` holds one record.
    pub(crate) fn new(records: Shared, result: Shared) -> Self {
        Self { queue: VecDeque::with_capacity(64), mark: 0, filled: 0, records, result }
    }

    pub(crate) fn push(&mut self, record: Record) {
        self.queue.push_back((record, self.mark));
    }

    /// The records from here on point to bytes up to this.
    pub(crate) fn note(&mut self, mark: Mark) {
        self.mark = mark;
    }

    /// The record of an operation that settles inside the call that starts it.
    pub(crate) fn answer(&mut self, record: Record) {
        self.result.write_words(0, &record.0);
    }

    pub(crate) fn waiting(&self) -> usize {
        self.queue.len()
    }

    /// Moves up to `limit` records to where JavaScript sees them, from the row `first` on; `tell` hears of each.
    pub(crate) fn fill(&mut self, first: usize, limit: usize, mut tell: impl FnMut(&Record)) -> usize {
        let capacity = (self.records.size() / size_of::<Record>()).saturating_sub(first);
        let count = self.queue.len().min(limit).min(capacity);
        for (row, (record, mark)) in (first..).zip(self.queue.drain(..count)) {
            self.filled = mark;
            self.records.write_words(row * BATCH_WORDS, &record.0);
            tell(&record);
        }
        count
    }

    /// All bytes that records which were filled point to.
    pub(crate) fn filled(&self) -> Mark {
        self.filled
    }

    /// The oldest one, for who takes them one by one.
    pub(crate) fn take(&mut self) -> Option<(Record, Mark)> {
        self.queue.pop_front()
    }

    /// What JavaScript will never see.
    pub(crate) fn drain(&mut self) -> impl Iterator<Item = Record> {
        self.queue.drain(..).map(|(record, _)| record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLOT: SlotId = SlotId { index: 3, generation: 9 };

    #[test]
    fn records_come_out_in_order_and_in_portions_of_the_shared_memory() {
        let records = Shared::new(2 * size_of::<Record>());
        let mut seen = records.clone();
        let mut batch = Batch::new(records, Shared::new(size_of::<Record>()));
        for operation in 1..=3 {
            batch.push(Record::failed(SLOT, operation, Failure::SOCKET_CLOSED, 0));
        }
        assert_eq!(batch.fill(0, 10, |_| {}), 2);
        let operation_of = |row: usize| (row * BATCH_WORDS + batch_field::OPERATION) * 4;
        assert_eq!(seen.bytes(operation_of(1)..operation_of(1) + 4), 2i32.to_ne_bytes());
        assert_eq!(batch.fill(0, 10, |_| {}), 1);
        assert_eq!(seen.bytes(operation_of(0)..operation_of(0) + 4), 3i32.to_ne_bytes());
        assert_eq!(batch.fill(0, 10, |_| {}), 0);
    }
}

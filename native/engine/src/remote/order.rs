//! The order within a batch that was gathered over several turns of the I/O thread.

use crate::generated::layout::{BatchKind, batch_field};
use crate::memory::Record;
use std::collections::HashMap;

/// Puts a reader that was found due behind the writer of its descriptor before it (L7, C4).
pub(super) fn readers_first(batch: &mut [Record]) {
    let mut writers = HashMap::new();
    for at in 0..batch.len() {
        let record = batch[at];
        let slot = (record.word(batch_field::SLOT), record.word(batch_field::GENERATION));
        let kind = record.word(batch_field::KIND);
        if kind == BatchKind::Writer as i32 {
            writers.insert(slot, at);
        } else if kind == BatchKind::Reader as i32
            && let Some(writer) = writers.get_mut(&slot)
        {
            // A newer record of the reader may follow, and is the one that counts.
            batch.swap(std::mem::replace(writer, at), at);
        }
    }
}

#[cfg(all(test, not(interleave)))]
mod tests {
    use super::*;
    use crate::slots::SlotId;

    const A: SlotId = SlotId { index: 1, generation: 0 };
    const B: SlotId = SlotId { index: 2, generation: 0 };

    #[test]
    fn a_reader_comes_before_the_writer_of_its_own_slot_and_all_else_stays() {
        let [reader, writer] = [BatchKind::Reader, BatchKind::Writer];
        let mut batch = [(writer, A), (reader, B), (BatchKind::Sent, A), (reader, A), (writer, B)]
            .map(|(kind, slot)| Record::new(kind, slot));
        readers_first(&mut batch);
        let expected = [(reader, A), (reader, B), (BatchKind::Sent, A), (writer, A), (writer, B)];
        assert_eq!(batch, expected.map(|(kind, slot)| Record::new(kind, slot)));
    }

    #[test]
    fn so_does_a_newer_record_of_the_same_reader() {
        let [reader, writer] = [BatchKind::Reader, BatchKind::Writer].map(|kind| Record::new(kind, A));
        let [older, newer] = [1, 2].map(|ticket| reader.with(batch_field::VALUE, ticket));
        let mut batch = [writer, older, newer];
        readers_first(&mut batch);
        assert_eq!(batch, [older, newer, writer]);
    }
}

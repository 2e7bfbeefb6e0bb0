//! The bytes of a trace file.

use super::entry::Words;
use crate::generated::TABLE_HASH;
use crate::generated::layout::{TRACE_HEADER_BYTES, TRACE_MAGIC, TRACE_WORDS};
use std::io::Write;

const BUFFER_BYTES: usize = 64 * 1024;

pub(super) struct Writer {
    to: Box<dyn Write + Send>,
    buffer: Vec<u8>,
    /// How many records have been written.
    pub records: u32,
    failed: bool,
}

impl Writer {
    /// Begins with the head.
    pub(super) fn new(to: Box<dyn Write + Send>) -> Self {
        let mut buffer = Vec::with_capacity(BUFFER_BYTES);
        buffer.extend(TRACE_MAGIC);
        buffer.extend(hash_bytes(TABLE_HASH));
        buffer.extend((TRACE_WORDS as u32).to_le_bytes());
        buffer.resize(TRACE_HEADER_BYTES, 0);
        Self { to, buffer, records: 0, failed: false }
    }

    pub(super) fn write(&mut self, words: Words) {
        self.records = self.records.wrapping_add(1);
        let mut bytes = [0; size_of::<Words>()];
        for (place, word) in bytes.chunks_exact_mut(4).zip(words) {
            place.copy_from_slice(&word.to_le_bytes());
        }
        self.buffer.extend_from_slice(&bytes);
        if self.buffer.len() + size_of::<Words>() > BUFFER_BYTES {
            self.flush();
        }
    }

    /// A trace that cannot be written is cut off, which whoever reads it will see; the loop goes on.
    pub(super) fn flush(&mut self) {
        self.failed = self.failed || self.to.write_all(&self.buffer).is_err();
        self.buffer.clear();
    }
}

fn hash_bytes(hex: &str) -> impl Iterator<Item = u8> {
    let digit = |byte: u8| (byte as char).to_digit(16).unwrap_or(0) as u8;
    hex.as_bytes().chunks_exact(2).map(move |pair| digit(pair[0]) << 4 | digit(pair[1]))
}

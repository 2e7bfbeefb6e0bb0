//! A file that a test can look into.

use crate::generated::layout::TRACE_HEADER_BYTES;
use crate::trace::Words;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

#[derive(Clone, Default)]
pub(crate) struct File(pub Arc<Mutex<Vec<u8>>>);

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl File {
    /// The records behind the head.
    pub(crate) fn records(&self) -> Vec<Words> {
        let bytes = self.0.lock().unwrap();
        let word = |bytes: &[u8]| i32::from_le_bytes(bytes.try_into().unwrap());
        let rows = bytes[TRACE_HEADER_BYTES..].chunks_exact(size_of::<Words>());
        rows.map(|row| std::array::from_fn(|at| word(&row[at * 4..at * 4 + 4]))).collect()
    }
}

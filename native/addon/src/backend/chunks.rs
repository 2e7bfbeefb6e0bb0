//! Memory that JavaScript gets together with what was read into it, part by part.

use crate::ffi::{Bytes, Held, Js};
use std::rc::Rc;

/// How much of it is got at a time.
const CHUNK: usize = 1024 * 1024;

/// A Buffer that is read into, how much of it is JavaScript's by now, and where it was found to be last.
struct Chunk {
    held: Held,
    used: usize,
    found: Option<Bytes>,
}

/// One chunk after the other, each with a number: they count from 1.
pub struct Chunks {
    js: Rc<Js>,
    /// Where JavaScript finds those that are new to it, in their order.
    list: Held,
    number: u32,
    chunk: Option<Chunk>,
}

impl Chunks {
    pub fn new(js: Rc<Js>, list: Held) -> Self {
        Self { js, list, number: 0, chunk: None }
    }

    /// Room for so many bytes: the number of its chunk, where in that it is, and the room itself, looked up anew. What is left
    /// of a chunk that has not so much, or that somebody has taken away, stays unused.
    pub fn room(&mut self, length: usize) -> Option<(u32, usize, &mut [u8])> {
        if let Some(chunk) = &mut self.chunk {
            chunk.found = self.js.bytes_of(chunk.held);
        }
        let left = |Chunk { used, found, .. }: &Chunk| found.as_ref()?.len().checked_sub(*used);
        if self.chunk.as_ref().and_then(left).is_none_or(|left| left < length) {
            self.let_go();
            let held = self.js.push_buffer(self.list, CHUNK.max(length))?;
            self.number += 1;
            self.chunk = Some(Chunk { held, used: 0, found: self.js.bytes_of(held) });
        }
        let Chunk { used, found, .. } = self.chunk.as_mut()?;
        Some((self.number, *used, found.as_mut()?.slice().get_mut(*used..*used + length)?))
    }

    /// So many bytes of that are JavaScript's. What comes next is apart by a multiple of eight, for whoever views it as numbers.
    pub fn take(&mut self, count: usize) {
        if let Some(chunk) = &mut self.chunk {
            chunk.used = (chunk.used + count).next_multiple_of(8);
        }
    }

    /// The chunk is JavaScript's alone.
    pub fn let_go(&mut self) {
        if let Some(chunk) = self.chunk.take() {
            self.js.release(chunk.held);
        }
    }
}

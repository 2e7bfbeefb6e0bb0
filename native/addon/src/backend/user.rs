//! The user's memory, as the engine on JavaScript's thread sees them.

use super::chunks::Chunks;
use crate::ffi::{Bytes, Held, Js, Lists};
use readyloop_engine::shm::Shared;
use readyloop_engine::{Host, Numbered, Operation, Owners};
use std::collections::HashMap;
use std::ops::Range;
use std::os::fd::RawFd;
use std::rc::Rc;

/// What is longer than this is sent from where it is, also later. What is shorter is copied, which costs less.
const WORTH_KEEPING: usize = 64 * 1024;

/// What is being written to a connection.
pub enum Written {
    Nothing,
    /// These of the outgoing bytes.
    Together(Range<usize>),
    /// A Uint8Array of the user's, at this place of the list.
    Apart(u32, Bytes),
}

impl Written {
    /// The bytes themselves, of which some are among the outgoing ones.
    pub fn bytes<'a>(&'a self, outgoing: &'a Shared) -> &'a [u8] {
        match self {
            Self::Nothing => &[],
            Self::Together(range) => outgoing.view(range.clone()),
            Self::Apart(_, bytes) => bytes.view(),
        }
    }
}

/// A Uint8Array that is sent from where it is, or read into, and where that was found to be last.
struct Kept {
    held: Held,
    found: Option<Bytes>,
}

/// What the engine shares with the user: his buffers by operation, and what he has written.
pub struct User {
    js: Rc<Js>,
    /// The one that JavaScript has just handed over.
    pub lent: Option<(Operation, Bytes)>,
    /// Those whose operation has to wait.
    pub held: HashMap<Operation, Held>,
    /// The last one that was looked up.
    looked_up: Option<Bytes>,
    pub written: Written,
    outgoing: Shared,
    /// Of JavaScript's pieces none is kept that lies there: it is written over.
    slab: Shared,
    pieces: Held,
    kept: Numbered<Kept>,
    chunks: Chunks,
}

impl User {
    pub fn new(js: Rc<Js>, outgoing: Shared, slab: Shared, lists: Lists) -> Self {
        let chunks = Chunks::new(js.clone(), lists.chunks);
        Self {
            js,
            lent: None,
            held: HashMap::new(),
            looked_up: None,
            written: Written::Nothing,
            outgoing,
            slab,
            pieces: lists.pieces,
            kept: Numbered::default(),
            chunks,
        }
    }

    /// Keeps a Uint8Array that is to be read into, which is at this place of the list. Answers a number for it.
    pub fn keep(&mut self, place: u32) -> Option<u32> {
        Some(self.kept.put(Kept { held: self.js.hold_at(self.pieces, place)?, found: None }))
    }

    /// All of the user's memory is his alone again.
    pub fn let_all_go(&mut self) {
        self.lent = None;
        self.written = Written::Nothing;
        self.chunks.let_go();
        let kept = self.kept.drain().map(|kept| kept.held);
        for held in self.held.drain().map(|(_, held)| held).chain(kept) {
            self.js.release(held);
        }
    }
}

impl Host for User {
    fn buffer(&mut self, operation: Operation) -> Option<&mut [u8]> {
        let bytes = match &mut self.lent {
            Some((lent, bytes)) if *lent == operation => bytes,
            _ => self.looked_up.insert(self.js.bytes_of(*self.held.get(&operation)?)?),
        };
        Some(bytes.slice())
    }

    fn release(&mut self, operation: Operation) {
        if !self.held.is_empty()
            && let Some(held) = self.held.remove(&operation)
        {
            self.js.release(held);
        }
    }

    fn lent(&self) -> &[u8] {
        self.written.bytes(&self.outgoing)
    }

    fn hold(&mut self) -> Option<u32> {
        let Written::Apart(place, bytes) = &self.written else { return None };
        if bytes.len() <= WORTH_KEEPING || self.slab.contains(bytes.view().as_ptr()) {
            return None;
        }
        let place = *place;
        self.keep(place)
    }

    fn find(&mut self, number: u32) {
        if let Some(kept) = self.kept.get_mut(number) {
            kept.found = self.js.bytes_of(kept.held);
        }
    }

    fn held(&self, number: u32) -> Option<&[u8]> {
        self.kept.get(number)?.found.as_ref().map(Bytes::view)
    }

    fn room(&mut self, number: u32) -> Option<&mut [u8]> {
        self.find(number);
        Some(self.kept.get_mut(number)?.found.as_mut()?.slice())
    }

    fn fresh(&mut self, length: usize) -> Option<(u32, usize, &mut [u8])> {
        self.chunks.room(length)
    }

    fn hand_over_bytes(&mut self, count: usize) {
        self.chunks.take(count);
    }

    fn let_go(&mut self, number: u32) {
        if let Some(kept) = self.kept.take(number) {
            self.js.release(kept.held);
        }
    }

    fn hand_over(&mut self, connection: RawFd) {
        Owners::own(connection);
    }
}

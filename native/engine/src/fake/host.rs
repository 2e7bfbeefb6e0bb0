//! Whoever embeds an engine in a test.

use crate::platform::Host;
use crate::slots::Operation;
use std::collections::HashMap;
use std::os::fd::RawFd;

/// Keeps what an operation is to send or to fill, and what it was told.
#[derive(Default)]
pub(crate) struct FakeHost {
    pub buffers: HashMap<Operation, Vec<u8>>,
    pub released: Vec<Operation>,
    pub handed_over: Vec<RawFd>,
    /// What is being written, whether it can be kept, and what is.
    pub lent: Vec<u8>,
    pub holds: bool,
    pub held: Vec<Option<Vec<u8>>>,
}

impl Host for FakeHost {
    fn buffer(&mut self, operation: Operation) -> Option<&mut [u8]> {
        self.buffers.get_mut(&operation).map(Vec::as_mut_slice)
    }

    fn release(&mut self, operation: Operation) {
        self.released.push(operation);
    }

    fn lent(&self) -> &[u8] {
        &self.lent
    }

    fn hold(&mut self) -> Option<u32> {
        if !self.holds {
            return None;
        }
        self.held.push(Some(std::mem::take(&mut self.lent)));
        Some(self.held.len() as u32 - 1)
    }

    fn find(&mut self, _number: u32) {}

    fn held(&self, number: u32) -> Option<&[u8]> {
        self.held[number as usize].as_deref()
    }

    fn room(&mut self, number: u32) -> Option<&mut [u8]> {
        self.held[number as usize].as_deref_mut()
    }

    fn let_go(&mut self, number: u32) {
        self.held[number as usize] = None;
    }

    fn hand_over(&mut self, connection: RawFd) {
        self.handed_over.push(connection);
    }
}

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
}

impl Host for FakeHost {
    fn buffer(&mut self, operation: Operation) -> Option<&mut [u8]> {
        self.buffers.get_mut(&operation).map(Vec::as_mut_slice)
    }

    fn release(&mut self, operation: Operation) {
        self.released.push(operation);
    }

    fn hand_over(&mut self, connection: RawFd) {
        self.handed_over.push(connection);
    }
}

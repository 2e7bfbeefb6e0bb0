//! What an engine away from JavaScript has instead of the user's memory: copies.

use crate::platform::Host;
use crate::slots::Operation;
use std::os::fd::RawFd;

/// The bytes of pending sends, by operation: the numbers are small and used again.
#[derive(Default)]
pub struct Desk {
    copies: Vec<Option<Box<[u8]>>>,
}

impl Desk {
    /// What an operation is to send.
    pub fn lay(&mut self, operation: Operation, bytes: Box<[u8]>) {
        let place = operation as usize;
        if place >= self.copies.len() {
            self.copies.resize_with(place + 1, || None);
        }
        self.copies[place] = Some(bytes);
    }
}

impl Host for Desk {
    fn buffer(&mut self, operation: Operation) -> Option<&mut [u8]> {
        self.copies.get_mut(operation as usize)?.as_deref_mut()
    }

    fn release(&mut self, operation: Operation) {
        if let Some(copy) = self.copies.get_mut(operation as usize) {
            *copy = None;
        }
    }

    /// Whoever takes the record on JavaScript's thread does that.
    fn hand_over(&mut self, _connection: RawFd) {}
}

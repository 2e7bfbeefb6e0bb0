//! What an engine away from JavaScript has instead of the user's memory: copies.

use crate::engine::Host;
use crate::slot::Operation;
use std::os::fd::RawFd;
use std::time::Instant;

/// The bytes of pending sends, by operation: the numbers are small and used again.
pub struct Desk {
    copies: Vec<Option<Box<[u8]>>>,
    started: Instant,
}

impl Default for Desk {
    fn default() -> Self {
        Self { copies: Vec::new(), started: Instant::now() }
    }
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

    /// The moment at which its clock says so many milliseconds.
    pub fn instant(&self, millis: u64) -> Instant {
        self.started + std::time::Duration::from_millis(millis)
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

    fn now(&self) -> u64 {
        self.started.elapsed().as_millis() as u64
    }
}

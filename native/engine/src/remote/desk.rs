//! What an engine away from JavaScript has instead of the user's memory: copies.

use crate::platform::{Host, Numbered};
use crate::slots::Operation;
use std::os::fd::RawFd;

/// What is at least so long is sent from where it is.
const WORTH_KEEPING: usize = 16 * 1024;

/// The bytes of pending sends, by operation: the numbers are small and used again.
#[derive(Default)]
pub struct Desk {
    copies: Vec<Option<Box<[u8]>>>,
    /// What is being written to a connection, and what was and has not left.
    written: Vec<u8>,
    kept: Numbered<Vec<u8>>,
}

impl Desk {
    /// What is written to a connection with the next call.
    pub fn lay_out(&mut self, bytes: Vec<u8>) {
        self.written = bytes;
    }

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

    fn lent(&self) -> &[u8] {
        &self.written
    }

    /// What is small is put together.
    fn hold(&mut self) -> Option<u32> {
        if self.written.len() < WORTH_KEEPING {
            return None;
        }
        Some(self.kept.put(std::mem::take(&mut self.written)))
    }

    fn find(&mut self, _number: u32) {}

    fn held(&self, number: u32) -> Option<&[u8]> {
        self.kept.get(number).map(Vec::as_slice)
    }

    /// Nothing is read into the user's memory from here.
    fn room(&mut self, _number: u32) -> Option<&mut [u8]> {
        None
    }

    fn let_go(&mut self, number: u32) {
        self.kept.take(number);
    }

    /// Whoever takes the record on JavaScript's thread does that.
    fn hand_over(&mut self, _connection: RawFd) {}
}

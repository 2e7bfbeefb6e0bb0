//! Whoever embeds the engine: the user's memory, and the owner of his descriptors.

use crate::slots::Operation;
use std::os::fd::RawFd;

/// What the engine needs of whoever embeds it.
pub trait Host {
    /// The user's buffer of an operation, looked up anew for each system call; none if it was detached.
    fn buffer(&mut self, operation: Operation) -> Option<&mut [u8]>;
    /// The operation has settled: its buffer is the user's alone again.
    fn release(&mut self, operation: Operation);
    /// JavaScript is about to be told of a new connection, which is its own from now on.
    fn hand_over(&mut self, connection: RawFd);
}

//! Whoever embeds the engine: the user's memory, and the owner of his descriptors.

use crate::slots::Operation;
use std::os::fd::RawFd;

/// What the engine needs of whoever embeds it.
pub trait Host {
    /// The user's buffer of an operation, looked up anew for each system call; none if it was detached.
    fn buffer(&mut self, operation: Operation) -> Option<&mut [u8]>;
    /// The operation has settled: its buffer is the user's alone again.
    fn release(&mut self, operation: Operation);
    /// What is written to a connection in the call that is being made.
    fn lent(&self) -> &[u8];
    /// Keeps that memory beyond the call; none if it has to be copied. Answers a number for it.
    fn hold(&mut self) -> Option<u32>;
    /// Looks anew where what is kept by a number is, for the system call that follows.
    fn find(&mut self, number: u32);
    /// What was found there; none if it was detached.
    fn held(&self, number: u32) -> Option<&[u8]>;
    /// The memory that is kept by a number, looked up anew, to be filled by the system call that follows; none if it was
    /// detached.
    fn room(&mut self, number: u32) -> Option<&mut [u8]>;
    /// What is kept by a number is the user's alone again.
    fn let_go(&mut self, number: u32);
    /// JavaScript is about to be told of a new connection, which is its own from now on.
    fn hand_over(&mut self, connection: RawFd);
}

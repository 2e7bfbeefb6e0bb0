//! An engine, whatever it runs on.

use super::{Engine, Past, Refusal, Stats};
use crate::platform::Platform;
use crate::slots::{Direction, Operation, SlotId};
use socket2::SockAddr;
use std::os::fd::RawFd;

/// The calls of [`Engine`] that JavaScript waits for; see there.
pub trait AnyEngine {
    fn add(&mut self, fd: RawFd, direction: Direction, callback: u32) -> Result<SlotId, Refusal>;
    fn remove(&mut self, fd: RawFd, direction: Direction) -> Result<bool, Refusal>;
    fn begin(&mut self, id: SlotId, direction: Direction, ticket: u32) -> bool;
    fn finish(&mut self);
    fn attach(&mut self, fd: RawFd) -> Result<SlotId, Refusal>;
    fn cancel(&mut self, id: SlotId, operation: Operation) -> Option<usize>;
    fn close_slot(&mut self, id: SlotId);
    fn take_message(&mut self, operation: Operation) -> Option<Vec<u8>>;
    fn open_transport(&mut self, fd: RawFd) -> Result<SlotId, Refusal>;
    fn transport_name(&self, id: SlotId, of_peer: bool) -> Option<SockAddr>;
    fn serve(&mut self, listeners: &[SlotId], most: u32) -> Result<(), Refusal>;
    fn pause_serving(&mut self, id: SlotId);
    fn resume_serving(&mut self, id: SlotId);
    fn end_trace(&mut self, all_told: bool);
    fn stats(&self) -> Stats;
    fn past(&self, fd: RawFd) -> Past;
}

impl<P: Platform> AnyEngine for Engine<P> {
    fn add(&mut self, fd: RawFd, direction: Direction, callback: u32) -> Result<SlotId, Refusal> {
        self.add(fd, direction, callback)
    }

    fn remove(&mut self, fd: RawFd, direction: Direction) -> Result<bool, Refusal> {
        self.remove(fd, direction)
    }

    fn begin(&mut self, id: SlotId, direction: Direction, ticket: u32) -> bool {
        self.begin(id, direction, ticket)
    }

    fn finish(&mut self) {
        self.finish();
    }

    fn attach(&mut self, fd: RawFd) -> Result<SlotId, Refusal> {
        self.attach(fd)
    }

    fn cancel(&mut self, id: SlotId, operation: Operation) -> Option<usize> {
        self.cancel(id, operation)
    }

    fn close_slot(&mut self, id: SlotId) {
        self.close_slot(id);
    }

    fn take_message(&mut self, operation: Operation) -> Option<Vec<u8>> {
        self.take_message(operation)
    }

    fn open_transport(&mut self, fd: RawFd) -> Result<SlotId, Refusal> {
        self.open_transport(fd)
    }

    fn transport_name(&self, id: SlotId, of_peer: bool) -> Option<SockAddr> {
        self.transport_name(id, of_peer)
    }

    fn serve(&mut self, listeners: &[SlotId], most: u32) -> Result<(), Refusal> {
        self.serve(listeners, most)
    }

    fn pause_serving(&mut self, id: SlotId) {
        self.pause_serving(id);
    }

    fn resume_serving(&mut self, id: SlotId) {
        self.resume_serving(id);
    }

    fn end_trace(&mut self, all_told: bool) {
        self.end_trace(all_told);
    }

    fn stats(&self) -> Stats {
        self.stats()
    }

    fn past(&self, fd: RawFd) -> Past {
        self.past(fd)
    }
}

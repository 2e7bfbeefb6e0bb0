//! A poller whose answers a test sets.

use crate::poller::{Interest, Poller, Readiness};
use crate::slots::SlotId;
use crate::sys::Errno;
use std::collections::{HashMap, VecDeque};
use std::os::fd::RawFd;

#[derive(Default)]
pub(crate) struct FakePoller {
    /// What is registered, by number.
    pub registered: HashMap<RawFd, (SlotId, Interest)>,
    /// What the next poll reports.
    pub ready: Vec<Readiness>,
    /// What the next adds and modifies fail with; when it is empty they succeed.
    pub failures: VecDeque<Errno>,
}

impl FakePoller {
    /// The next poll reports this number with these bits, if it is registered.
    pub(crate) fn report(&mut self, fd: RawFd, bits: u32) {
        if let Some(&(slot, _)) = self.registered.get(&fd) {
            self.ready.push(Readiness { slot, bits });
        }
    }
}

impl Poller for FakePoller {
    fn add(&mut self, fd: RawFd, slot: SlotId, interest: Interest) -> Result<(), Errno> {
        if let Some(errno) = self.failures.pop_front() {
            return Err(errno);
        }
        if self.registered.contains_key(&fd) {
            return Err(Errno(libc::EEXIST));
        }
        self.registered.insert(fd, (slot, interest));
        Ok(())
    }

    fn modify(&mut self, fd: RawFd, slot: SlotId, interest: Interest) -> Result<(), Errno> {
        if let Some(errno) = self.failures.pop_front() {
            return Err(errno);
        }
        let entry = self.registered.get_mut(&fd).ok_or(Errno(libc::ENOENT))?;
        *entry = (slot, interest);
        Ok(())
    }

    fn remove(&mut self, fd: RawFd) -> Result<(), Errno> {
        self.registered.remove(&fd).map(|_| ()).ok_or(Errno(libc::ENOENT))
    }

    fn poll(&mut self, ready: &mut Vec<Readiness>) -> Result<bool, Errno> {
        ready.append(&mut self.ready);
        Ok(true)
    }
}

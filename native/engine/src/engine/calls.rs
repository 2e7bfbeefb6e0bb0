//! Every call that can change what the kernel answers next. SYSTEM records are written here and nowhere else.

use crate::generated::layout::SystemCall;
use crate::platform::Sockets;
use crate::poller::{Interest, Poller, Readiness};
use crate::slots::SlotId;
use crate::sys::kind::Kind;
use crate::sys::receiving::Message;
use crate::sys::{Errno, faults};
use crate::trace::{Trace, word_of};
use socket2::SockAddr;
use std::io::IoSlice;
use std::os::fd::RawFd;

/// Whether a look at the listener goes before an accept.
#[derive(Clone, Copy)]
pub enum Look {
    First,
    Never,
}

/// How often each call was made, by its number.
pub(super) type Counts = [u64; SystemCall::ALL.len()];

pub struct Calls<P, S> {
    pub poller: P,
    pub sockets: S,
    pub trace: Trace,
    pub counts: Counts,
}

impl<P: Poller, S: Sockets> Calls<P, S> {
    pub fn new(poller: P, sockets: S, trace: Trace) -> Self {
        Self { poller, sockets, trace, counts: Counts::default() }
    }

    /// Asks the poller to watch a descriptor. A registration that is there already is the ghost of a closed number whose
    /// open file came back to it (P4): it is taken over.
    pub fn register(&mut self, slot: SlotId, fd: RawFd, interest: Interest) -> Result<(), Errno> {
        self.count(SystemCall::EpollAdd);
        let mut answer = faults::meet(SystemCall::EpollAdd, fd, 0).and_then(|_| self.poller.add(fd, slot, interest));
        if answer == Err(Errno(libc::EEXIST)) {
            self.count(SystemCall::EpollMod);
            answer = self.poller.modify(fd, slot, interest);
        }
        self.record(SystemCall::EpollAdd, slot, answer.map(|()| 0), interest.0 as usize);
        answer
    }

    /// Changes what is watched, and makes the poller look again.
    pub fn modify(&mut self, slot: SlotId, fd: RawFd, interest: Interest) -> Result<(), Errno> {
        self.count(SystemCall::EpollMod);
        let answer = faults::meet(SystemCall::EpollMod, fd, 0).and_then(|_| self.poller.modify(fd, slot, interest));
        self.record(SystemCall::EpollMod, slot, answer.map(|()| 0), interest.0 as usize);
        answer
    }

    /// A registration that is gone already needs no removal.
    pub fn deregister(&mut self, slot: SlotId, fd: RawFd) {
        self.count(SystemCall::EpollDel);
        let answer = self.poller.remove(fd).and_then(|()| faults::meet(SystemCall::EpollDel, fd, 0).map(|_| 0));
        self.record(SystemCall::EpollDel, slot, answer, 0);
    }

    /// Appends what is ready; a poll that fails reports nothing. Whether there may be more.
    pub fn poll(&mut self, ready: &mut Vec<Readiness>) -> bool {
        self.count(SystemCall::Poll);
        let all = self.poller.poll(ready).unwrap_or_else(|_| {
            ready.clear();
            true
        });
        if !ready.is_empty() {
            self.trace.polled();
        }
        for (readiness, more) in ready.iter().zip((0..ready.len()).rev()) {
            self.record(SystemCall::Poll, readiness.slot, Ok(readiness.bits as usize), more);
        }
        !all
    }

    /// Finds out what a receive on a socket means, unless that is known, and makes the socket ready for it.
    pub fn prepare(&mut self, slot: SlotId, fd: RawFd, known: Option<Kind>) -> Kind {
        self.count(SystemCall::Setsockopt);
        let kind = self.sockets.prepare(fd, known);
        self.record(SystemCall::Setsockopt, slot, Ok(kind.number()), 0);
        kind
    }

    pub fn accept(&mut self, slot: SlotId, fd: RawFd, look: Look) -> Result<(RawFd, SockAddr), Errno> {
        self.count(SystemCall::Accept);
        let answer = match look {
            Look::First => self.sockets.accept_if_any(fd),
            Look::Never => self.sockets.accept(fd),
        };
        self.stir(fd);
        let value = answer.as_ref().map(|(fd, _)| *fd as usize).map_err(|errno| *errno);
        self.record(SystemCall::Accept, slot, value, 0);
        answer
    }

    pub fn connect(&mut self, slot: SlotId, fd: RawFd, address: &SockAddr) -> Result<(), Errno> {
        self.count(SystemCall::Connect);
        let answer = self.sockets.connect(fd, address);
        self.stir(fd);
        self.record(SystemCall::Connect, slot, answer.map(|()| 0), 0);
        answer
    }

    /// An attempt that is over already needs no end.
    pub fn disconnect(&mut self, slot: SlotId, fd: RawFd) {
        self.count(SystemCall::Disconnect);
        let answer = self.sockets.disconnect(fd);
        self.record(SystemCall::Disconnect, slot, answer.map(|()| 0), 0);
    }

    pub fn receive(&mut self, slot: SlotId, fd: RawFd, buffer: &mut [u8]) -> Result<usize, Errno> {
        self.count(SystemCall::Recv);
        let answer = self.sockets.receive(fd, buffer);
        self.stir(fd);
        self.record(SystemCall::Recv, slot, answer, buffer.len());
        answer
    }

    /// A receive that also tells from whom, and whether what it took was a whole message.
    pub fn receive_message(&mut self, slot: SlotId, fd: RawFd, buffer: &mut [u8]) -> Result<Message, Errno> {
        self.count(SystemCall::Recv);
        let answer = self.sockets.receive_message(fd, buffer);
        self.stir(fd);
        let value = answer.as_ref().map(|message| message.count).map_err(|errno| *errno);
        self.record(SystemCall::Recv, slot, value, buffer.len());
        answer
    }

    /// The same into memory of the message's own.
    pub fn receive_apart(&mut self, slot: SlotId, fd: RawFd, most: usize) -> Result<(Vec<u8>, Message), Errno> {
        self.count(SystemCall::Recv);
        let answer = self.sockets.receive_apart(fd, most);
        self.stir(fd);
        let value = answer.as_ref().map(|(bytes, _)| bytes.len()).map_err(|errno| *errno);
        self.record(SystemCall::Recv, slot, value, most);
        answer
    }

    pub fn send(&mut self, slot: SlotId, fd: RawFd, buffer: &[u8]) -> Result<usize, Errno> {
        self.count(SystemCall::Send);
        let answer = self.sockets.send(fd, buffer);
        self.stir(fd);
        self.record(SystemCall::Send, slot, answer, buffer.len());
        answer
    }

    /// A send to an address.
    pub fn send_to(&mut self, slot: SlotId, fd: RawFd, buffer: &[u8], to: &SockAddr) -> Result<usize, Errno> {
        self.count(SystemCall::Send);
        let answer = self.sockets.send_to(fd, buffer, to);
        self.stir(fd);
        self.record(SystemCall::Send, slot, answer, buffer.len());
        answer
    }

    /// A send of several pieces.
    pub fn send_pieces(&mut self, slot: SlotId, fd: RawFd, pieces: &[IoSlice<'_>]) -> Result<usize, Errno> {
        self.count(SystemCall::Send);
        let length = pieces.iter().map(|piece| piece.len()).sum();
        let answer = match pieces {
            [one] => self.sockets.send(fd, one),
            pieces => self.sockets.send_pieces(fd, pieces),
        };
        self.stir(fd);
        self.record(SystemCall::Send, slot, answer, length);
        answer
    }

    /// A connection that is no more has no half to end.
    pub fn shut_down(&mut self, slot: SlotId, fd: RawFd) {
        self.count(SystemCall::Shutdown);
        let answer = self.sockets.shut_down(fd);
        self.stir(fd);
        self.record(SystemCall::Shutdown, slot, answer.map(|()| 0), 0);
    }

    /// A call whose memory is gone is not made; it is recorded as the kernel would have answered it.
    pub fn fault(&mut self, call: SystemCall, slot: SlotId, asked: usize) {
        self.record(call, slot, Err(Errno(libc::EFAULT)), asked);
    }

    /// Closes a connection that the engine has had for some time, and resets it if it is to; unless its number is another
    /// file's by now (L6), which is recorded as the kernel would have answered, had nobody taken the number.
    pub fn close_known(&mut self, slot: SlotId, fd: RawFd, identity: Option<u64>, resets: bool) {
        if self.sockets.identity(fd) != identity {
            return self.record(SystemCall::Close, slot, Err(Errno(libc::EBADF)), fd as usize);
        }
        if resets {
            self.sockets.reset(fd);
        }
        self.close(slot, fd);
    }

    /// Closes a connection that is the engine's own.
    pub fn close(&mut self, slot: SlotId, fd: RawFd) {
        self.count(SystemCall::Close);
        let answer = self.sockets.close(fd);
        self.record(SystemCall::Close, slot, answer.map(|()| 0), fd as usize);
    }

    /// What a fault kept a call from is still there, and no edge will tell of it (sys/faults.rs).
    #[inline]
    fn stir(&mut self, fd: RawFd) {
        if faults::take_stirred(fd) {
            self.poller.stir(fd);
        }
    }

    fn count(&mut self, call: SystemCall) {
        self.counts[call as usize] += 1;
    }

    #[inline]
    fn record(&mut self, call: SystemCall, slot: SlotId, answer: Result<usize, Errno>, asked: usize) {
        let (error, value) = match answer {
            Ok(value) => (0, value as i32),
            Err(errno) => (errno.0, -1),
        };
        self.trace.system(call, slot, error, value, word_of(asked));
    }
}

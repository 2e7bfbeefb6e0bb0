//! Sockets that answer what a test has written down.

use crate::platform::{Elsewhere, Sockets};
use crate::sys::kind::Kind;
use crate::sys::receiving::Message;
use crate::sys::{Errno, name};
use socket2::SockAddr;
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::io::IoSlice;
use std::os::fd::RawFd;

/// Sockets that answer what stands in their scripts, and then "would block".
pub(crate) struct FakeSockets {
    pub kind: Kind,
    /// Whose kind was found out.
    pub asked: RefCell<Vec<RawFd>>,
    pub accepts: VecDeque<Result<RawFd, i32>>,
    /// How many accepts the row has that has not ended.
    pub in_row: usize,
    pub connects: VecDeque<Result<(), i32>>,
    pub disconnects: usize,
    pub connected: bool,
    pub receives: VecDeque<Result<&'static [u8], i32>>,
    pub sends: VecDeque<Result<usize, i32>>,
    pub sent: Vec<u8>,
    pub sent_to: Vec<SockAddr>,
    /// How many pieces each call was given.
    pub gathered: Vec<usize>,
    pub shut: Vec<RawFd>,
    pub reset: Vec<RawFd>,
    pub closed: Vec<RawFd>,
    /// What stands under each number.
    pub identities: HashMap<RawFd, u64>,
    /// What another loop has, and what this one.
    pub elsewhere: Vec<RawFd>,
    pub claimed: Vec<RawFd>,
}

impl FakeSockets {
    /// With empty scripts.
    pub(crate) fn silent() -> Self {
        Self {
            kind: Kind::Tcp,
            asked: RefCell::default(),
            accepts: VecDeque::new(),
            in_row: 0,
            connects: VecDeque::new(),
            disconnects: 0,
            connected: false,
            receives: VecDeque::new(),
            sends: VecDeque::new(),
            sent: Vec::new(),
            sent_to: Vec::new(),
            gathered: Vec::new(),
            shut: Vec::new(),
            reset: Vec::new(),
            closed: Vec::new(),
            identities: HashMap::new(),
            elsewhere: Vec::new(),
            claimed: Vec::new(),
        }
    }
}

/// Whoever is at the other end.
pub(crate) fn peer() -> SockAddr {
    name::ip("127.0.0.1:9".parse().unwrap())
}

impl Sockets for FakeSockets {
    fn prepare(&mut self, fd: RawFd, known: Option<Kind>) -> Kind {
        known.unwrap_or_else(|| self.kind(fd))
    }

    fn kind(&self, fd: RawFd) -> Kind {
        self.asked.borrow_mut().push(fd);
        self.kind
    }

    fn accept(&mut self, _fd: RawFd) -> Result<(RawFd, SockAddr), Errno> {
        self.in_row += 1;
        let fd = self.accepts.pop_front().unwrap_or(Err(libc::EAGAIN)).map_err(Errno)?;
        Ok((fd, peer()))
    }

    fn accept_if_any(&mut self, fd: RawFd) -> Result<(RawFd, SockAddr), Errno> {
        self.accept(fd)
    }

    fn end_row(&mut self) {
        self.in_row = 0;
    }

    /// Without a script a connection is under way.
    fn connect(&mut self, _fd: RawFd, _address: &SockAddr) -> Result<(), Errno> {
        self.connects.pop_front().unwrap_or(Err(libc::EINPROGRESS)).map_err(Errno)
    }

    fn disconnect(&mut self, _fd: RawFd) -> Result<(), Errno> {
        self.disconnects += 1;
        Ok(())
    }

    fn is_connected(&mut self, _fd: RawFd) -> bool {
        self.connected
    }

    fn receive(&mut self, _fd: RawFd, buffer: &mut [u8]) -> Result<usize, Errno> {
        let bytes = self.receives.pop_front().unwrap_or(Err(libc::EAGAIN)).map_err(Errno)?;
        buffer[..bytes.len()].copy_from_slice(bytes);
        Ok(bytes.len())
    }

    fn send(&mut self, _fd: RawFd, buffer: &[u8]) -> Result<usize, Errno> {
        let most = self.sends.pop_front().unwrap_or(Err(libc::EAGAIN)).map_err(Errno)?;
        let count = most.min(buffer.len());
        self.sent.extend(&buffer[..count]);
        Ok(count)
    }

    /// What has no room is gone.
    fn receive_message(&mut self, _fd: RawFd, buffer: &mut [u8]) -> Result<Message, Errno> {
        let bytes = self.receives.pop_front().unwrap_or(Err(libc::EAGAIN)).map_err(Errno)?;
        let count = bytes.len().min(buffer.len());
        buffer[..count].copy_from_slice(&bytes[..count]);
        Ok(Message { count, truncated: count < bytes.len(), sender: peer() })
    }

    fn receive_apart(&mut self, fd: RawFd, most: usize) -> Result<(Vec<u8>, Message), Errno> {
        let mut bytes = vec![0; most];
        let message = self.receive_message(fd, &mut bytes)?;
        bytes.truncate(message.count);
        Ok((bytes, message))
    }

    fn send_to(&mut self, fd: RawFd, buffer: &[u8], address: &SockAddr) -> Result<usize, Errno> {
        self.sent_to.push(address.clone());
        self.send(fd, buffer)
    }

    fn send_pieces(&mut self, fd: RawFd, pieces: &[IoSlice<'_>]) -> Result<usize, Errno> {
        self.gathered.push(pieces.len());
        let all: Vec<u8> = pieces.iter().flat_map(|piece| piece.iter().copied()).collect();
        self.send(fd, &all)
    }

    fn shut_down(&mut self, fd: RawFd) -> Result<(), Errno> {
        self.shut.push(fd);
        Ok(())
    }

    fn reset(&mut self, fd: RawFd) {
        self.reset.push(fd);
    }

    fn name(&self, _fd: RawFd, _of_peer: bool) -> Result<SockAddr, Errno> {
        Ok(peer())
    }

    fn identity(&self, fd: RawFd) -> Option<u64> {
        self.identities.get(&fd).copied()
    }

    fn claim(&mut self, fd: RawFd) -> Result<Option<u64>, Elsewhere> {
        if self.elsewhere.contains(&fd) {
            return Err(Elsewhere);
        }
        self.claimed.push(fd);
        Ok(self.identity(fd))
    }

    fn let_go(&mut self, fd: RawFd, _identity: u64) {
        self.claimed.retain(|&claimed| claimed != fd);
    }

    fn close(&mut self, fd: RawFd) -> Result<(), Errno> {
        self.closed.push(fd);
        Ok(())
    }

    fn readiness(&self, _fd: RawFd) -> Result<u32, Errno> {
        Ok(0)
    }
}

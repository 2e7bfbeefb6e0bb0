//! Sockets, as the engine asks for them.

use super::owners::{Elsewhere, User};
use crate::sys::kind::Kind;
use crate::sys::receiving::{self, Message};
use crate::sys::{self, Errno, connection, socket, stream};
use socket2::SockAddr;
use std::io::IoSlice;
use std::os::fd::RawFd;

/// What the engine asks of sockets.
pub trait Sockets {
    /// Makes it ready to be received from. Its kind, as it is known or as it is found out.
    fn prepare(&mut self, fd: RawFd, known: Option<Kind>) -> Kind;
    /// Its kind, and that of the connections that it accepts.
    fn kind(&self, fd: RawFd) -> Kind;
    fn accept(&mut self, fd: RawFd) -> Result<(RawFd, SockAddr), Errno>;
    /// The same, if somebody has connected; else EAGAIN.
    fn accept_if_any(&mut self, fd: RawFd) -> Result<(RawFd, SockAddr), Errno>;
    /// No further accept follows at once, or not on this thread.
    fn end_row(&mut self);
    fn connect(&mut self, fd: RawFd, address: &SockAddr) -> Result<(), Errno>;
    fn disconnect(&mut self, fd: RawFd) -> Result<(), Errno>;
    /// Whether it has a peer.
    fn is_connected(&mut self, fd: RawFd) -> bool;
    fn receive(&mut self, fd: RawFd, buffer: &mut [u8]) -> Result<usize, Errno>;
    fn receive_message(&mut self, fd: RawFd, buffer: &mut [u8]) -> Result<Message, Errno>;
    fn receive_apart(&mut self, fd: RawFd, most: usize) -> Result<(Vec<u8>, Message), Errno>;
    fn send(&mut self, fd: RawFd, buffer: &[u8]) -> Result<usize, Errno>;
    fn send_to(&mut self, fd: RawFd, buffer: &[u8], address: &SockAddr) -> Result<usize, Errno>;
    /// One call for all the pieces.
    fn send_pieces(&mut self, fd: RawFd, pieces: &[IoSlice<'_>]) -> Result<usize, Errno>;
    /// Nothing more will be sent.
    fn shut_down(&mut self, fd: RawFd) -> Result<(), Errno>;
    /// Its close, which follows, resets the connection.
    fn reset(&mut self, fd: RawFd);
    /// Its own address, or its peer's: for whoever asks, and for no table.
    fn name(&self, fd: RawFd, of_peer: bool) -> Result<SockAddr, Errno>;
    /// By which a socket is known again; none for what is no socket.
    fn identity(&self, fd: RawFd) -> Option<u64>;
    /// Has a file for this loop alone. Its identity.
    fn claim(&mut self, fd: RawFd) -> Result<Option<u64>, Elsewhere>;
    /// This loop has nothing more to do with the file of a number.
    fn let_go(&mut self, fd: RawFd, identity: u64);
    fn close(&mut self, fd: RawFd) -> Result<(), Errno>;
    /// What poll(2) says at this moment, in the poller's bits: for whoever asks, and for no table.
    fn readiness(&self, fd: RawFd) -> Result<u32, Errno>;
}

/// Those of the kernel.
#[derive(Default)]
pub struct KernelSockets {
    accepts: connection::Row,
    user: User,
}

impl Sockets for KernelSockets {
    fn prepare(&mut self, fd: RawFd, known: Option<Kind>) -> Kind {
        receiving::prepare(fd, known)
    }

    fn kind(&self, fd: RawFd) -> Kind {
        receiving::kind(fd)
    }

    fn accept(&mut self, fd: RawFd) -> Result<(RawFd, SockAddr), Errno> {
        self.accepts.accept(fd)
    }

    fn accept_if_any(&mut self, fd: RawFd) -> Result<(RawFd, SockAddr), Errno> {
        self.accepts.accept_if_any(fd)
    }

    fn end_row(&mut self) {
        self.accepts.end();
    }

    fn connect(&mut self, fd: RawFd, address: &SockAddr) -> Result<(), Errno> {
        connection::connect(fd, address)
    }

    fn is_connected(&mut self, fd: RawFd) -> bool {
        socket::getpeername(fd).is_ok()
    }

    fn disconnect(&mut self, fd: RawFd) -> Result<(), Errno> {
        connection::disconnect(fd)
    }

    fn receive(&mut self, fd: RawFd, buffer: &mut [u8]) -> Result<usize, Errno> {
        receiving::receive(fd, buffer)
    }

    fn receive_message(&mut self, fd: RawFd, buffer: &mut [u8]) -> Result<Message, Errno> {
        receiving::receive_message(fd, buffer)
    }

    fn receive_apart(&mut self, fd: RawFd, most: usize) -> Result<(Vec<u8>, Message), Errno> {
        receiving::receive_apart(fd, most)
    }

    fn send(&mut self, fd: RawFd, buffer: &[u8]) -> Result<usize, Errno> {
        stream::send(fd, buffer)
    }

    fn send_to(&mut self, fd: RawFd, buffer: &[u8], address: &SockAddr) -> Result<usize, Errno> {
        stream::send_to(fd, buffer, address)
    }

    fn send_pieces(&mut self, fd: RawFd, pieces: &[IoSlice<'_>]) -> Result<usize, Errno> {
        stream::send_pieces(fd, pieces)
    }

    fn shut_down(&mut self, fd: RawFd) -> Result<(), Errno> {
        stream::shut_down(fd)
    }

    fn reset(&mut self, fd: RawFd) {
        socket::reset_by_close(fd);
    }

    fn name(&self, fd: RawFd, of_peer: bool) -> Result<SockAddr, Errno> {
        if of_peer { socket::getpeername(fd) } else { socket::getsockname(fd) }
    }

    fn identity(&self, fd: RawFd) -> Option<u64> {
        socket::cookie(fd)
    }

    fn claim(&mut self, fd: RawFd) -> Result<Option<u64>, Elsewhere> {
        self.user.claim(fd)
    }

    fn let_go(&mut self, fd: RawFd, identity: u64) {
        self.user.let_go(fd, identity);
    }

    fn close(&mut self, fd: RawFd) -> Result<(), Errno> {
        socket::close(fd)
    }

    fn readiness(&self, fd: RawFd) -> Result<u32, Errno> {
        sys::readiness(fd)
    }
}

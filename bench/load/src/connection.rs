//! One connection of the closed loop: what it owes the server, and what the server owes it.

use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, TcpStream, UdpSocket};
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::net::{RecvFlags, SendFlags, Shutdown, recv, send, shutdown};

use crate::failure::Failure;
use crate::options::Options;
use crate::payload::Payload;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

pub struct Connection {
    pub socket: OwnedFd,
    id: usize,
    size: u64,
    verify: bool,
    /// How much may leave in one call: a datagram is one request.
    most: u64,
    /// Bytes of all requests begun so far; the server must send back exactly as many.
    owed: u64,
    sent: u64,
    received: u64,
    /// When each outstanding request began, oldest first.
    began: VecDeque<Instant>,
}

impl Connection {
    pub fn open(options: &Options, id: usize) -> Result<Self, Failure> {
        let connect = || -> io::Result<OwnedFd> {
            if options.udp {
                let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
                socket.connect(options.address)?;
                socket.set_nonblocking(true)?;
                return Ok(socket.into());
            }
            let stream = TcpStream::connect_timeout(&options.address, CONNECT_TIMEOUT)?;
            stream.set_nodelay(true)?;
            stream.set_nonblocking(true)?;
            Ok(stream.into())
        };
        let socket = connect().map_err(|error| Failure::Socket { connection: id, call: "connect", error })?;
        let size = u64::from(options.size);
        Ok(Self {
            socket,
            id,
            size,
            verify: options.verify,
            most: if options.udp { size } else { u64::MAX },
            owed: 0,
            sent: 0,
            received: 0,
            began: VecDeque::new(),
        })
    }

    pub fn received(&self) -> u64 {
        self.received
    }

    pub fn outstanding(&self) -> usize {
        self.began.len()
    }

    /// When the request began that has waited longest.
    pub fn oldest(&self) -> Option<Instant> {
        self.began.front().copied()
    }

    pub fn begin(&mut self, now: Instant) {
        self.owed += self.size;
        self.began.push_back(now);
    }

    /// Gives the kernel what is owed, as far as it takes it; the next writable edge goes on.
    pub fn flush(&mut self, payload: &mut Payload) -> Result<(), Failure> {
        while self.sent < self.owed {
            let bytes = payload.bytes(self.id, self.sent, (self.owed - self.sent).min(self.most) as usize);
            match send(&self.socket, bytes, SendFlags::NOSIGNAL) {
                Ok(count) => self.sent += count as u64,
                Err(Errno::AGAIN) => break,
                Err(Errno::INTR) => {}
                Err(errno) => return Err(self.failed("send", errno.into())),
            }
        }
        Ok(())
    }

    /// Reads what is there and returns how many requests that answered; [`Self::answered`] then takes them off.
    ///
    /// A timed run drops the bytes inside the kernel (`MSG_TRUNC` on TCP copies nothing, and of UDP counts all of them), so that the generator stays
    /// cheaper than the servers it measures; that they are the right bytes is shown by a verifying run.
    pub fn read(&mut self, buffer: &mut [u8], payload: &mut Payload) -> Result<usize, Failure> {
        let flags = if self.verify { RecvFlags::empty() } else { RecvFlags::TRUNC };
        let before = self.received / self.size;
        while self.received < self.owed {
            let count = match recv(&self.socket, &mut *buffer, flags) {
                Ok((_, 0)) => return Err(Failure::Closed { connection: self.id, outstanding: self.outstanding() }),
                Ok((_, count)) => count,
                Err(Errno::AGAIN) => break,
                Err(Errno::INTR) => continue,
                Err(errno) => return Err(self.failed("recv", errno.into())),
            };
            let received = self.received + count as u64;
            if received > self.owed {
                return Err(Failure::Surplus { connection: self.id, bytes: received - self.owed });
            }
            if self.verify {
                payload
                    .check(self.id, self.received, &buffer[..count])
                    .map_err(|mismatch| Failure::Mismatch { connection: self.id, mismatch })?;
            }
            self.received = received;
            if count < buffer.len() && self.most == u64::MAX {
                break; // drained: more bytes are a new edge
            }
        }
        Ok((self.received / self.size - before) as usize)
    }

    /// When the `count` oldest outstanding requests began, which are outstanding no longer.
    pub fn answered(&mut self, count: usize) -> impl Iterator<Item = Instant> + '_ {
        self.began.drain(..count)
    }

    /// Says that nothing more will come; a server that echoes must now end too, without another byte.
    pub fn end(&mut self) -> Result<(), Failure> {
        shutdown(&self.socket, Shutdown::Write).map_err(|errno| self.failed("shutdown", errno.into()))
    }

    /// True once the server's end has come.
    pub fn ended(&mut self, buffer: &mut [u8]) -> Result<bool, Failure> {
        loop {
            return match recv(&self.socket, &mut *buffer, RecvFlags::empty()) {
                Ok((_, 0)) => Ok(true),
                Ok((_, count)) => Err(Failure::Surplus { connection: self.id, bytes: count as u64 }),
                Err(Errno::AGAIN) => Ok(false),
                Err(Errno::INTR) => continue,
                Err(errno) => Err(self.failed("recv", errno.into())),
            };
        }
    }

    fn failed(&self, call: &'static str, error: io::Error) -> Failure {
        Failure::Socket { connection: self.id, call, error }
    }
}

//! One connection of the closed loop: what it owes the server, and what the server owes it.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Write};
use std::net::{Shutdown, SocketAddr};
use std::time::{Duration, Instant};

use mio::net::TcpStream;
use rustix::io::Errno;
use rustix::net::{RecvFlags, recv};

use crate::failure::Failure;
use crate::payload::Payload;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

pub struct Connection {
    pub stream: TcpStream,
    id: usize,
    size: u64,
    verify: bool,
    /// Bytes of all requests begun so far; the server must send back exactly as many.
    owed: u64,
    sent: u64,
    received: u64,
    /// When each outstanding request began, oldest first.
    began: VecDeque<Instant>,
}

impl Connection {
    pub fn open(address: SocketAddr, id: usize, size: usize, verify: bool) -> Result<Self, Failure> {
        let connect = || -> io::Result<TcpStream> {
            let stream = std::net::TcpStream::connect_timeout(&address, CONNECT_TIMEOUT)?;
            stream.set_nodelay(true)?;
            stream.set_nonblocking(true)?;
            Ok(TcpStream::from_std(stream))
        };
        let stream = connect().map_err(|error| Failure::Socket { connection: id, call: "connect", error })?;
        Ok(Self { stream, id, size: size as u64, verify, owed: 0, sent: 0, received: 0, began: VecDeque::new() })
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
            let bytes = payload.bytes(self.id, self.sent, (self.owed - self.sent) as usize);
            match self.stream.write(bytes) {
                Ok(count) => self.sent += count as u64,
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failed("send", error)),
            }
        }
        Ok(())
    }

    /// Reads what is there and returns how many requests that answered; [`Self::answered`] then takes them off.
    ///
    /// A timed run drops the bytes inside the kernel (`MSG_TRUNC` on TCP copies nothing), so that the generator stays
    /// cheaper than the servers it measures; that they are the right bytes is shown by a verifying run.
    pub fn read(&mut self, buffer: &mut [u8], payload: &mut Payload) -> Result<usize, Failure> {
        let flags = if self.verify { RecvFlags::empty() } else { RecvFlags::TRUNC };
        let before = self.received / self.size;
        while self.received < self.owed {
            let count = match recv(&self.stream, &mut *buffer, flags) {
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
            if count < buffer.len() {
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
        self.stream.shutdown(Shutdown::Write).map_err(|error| self.failed("shutdown", error))
    }

    /// True once the server's end has come.
    pub fn ended(&mut self, buffer: &mut [u8]) -> Result<bool, Failure> {
        loop {
            return match recv(&self.stream, &mut *buffer, RecvFlags::empty()) {
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

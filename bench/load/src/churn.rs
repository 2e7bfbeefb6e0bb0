//! Connections that last for one byte: connect, send it, get it back, close, and again.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::time::Instant;

use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};
use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketFlags, SocketType, bind, connect, socket_with};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::fairness::Fairness;
use crate::options::Options;
use crate::payload::Mismatch;
use crate::run::{EVENTS, TICK};
use crate::window::{self, End, Latency};

/// Who closes first keeps the port for a minute. Each address of the loopback has ports of its own, and these are enough.
const SOURCES: u32 = 200;

struct Caller {
    stream: TcpStream,
    began: Instant,
    is_sent: bool,
}

pub struct Churn<'a> {
    options: &'a Options,
    poll: Poll,
    events: Events,
    callers: Vec<Caller>,
    latency: Latency,
    fairness: Fairness,
    /// Bytes that came back, warm-up included; the number of each byte.
    answered: u64,
    opened: u32,
    last_answer: Instant,
}

impl<'a> Churn<'a> {
    pub fn new(options: &'a Options) -> Result<Self, Failure> {
        let connections = options.connections as usize;
        Ok(Self {
            options,
            poll: Poll::new().map_err(Failure::Poll)?,
            events: Events::with_capacity(EVENTS),
            callers: Vec::with_capacity(connections),
            latency: Latency::new(),
            fairness: Fairness::new(connections),
            answered: 0,
            opened: 0,
            last_answer: Instant::now(),
        })
    }

    pub fn measure(&mut self) -> Result<Value, Failure> {
        let options = self.options;
        self.last_answer = Instant::now();
        for id in 0..options.connections as usize {
            let caller = self.open(id)?;
            self.callers.push(caller);
        }
        self.until(Instant::now() + options.warmup)?;
        self.latency.clear();
        self.fairness.clear();
        let start = End::take(&options.watch)?;
        self.until(Instant::now() + options.seconds)?;
        let end = End::take(&options.watch)?;
        let oldest = self.callers.iter().map(|caller| caller.began).min();
        let mut shown = window::report(&options.watch, &start, &end, &self.latency, oldest);
        self.fairness.report(&mut shown);
        shown["total"] = json!(self.answered);
        shown["verified"] = if options.verify { json!(self.answered) } else { Value::Null };
        Ok(shown)
    }

    fn until(&mut self, end: Instant) -> Result<(), Failure> {
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            match self.poll.poll(&mut self.events, Some(left.min(TICK))) {
                Err(error) if error.kind() != ErrorKind::Interrupted => return Err(Failure::Poll(error)),
                _ => {}
            }
            let ids: Vec<usize> = self.events.iter().map(|event| event.token().0).collect();
            for id in ids {
                self.advance(id)?;
            }
            if self.last_answer.elapsed() > self.options.stall {
                let connections = self.callers.len();
                let seconds = self.options.stall.as_secs_f64();
                return Err(Failure::Stalled { seconds, waiting: connections, connections });
            }
        }
    }

    /// As far as it gets with one connection; the next one begins where that is done.
    fn advance(&mut self, id: usize) -> Result<(), Failure> {
        let failed = |call, error| Failure::Socket { connection: id, call, error };
        let caller = &mut self.callers[id];
        let expected = id as u8;
        if !caller.is_sent {
            match caller.stream.write(&[expected]) {
                Ok(_) => caller.is_sent = true,
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::NotConnected) => return Ok(()),
                Err(error) => return Err(failed("connect", error)),
            }
        }
        let mut byte = [0];
        match caller.stream.read(&mut byte) {
            Ok(0) => return Err(Failure::Closed { connection: id, outstanding: 1 }),
            Ok(_) if byte[0] != expected => {
                let mismatch = Mismatch { offset: 0, expected, got: byte[0] };
                return Err(Failure::Mismatch { connection: id, mismatch });
            }
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
            Err(error) => return Err(failed("recv", error)),
        }
        let now = Instant::now();
        self.latency.record(caller.began, now);
        self.fairness.record(id, 1);
        self.answered += 1;
        self.last_answer = now;
        self.callers[id] = self.open(id)?;
        Ok(())
    }

    fn open(&mut self, id: usize) -> Result<Caller, Failure> {
        let failed = |call| move |errno: Errno| Failure::Socket { connection: id, call, error: errno.into() };
        let began = Instant::now();
        let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
        let socket = socket_with(AddressFamily::INET, SocketType::STREAM, flags, None).map_err(failed("socket"))?;
        if self.options.address.ip().is_loopback() {
            let source = Ipv4Addr::new(127, 0, 1, 1 + (self.opened % SOURCES) as u8);
            bind(&socket, &SocketAddr::V4(SocketAddrV4::new(source, 0))).map_err(failed("bind"))?;
        }
        self.opened = self.opened.wrapping_add(1);
        match connect(&socket, &self.options.address) {
            Ok(()) | Err(Errno::INPROGRESS) => {}
            Err(errno) => return Err(failed("connect")(errno)),
        }
        let mut stream = TcpStream::from_std(socket.into());
        self.poll
            .registry()
            .register(&mut stream, Token(id), Interest::READABLE | Interest::WRITABLE)
            .map_err(Failure::Poll)?;
        Ok(Caller { stream, began, is_sent: false })
    }
}

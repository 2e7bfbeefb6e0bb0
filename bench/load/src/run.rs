//! A run: connect, warm up, measure, let the last answers come in; verifying, also see the server end.

use std::fmt::Display;
use std::io::{self, BufRead, ErrorKind, Write};
use std::os::fd::AsRawFd;
use std::time::{Duration, Instant};

use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use serde_json::{Value, json};

use crate::churn::Churn;
use crate::connection::Connection;
use crate::failure::Failure;
use crate::fairness::Fairness;
use crate::options::Options;
use crate::payload::Payload;
use crate::window::{self, End, Latency};

const BUFFER_BYTES: usize = 256 * 1024;
pub const EVENTS: usize = 1024;
/// How late a stall, or the end of a window in which nothing happens, may be noticed.
pub const TICK: Duration = Duration::from_millis(50);

/// Prints what the run showed while its connections still stand, so that nothing sees them close who must not.
pub fn run(options: &Options) -> Result<(), Failure> {
    if options.churn {
        let mut churn = Churn::new(options)?;
        perform(options, || churn.measure())
    } else {
        let mut run = Run::connect(options)?;
        perform(options, || run.measure())
    }
}

fn perform(options: &Options, mut measure: impl FnMut() -> Result<Value, Failure>) -> Result<(), Failure> {
    if options.hold {
        tell("ready")?;
        io::stdin().lock().read_line(&mut String::new()).map_err(Failure::Control)?;
    }
    tell(measure()?)?;
    if options.hold {
        io::copy(&mut io::stdin().lock(), &mut io::sink()).map_err(Failure::Control)?;
    }
    Ok(())
}

fn tell(line: impl Display) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).map_err(Failure::Control)
}

struct Run<'a> {
    options: &'a Options,
    poll: Poll,
    events: Events,
    connections: Vec<Connection>,
    payload: Payload,
    buffer: Vec<u8>,
    latency: Latency,
    fairness: Fairness,
    /// Requests answered since the beginning, warm-up included.
    answered: u64,
    last_answer: Instant,
}

impl<'a> Run<'a> {
    fn connect(options: &'a Options) -> Result<Self, Failure> {
        let size = options.size as usize;
        let poll = Poll::new().map_err(Failure::Poll)?;
        let mut connections = Vec::new();
        for id in 0..options.connections as usize {
            let connection = Connection::open(options, id)?;
            poll.registry()
                .register(
                    &mut SourceFd(&connection.socket.as_raw_fd()),
                    Token(id),
                    Interest::READABLE | Interest::WRITABLE,
                )
                .map_err(Failure::Poll)?;
            connections.push(connection);
        }
        Ok(Self {
            options,
            poll,
            events: Events::with_capacity(EVENTS),
            connections,
            payload: if options.verify {
                Payload::pattern(size)
            } else {
                Payload::constant(size, options.pipeline as usize)
            },
            buffer: vec![0; BUFFER_BYTES],
            latency: Latency::new(),
            fairness: Fairness::new(options.connections as usize),
            answered: 0,
            last_answer: Instant::now(),
        })
    }

    fn measure(&mut self) -> Result<Value, Failure> {
        let options = self.options;
        self.greet()?;
        self.begin_all()?;
        self.until(options.warmup)?;
        self.latency.clear();
        self.fairness.clear();
        let start = End::take(&options.watch)?;
        self.until(options.seconds)?;
        let end = End::take(&options.watch)?;
        let mut shown = window::report(&options.watch, &start, &end, &self.latency, self.oldest());
        self.fairness.report(&mut shown);
        self.drain()?;
        if options.verify && !options.udp {
            self.end_all()?;
        }
        shown["total"] = json!(self.answered);
        shown["verified"] = if options.verify { json!(self.received()) } else { Value::Null };
        Ok(shown)
    }

    /// One answer for each connection before there is a second for any: then all are accepted. How late a server accepts
    /// while it serves others would look like unfairness of what is measured, which it is not.
    fn greet(&mut self) -> Result<(), Failure> {
        self.begin_all()?;
        self.drain()
    }

    fn begin_all(&mut self) -> Result<(), Failure> {
        self.last_answer = Instant::now();
        for connection in &mut self.connections {
            for _ in 0..self.options.pipeline {
                connection.begin(Instant::now());
            }
            connection.flush(&mut self.payload)?;
        }
        Ok(())
    }

    /// Each answer begins the next request, for `time`.
    fn until(&mut self, time: Duration) -> Result<(), Failure> {
        let end = Instant::now() + time;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            self.turn(left, true)?;
        }
    }

    /// No new requests; waits for the answers to those that are out.
    fn drain(&mut self) -> Result<(), Failure> {
        while self.waiting() > 0 {
            self.turn(TICK, false)?;
        }
        Ok(())
    }

    fn turn(&mut self, longest: Duration, again: bool) -> Result<(), Failure> {
        self.wait(longest)?;
        for event in &self.events {
            let id = event.token().0;
            let connection = &mut self.connections[id];
            let count = connection.read(&mut self.buffer, &mut self.payload)?;
            if count > 0 {
                let now = Instant::now();
                for began in connection.answered(count) {
                    self.latency.record(began, now);
                }
                if again {
                    for _ in 0..count {
                        connection.begin(now);
                    }
                }
                self.fairness.record(id, count as u64);
                self.answered += count as u64;
                self.last_answer = now;
            }
            connection.flush(&mut self.payload)?;
        }
        if self.last_answer.elapsed() > self.options.stall {
            return Err(self.stalled(self.waiting()));
        }
        Ok(())
    }

    /// Half-closes every connection and waits for the server to close its side as well, sending nothing more.
    fn end_all(&mut self) -> Result<(), Failure> {
        for connection in &mut self.connections {
            connection.end()?;
        }
        let begun = Instant::now();
        let mut open = vec![true; self.connections.len()];
        while open.contains(&true) {
            self.wait(TICK)?;
            for event in &self.events {
                let id = event.token().0;
                open[id] = open[id] && !self.connections[id].ended(&mut self.buffer)?;
            }
            if begun.elapsed() > self.options.stall {
                return Err(self.stalled(open.iter().filter(|open| **open).count()));
            }
        }
        Ok(())
    }

    fn wait(&mut self, longest: Duration) -> Result<(), Failure> {
        match self.poll.poll(&mut self.events, Some(longest.min(TICK))) {
            Err(error) if error.kind() != ErrorKind::Interrupted => Err(Failure::Poll(error)),
            _ => Ok(()),
        }
    }

    fn waiting(&self) -> usize {
        self.connections.iter().filter(|connection| connection.outstanding() > 0).count()
    }

    /// When the request began that has waited longest of all.
    fn oldest(&self) -> Option<Instant> {
        self.connections.iter().filter_map(Connection::oldest).min()
    }

    fn received(&self) -> u64 {
        self.connections.iter().map(Connection::received).sum()
    }

    fn stalled(&self, waiting: usize) -> Failure {
        Failure::Stalled { seconds: self.options.stall.as_secs_f64(), waiting, connections: self.connections.len() }
    }
}

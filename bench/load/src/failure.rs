//! Why a run came to nothing, in words that say which connection and what to look at.

use std::fmt;
use std::io;

use crate::payload::Mismatch;

#[derive(Debug)]
pub enum Failure {
    Socket { connection: usize, call: &'static str, error: io::Error },
    Poll(io::Error),
    Watch { path: String, error: io::Error },
    Control(io::Error),
    Closed { connection: usize, outstanding: usize },
    Surplus { connection: usize, bytes: u64 },
    Mismatch { connection: usize, mismatch: Mismatch },
    Stalled { seconds: f64, waiting: usize, connections: usize },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Socket { connection, call, error } => write!(f, "connection {connection}: {call}: {error}"),
            Self::Poll(error) => write!(f, "poll: {error}"),
            Self::Watch { path, error } => write!(f, "--watch {path}: {error}"),
            Self::Control(error) => write!(f, "standard input or output: {error}"),
            Self::Closed { connection, outstanding } => {
                write!(f, "connection {connection}: the server closed it with {outstanding} requests unanswered")
            }
            Self::Surplus { connection, bytes } => {
                write!(f, "connection {connection}: the server sent {bytes} bytes that nobody asked for")
            }
            Self::Mismatch { connection, mismatch } => write!(
                f,
                "connection {connection}: byte {} came back as {:#04x}, sent was {:#04x}",
                mismatch.offset, mismatch.got, mismatch.expected
            ),
            Self::Stalled { seconds, waiting, connections } => write!(
                f,
                "nothing came back for {seconds} s: {waiting} of {connections} connections wait for the server"
            ),
        }
    }
}

impl std::error::Error for Failure {}

//! What JavaScript asks for without waiting for an answer: the start of an operation, or something of a connection; and what
//! it has told its users.

use super::desk::Desk;
use crate::engine::{Demand, Engine};
use crate::memory::Told;
use crate::platform::Platform;
use crate::slots::{Failure, Operation, SlotId, Target};
use socket2::SockAddr;

pub enum Command {
    Start {
        slot: SlotId,
        operation: Operation,
        start: Start,
    },
    Hear(Told),
    /// Something is asked of a connection.
    Demand(SlotId, Demand),
    /// Bytes are written to one; `asks`: JavaScript is to be told what becomes of them.
    Write {
        slot: SlotId,
        bytes: Vec<u8>,
        asks: bool,
    },
    /// What was to be written is not to be had, for this reason.
    FailWrite(SlotId, Failure),
}

/// Which operation, with what it takes. Addresses are boxed, for they are long and rare.
pub enum Start {
    Accept,
    Connect(Box<SockAddr>),
    /// Up to so many bytes.
    Receive(usize),
    ReceiveFrom(usize),
    Send(Box<[u8]>),
    SendTo(Box<[u8]>, Box<SockAddr>),
}

impl Command {
    /// Starts the operation; one that is refused fails with a record, as all others end.
    pub fn execute<P: Platform<Host = Desk>>(self, engine: &mut Engine<P>) {
        let (slot, operation, start) = match self {
            Self::Start { slot, operation, start } => (slot, operation, start),
            Self::Hear(told) => return engine.hear(told),
            Self::Demand(slot, demand) => return engine.demand(slot, demand),
            Self::FailWrite(slot, why) => return engine.fail_write(slot, why),
            Self::Write { slot, bytes, asks } => {
                let length = bytes.len();
                engine.host().lay_out(bytes);
                engine.write(slot, length, asks);
                // What has left, or was written to nobody, may be large: it is not kept until somebody writes again (L18).
                engine.host().lay_out(Vec::new());
                return;
            }
        };
        let mut lay = |bytes: Box<[u8]>| {
            let length = bytes.len();
            engine.host().lay(operation, bytes);
            length
        };
        let started = match start {
            Start::Accept => engine.accept(slot, operation),
            Start::Connect(to) => engine.connect(slot, operation, *to),
            Start::Receive(max) => engine.receive(slot, operation, Target::Slab(max)),
            Start::ReceiveFrom(max) => engine.receive_from(slot, operation, max),
            Start::Send(bytes) => {
                let length = lay(bytes);
                engine.send(slot, operation, length)
            }
            Start::SendTo(bytes, to) => {
                let length = lay(bytes);
                engine.send_to(slot, operation, length, *to)
            }
        };
        if let Err(refusal) = started {
            engine.refuse(slot, operation, refusal);
        }
    }
}

//! The methods of a loop that run for each request.

use crate::errors;
use crate::ffi::env;
use crate::ffi::method::{self, Answer, Call, Method};
use crate::runner::{Node, Runner};
use napi::Result;
use napi::bindgen_prelude::Object;
use readyloop_engine::sys::name;
use readyloop_engine::{Direction, Engine, Refusal, SlotId, Started, Target};
use std::ffi::CStr;
use std::rc::Rc;

/// What the start of an operation answers: whether it has settled, and its record is `result`.
const PENDING: u32 = 0;
const SETTLED: u32 = 1;

/// Puts them on an instance.
pub fn put_methods(object: &Object<'_>, runner: &Rc<Runner>) -> Result<()> {
    method::put::<Begin>(object, runner)?;
    method::put::<Receive>(object, runner)?;
    method::put::<ReceiveFrom>(object, runner)?;
    method::put::<ReceiveInto>(object, runner)?;
    method::put::<Send>(object, runner)?;
    method::put::<SendTo>(object, runner)
}

/// `begin(slot, generation, direction)`: whether the callback of a READER (0) or WRITER (1) record is to run; ends the one
/// begun before.
struct Begin;

impl Method for Begin {
    const NAME: &'static CStr = c"begin";

    fn run(call: &Call<'_>) -> Result<Answer> {
        let id = SlotId { index: call.unsigned(0)?, generation: call.unsigned(1)? };
        let direction = if call.unsigned(2)? == 0 { Direction::Reader } else { Direction::Writer };
        let begun = call.runner.engine().is_some_and(|mut engine| engine.begin(id, direction));
        Ok(Answer::Boolean(begun))
    }
}

/// `receive(key, operation, max)`: up to so many bytes into the slab.
struct Receive;

impl Method for Receive {
    const NAME: &'static CStr = c"receive";

    fn run(call: &Call<'_>) -> Result<Answer> {
        let (id, operation) = (SlotId::from_key(call.number(0)?), call.unsigned(1)?);
        let target = Target::Slab(call.unsigned(2)? as usize);
        let started = match call.runner.engine() {
            Some(mut engine) => engine.receive(id, operation, target),
            None => Err(Refusal::LoopClosed),
        };
        answer(call, started)
    }
}

/// `receiveFrom(key, operation, max)`: up to so many bytes into the slab, and behind them their sender's `sockaddr`.
struct ReceiveFrom;

impl Method for ReceiveFrom {
    const NAME: &'static CStr = c"receiveFrom";

    fn run(call: &Call<'_>) -> Result<Answer> {
        let (id, operation, max) = (SlotId::from_key(call.number(0)?), call.unsigned(1)?, call.unsigned(2)?);
        let started = match call.runner.engine() {
            Some(mut engine) => engine.receive_from(id, operation, max as usize),
            None => Err(Refusal::LoopClosed),
        };
        answer(call, started)
    }
}

/// `receiveInto(key, operation, buffer)`.
struct ReceiveInto;

impl Method for ReceiveInto {
    const NAME: &'static CStr = c"receiveInto";

    fn run(call: &Call<'_>) -> Result<Answer> {
        with_buffer(call, |engine, id, operation, length| engine.receive(id, operation, Target::Buffer(length)))
    }
}

/// `send(key, operation, buffer)`: all of the bytes.
struct Send;

impl Method for Send {
    const NAME: &'static CStr = c"send";

    fn run(call: &Call<'_>) -> Result<Answer> {
        with_buffer(call, Engine::send)
    }
}

/// `sendTo(key, operation, buffer, address)`: all of the bytes, to a `sockaddr`.
struct SendTo;

impl Method for SendTo {
    const NAME: &'static CStr = c"sendTo";

    fn run(call: &Call<'_>) -> Result<Answer> {
        let address = env::bytes_in(&call.env, &call.value(3)).map(|mut bytes| name::from_bytes(bytes.slice()));
        let Some(Ok(address)) = address else {
            return errors::invalid(&call.env, "address must be the bytes of a sockaddr");
        };
        with_buffer(call, |engine, id, operation, length| engine.send_to(id, operation, length, address))
    }
}

/// The engine sees the buffer during the call; after it only if the operation is pending.
fn with_buffer(
    call: &Call<'_>,
    start: impl FnOnce(&mut Engine<Node>, SlotId, u32, usize) -> std::result::Result<Started, Refusal>,
) -> Result<Answer> {
    let (id, operation) = (SlotId::from_key(call.number(0)?), call.unsigned(1)?);
    let buffer = call.value(2);
    let Some(bytes) = env::bytes_in(&call.env, &buffer) else {
        return errors::invalid(&call.env, "buffer must be a Uint8Array");
    };
    let Some(mut engine) = call.runner.engine() else {
        return errors::refused(&call.env, Refusal::LoopClosed);
    };
    let length = bytes.len();
    engine.host().lend(operation, bytes);
    let started = start(&mut engine, id, operation, length);
    let held = match started {
        Ok(Started::Pending) => call.runner.js().hold(&buffer).map(Some),
        _ => Ok(None),
    };
    if held.is_err() {
        engine.cancel(id, operation);
    }
    engine.host().take_back(held?);
    drop(engine);
    answer(call, started)
}

fn answer(call: &Call<'_>, started: std::result::Result<Started, Refusal>) -> Result<Answer> {
    call.runner.rest();
    match started {
        Ok(Started::Pending) => Ok(Answer::Number(PENDING)),
        Ok(Started::Settled) => Ok(Answer::Number(SETTLED)),
        Err(refusal) => errors::refused(&call.env, refusal),
    }
}

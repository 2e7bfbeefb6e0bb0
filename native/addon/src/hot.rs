//! The methods of a loop that run for each request.

use crate::backend::{Lent, Start};
use crate::errors;
use crate::ffi::{self, Answer, Method};
use crate::runner::Runner;
use napi::Result;
use napi::bindgen_prelude::Object;
use readyloop_engine::sys::name;
use readyloop_engine::{Direction, SlotId, Started};
use std::ffi::CStr;
use std::rc::Rc;

type Call<'a> = ffi::Call<'a, Runner>;

const NANOS_PER_MILLI: f64 = 1e6;

/// Puts them on an instance.
pub fn put_methods(object: &Object<'_>, runner: &Rc<Runner>) -> Result<()> {
    ffi::put::<Begin>(object, runner)?;
    ffi::put::<Finish>(object, runner)?;
    ffi::put::<Receive>(object, runner)?;
    ffi::put::<ReceiveFrom>(object, runner)?;
    ffi::put::<ReceiveInto>(object, runner)?;
    ffi::put::<Send>(object, runner)?;
    ffi::put::<SendTo>(object, runner)?;
    ffi::put::<Submit>(object, runner)?;
    ffi::put::<FlushSoon>(object, runner)?;
    ffi::put::<Schedule>(object, runner)?;
    ffi::put::<SetTimer>(object, runner)?;
    ffi::put::<SetRef>(object, runner)
}

/// `begin(slot, generation, direction, ticket)`: whether the callback of a READER (0) or WRITER (1) record is to run; ends
/// the one begun before. The ticket is the record's value.
struct Begin;

impl Method for Begin {
    type Owner = Runner;

    const NAME: &'static CStr = c"begin";

    fn run(call: &Call<'_>) -> Result<Answer> {
        let id = SlotId { index: call.unsigned(0)?, generation: call.unsigned(1)? };
        let direction = if call.unsigned(2)? == 0 { Direction::Reader } else { Direction::Writer };
        Ok(Answer::Boolean(call.owner.begin(id, direction, call.unsigned(3)?)))
    }
}

/// `finish()`: ends the callback begun last, and with it the batch, for JavaScript has looked at all its records. Whether those
/// were the last of a loop that is closed, with which its trace ends.
struct Finish;

impl Method for Finish {
    type Owner = Runner;

    const NAME: &'static CStr = c"finish";

    fn run(call: &Call<'_>) -> Result<Answer> {
        Ok(Answer::Boolean(call.owner.finish()))
    }
}

/// `receive(key, operation, max)`: up to so many bytes into the slab.
struct Receive;

impl Method for Receive {
    type Owner = Runner;

    const NAME: &'static CStr = c"receive";

    fn run(call: &Call<'_>) -> Result<Answer> {
        start(call, Start::Receive(call.unsigned(2)? as usize))
    }
}

/// `receiveFrom(key, operation, max)`: up to so many bytes into the slab, and behind them their sender's `sockaddr`.
struct ReceiveFrom;

impl Method for ReceiveFrom {
    type Owner = Runner;

    const NAME: &'static CStr = c"receiveFrom";

    fn run(call: &Call<'_>) -> Result<Answer> {
        start(call, Start::ReceiveFrom(call.unsigned(2)? as usize))
    }
}

/// `receiveInto(key, operation, buffer)`.
struct ReceiveInto;

impl Method for ReceiveInto {
    type Owner = Runner;

    const NAME: &'static CStr = c"receiveInto";

    fn run(call: &Call<'_>) -> Result<Answer> {
        start(call, Start::ReceiveInto(lent(call)?))
    }
}

/// `send(key, operation, buffer)`: all of the bytes.
struct Send;

impl Method for Send {
    type Owner = Runner;

    const NAME: &'static CStr = c"send";

    fn run(call: &Call<'_>) -> Result<Answer> {
        start(call, Start::Send(lent(call)?))
    }
}

/// `sendTo(key, operation, buffer, address)`: all of the bytes, to a `sockaddr`.
struct SendTo;

impl Method for SendTo {
    type Owner = Runner;

    const NAME: &'static CStr = c"sendTo";

    fn run(call: &Call<'_>) -> Result<Answer> {
        let address = ffi::bytes_in(&call.env, &call.value(3)).map(|mut bytes| name::from_bytes(bytes.slice()));
        let Some(Ok(address)) = address else {
            return errors::invalid(&call.env, "address must be the bytes of a sockaddr");
        };
        start(call, Start::SendTo(lent(call)?, address))
    }
}

/// `submit()`: does what `commands` has, at once.
struct Submit;

impl Method for Submit {
    type Owner = Runner;

    const NAME: &'static CStr = c"submit";

    fn run(call: &Call<'_>) -> Result<Answer> {
        call.owner.submit();
        Ok(Answer::Nothing)
    }
}

/// `flushSoon()`: sees to it that what `commands` has is done, when JavaScript returns or in a turn soon.
struct FlushSoon;

impl Method for FlushSoon {
    type Owner = Runner;

    const NAME: &'static CStr = c"flushSoon";

    fn run(call: &Call<'_>) -> Result<Answer> {
        call.owner.see_to_asked();
        Ok(Answer::Nothing)
    }
}

/// `schedule()`: has `onSoon` called in the next turn.
struct Schedule;

impl Method for Schedule {
    type Owner = Runner;

    const NAME: &'static CStr = c"schedule";

    fn run(call: &Call<'_>) -> Result<Answer> {
        call.owner.schedule();
        Ok(Answer::Nothing)
    }
}

/// `setTimer(ms)`: has `onTimers` called in so many milliseconds, not earlier; replaces what was set before.
struct SetTimer;

impl Method for SetTimer {
    type Owner = Runner;

    const NAME: &'static CStr = c"setTimer";

    fn run(call: &Call<'_>) -> Result<Answer> {
        call.owner.set_timer(Some((call.number(0)?.max(0.0) * NANOS_PER_MILLI).ceil() as u64));
        Ok(Answer::Nothing)
    }
}

/// `setRef(alive)`: whether the loop keeps the process alive, 0 or 1. At first it does not.
struct SetRef;

impl Method for SetRef {
    type Owner = Runner;

    const NAME: &'static CStr = c"setRef";

    fn run(call: &Call<'_>) -> Result<Answer> {
        call.owner.set_ref(call.unsigned(0)? != 0);
        Ok(Answer::Nothing)
    }
}

/// The buffer among the arguments.
fn lent<'a>(call: &'a Call<'_>) -> Result<Lent<'a>> {
    let value = call.value(2);
    match ffi::bytes_in(&call.env, &value) {
        Some(bytes) => Ok(Lent { value, bytes }),
        None => errors::invalid(&call.env, "buffer must be a Uint8Array"),
    }
}

fn start(call: &Call<'_>, start: Start<'_>) -> Result<Answer> {
    let (id, operation) = (SlotId::from_key(call.number(0)?), call.unsigned(1)?);
    let started = call.owner.begin_operation(id, operation, start)?;
    call.owner.rest();
    match started {
        Ok(started) => Ok(Answer::Number(number_of(started))),
        Err(refusal) => errors::refused(&call.env, refusal),
    }
}

/// What the start of an operation answers: 0 if it is pending, 1 if it has settled, and its record is `result`.
pub fn number_of(started: Started) -> u32 {
    match started {
        Started::Pending => 0,
        Started::Settled => 1,
    }
}

//! What only a test build has: tables that can be altered, known bugs that can be switched on, and faults that system
//! calls meet.
//!
//! Tables and bugs are of the thread's environment, and for the loops that are made afterwards. Faults are of the process.

use crate::errors;
use napi::bindgen_prelude::*;
use napi_derive::napi;
use readyloop_engine::generated::Machine;
use readyloop_engine::generated::layout::SystemCall;
use readyloop_engine::sys::Errno;
use readyloop_engine::sys::faults::{self, Effect, Fault};
use readyloop_engine::{Alteration, Bug, Tables, panic_after};
use std::cell::Cell;

thread_local! {
    static TABLES: Cell<Tables> = Cell::default();
}

/// What a new loop steps.
pub fn tables() -> Tables {
    TABLES.get()
}

/// What to change in one cell, by the numbers of its table; what is left out stays.
#[napi(object, object_to_js = false)]
pub struct TableAlteration {
    pub next: Option<u8>,
    pub actions: Option<Vec<u8>>,
}

/// Makes one cell of a machine's table a step with another state after it, or other actions.
#[napi(catch_unwind)]
pub fn alter_table(env: &Env, machine: u8, state: u8, event: u8, change: TableAlteration) -> Result<()> {
    let change = Alteration { next: change.next, actions: change.actions };
    let mut tables = TABLES.get();
    match Machine::from_u8(machine) {
        Some(machine) if tables.alter(machine, state, event, &change) => TABLES.set(tables),
        _ => return errors::invalid(env, "there is no such machine, state, event or action"),
    }
    Ok(())
}

/// Takes every alteration back; the bug stays.
#[napi(catch_unwind)]
pub fn restore_tables() {
    let mut tables = Tables::default();
    tables.bug = TABLES.get().bug;
    TABLES.set(tables);
}

/// Has the engine panic behind so many steps of this thread's loops, or with null never. How many were left until then; null
/// if the panic has been.
#[napi(catch_unwind)]
pub fn panic_after_steps(steps: Option<u32>) -> Option<u32> {
    panic_after(steps)
}

/// Switches a known bug on, or with null all of them off.
#[napi(catch_unwind)]
pub fn set_bug(env: &Env, #[napi(ts_arg_type = "'F0' | 'F3' | null")] bug: Option<String>) -> Result<()> {
    let mut tables = TABLES.get();
    tables.bug = match bug.as_deref() {
        None => None,
        Some("F0") => Some(Bug::F0),
        Some("F3") => Some(Bug::F3),
        Some(_) => return errors::invalid(env, "bug must be 'F0', 'F3' or null"),
    };
    TABLES.set(tables);
    Ok(())
}

/// What the calls of one kind on one descriptor meet, behind the first `after` of them and for the next `times`: an errno
/// in their place, or `short`, with which they are made with no more bytes.
#[napi(object, object_to_js = false)]
pub struct SystemCallFault {
    pub call: u8,
    pub fd: i32,
    pub after: u32,
    pub times: u32,
    pub errno: Option<i32>,
    pub short: Option<u32>,
}

/// Adds a fault; those of one call and descriptor follow one another. See sys/faults.rs for what they keep to.
#[napi(catch_unwind)]
pub fn inject_fault(env: &Env, fault: SystemCallFault) -> Result<()> {
    let SystemCallFault { call, fd, after, times, errno, short } = fault;
    let Some(call) = SystemCall::from_u8(call).filter(|&call| call != SystemCall::Poll) else {
        return errors::invalid(env, "call must be a system call that is made on one descriptor");
    };
    let effect = match (errno, short) {
        (Some(errno), None) if errno > 0 => Effect::Errno(Errno(errno)),
        (None, Some(most)) if matches!(call, SystemCall::Recv | SystemCall::Send) => Effect::Short(most as usize),
        _ => return errors::invalid(env, "a fault is either an errno, or short for a recv or a send"),
    };
    if times == 0 {
        return errors::invalid(env, "times must be 1 or more");
    }
    faults::inject(Fault { call, fd, after, times, effect });
    Ok(())
}

/// Refuses memory whose size a user has chosen, behind the first `after` reservations of it and for the next `times`.
#[napi(catch_unwind)]
pub fn refuse_memory(after: u32, times: u32) {
    faults::refuse_memory(after, times);
}

/// Takes all faults back. How many calls have met one since the last time.
#[napi(catch_unwind)]
pub fn clear_faults() -> u32 {
    faults::clear()
}

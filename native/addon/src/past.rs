//! What a loop can tell of a descriptor, as JavaScript gets it.

use napi::bindgen_prelude::{Int32Array, Uint32Array};
use napi_derive::napi;
use readyloop_engine::Past;

/// The state of a machine that the slot does not have.
const ABSENT: i32 = -1;

/// What the slot of a descriptor is, and did last.
#[napi(object, object_from_js = false)]
pub struct NativePast {
    /// None if no slot ever stood for the descriptor, or is remembered.
    pub slot: Option<u32>,
    pub generation: Option<u32>,
    pub live: bool,
    /// By machine; -1 for one that the slot does not have.
    pub states: Vec<i32>,
    /// The last records as a trace has them, oldest first, and the turn of each.
    pub records: Int32Array,
    pub turns: Uint32Array,
    /// The turn at hand, or the last one; and how many milliseconds ago it asked the poller.
    pub turn: f64,
    pub since_poll: f64,
    /// What poll(2) says now, in the poller's bits; none if the descriptor is not open.
    pub ready: Option<u32>,
}

impl From<Past> for NativePast {
    fn from(past: Past) -> Self {
        let (turns, records): (Vec<_>, Vec<_>) = past.records.into_iter().unzip();
        Self {
            slot: past.slot.map(|id| id.index),
            generation: past.slot.map(|id| id.generation),
            live: past.live,
            states: past.states.into_iter().map(|state| state.map_or(ABSENT, i32::from)).collect(),
            records: Int32Array::new(records.concat()),
            turns: Uint32Array::new(turns),
            turn: past.turn as f64,
            since_poll: past.since_poll as f64,
            ready: past.ready,
        }
    }
}

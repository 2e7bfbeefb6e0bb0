//! An engine that is asked and answered the same does the same: its world decides, and neither time nor chance beside it.

use super::*;
use crate::generated::layout::poller_bits::{IN, OUT};
use crate::slots::Target;

/// So many that they would not come in the same order twice by chance.
const CROWD: u32 = 24;

/// Many who wait for much at the same moments: for room at receivers, for a limit to be lifted, for bytes, for a callback.
/// What the trace says.
fn run() -> Vec<u8> {
    let mut bench = Bench::new();
    let crowd: Vec<SlotId> = (0..CROWD).map(|at| bench.engine.attach(100 + at as i32).unwrap()).collect();
    bench.engine.host.buffers.extend((0..CROWD).map(|operation| (operation, b"x".to_vec())));
    bench.sockets().sends.extend((0..CROWD).map(|_| Err(libc::ENOBUFS)));
    for (operation, &id) in (0..).zip(&crowd) {
        bench.engine.send(id, operation, 1).unwrap();
    }
    let listener = bench.engine.attach(3).unwrap();
    bench.sockets().accepts.extend([Err(libc::EMFILE), Ok(50)]);
    bench.engine.accept(listener, CROWD).unwrap();
    let watched = bench.add(4, Direction::Reader).unwrap();
    for (operation, &id) in (2 * CROWD..).zip(&crowd) {
        bench.engine.receive(id, operation, Target::Slab(8)).unwrap();
    }
    bench.poller().report(4, IN);
    for at in 0..CROWD {
        bench.sockets().receives.push_back(Ok(b"y"));
        bench.poller().report(100 + at as i32, IN | OUT);
    }
    for now in 0..120 {
        bench.engine.clock.now = now;
        // Some find room and some do not, so it shows who asked first.
        bench.sockets().sends.extend([Ok(1), Err(libc::ENOBUFS)]);
        bench.turn();
        bench.begin(watched, Direction::Reader);
    }
    bench.engine.close();
    bench.batch();
    bench.engine.end_trace(true);
    bench.trace.0.lock().unwrap().clone()
}

#[test]
fn two_runs_of_one_script_write_the_same_trace() {
    let first = run();
    assert!(first.len() > 10_000, "much has happened: {} bytes", first.len());
    for _ in 0..4 {
        assert!(run() == first, "a run that cannot be repeated");
    }
}

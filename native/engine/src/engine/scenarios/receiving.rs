//! Receives: at once or later, into the slab or a buffer, and what ends them.

use super::*;
use crate::engine::{Refusal, Started};
use crate::generated::layout::SystemCall;
use crate::generated::layout::poller_bits::{IN, PRI, RDHUP};
use crate::poller::Interest;
use crate::slots::{Failure, Target};

fn connection() -> (Bench, SlotId) {
    let mut bench = Bench::new();
    let id = bench.engine.attach(4).unwrap();
    (bench, id)
}

fn calls(bench: &Bench) -> u64 {
    bench.engine.stats().calls[SystemCall::Recv as usize]
}

#[test]
fn bytes_that_are_there_come_at_once() {
    let (mut bench, id) = connection();
    bench.sockets().receives.push_back(Ok(b"abc"));
    assert_eq!(bench.engine.receive(id, 1, Target::Slab(3)), Ok(Started::Settled));
    let result = bench.result();
    assert_eq!((result.kind, result.operation), (BatchKind::Received, 1));
    assert_eq!(bench.bytes(result), b"abc");
}

#[test]
fn after_a_short_read_the_next_waits_without_a_call() {
    let (mut bench, id) = connection();
    bench.engine.receive(id, 1, Target::Slab(100)).unwrap();
    bench.sockets().receives.push_back(Ok(b"abc"));
    let seen = bench.turn_with(4, IN);
    assert_eq!(bench.bytes(seen[0]), b"abc");
    let before = calls(&bench);
    assert_eq!(bench.engine.receive(id, 2, Target::Slab(100)), Ok(Started::Pending));
    assert_eq!(calls(&bench), before);
    bench.sockets().receives.push_back(Ok(b"d"));
    assert_eq!(bench.turn_with(4, IN)[0].operation, 2);
}

#[test]
fn a_short_read_beside_a_hangup_promises_nothing() {
    let (mut bench, id) = connection();
    bench.engine.receive(id, 1, Target::Slab(100)).unwrap();
    bench.sockets().receives.extend([Ok(&b"abc"[..]), Ok(&b""[..])]);
    bench.turn_with(4, IN | RDHUP);
    assert_eq!(bench.engine.receive(id, 2, Target::Slab(100)), Ok(Started::Settled), "R5");
    assert_eq!(bench.result().value, 0);
}

#[test]
fn a_short_read_beside_urgent_data_promises_nothing_until_it_would_block() {
    let (mut bench, id) = connection();
    bench.engine.receive(id, 1, Target::Slab(100)).unwrap();
    assert_eq!(bench.poller().registered[&4].1, Interest(IN | PRI), "the news of it is asked for");
    bench.sockets().receives.extend([Ok(&b"abc"[..]), Ok(&b"def"[..])]);
    bench.turn_with(4, IN | PRI);
    assert_eq!(bench.engine.receive(id, 2, Target::Slab(100)), Ok(Started::Settled), "O4: behind the mark");
    assert_eq!(bench.engine.receive(id, 3, Target::Slab(100)), Ok(Started::Pending));
    bench.sockets().receives.push_back(Ok(b"g"));
    bench.turn_with(4, IN);
    let before = calls(&bench);
    assert_eq!(bench.engine.receive(id, 4, Target::Slab(100)), Ok(Started::Pending));
    assert_eq!(calls(&bench), before, "L17: all was read since");
}

#[test]
fn a_short_read_that_a_record_may_have_ended_promises_nothing() {
    let (mut bench, id) = connection();
    bench.sockets().kind = Kind::Stream;
    bench.engine.receive(id, 1, Target::Slab(100)).unwrap();
    bench.sockets().receives.extend([Ok(&b"abc"[..]), Ok(&b"d"[..])]);
    bench.turn_with(4, IN);
    assert_eq!(bench.engine.receive(id, 2, Target::Slab(100)), Ok(Started::Settled), "O4");
}

#[test]
fn a_second_receive_is_refused_and_the_first_goes_on() {
    let (mut bench, id) = connection();
    bench.engine.receive(id, 1, Target::Slab(100)).unwrap();
    assert_eq!(bench.engine.receive(id, 2, Target::Slab(100)), Err(Refusal::Busy), "C25");
    bench.sockets().receives.push_back(Ok(b"abc"));
    assert_eq!(bench.turn_with(4, IN)[0].operation, 1);
}

#[test]
fn a_cancelled_receive_takes_nothing_and_can_be_tried_again() {
    let (mut bench, id) = connection();
    bench.engine.receive(id, 1, Target::Slab(100)).unwrap();
    assert_eq!(bench.engine.cancel(id, 1), Some(0));
    assert!(bench.poller().registered.is_empty());
    assert_eq!(bench.engine.cancel(id, 1), None);
    bench.sockets().receives.push_back(Ok(b"abc"));
    assert_eq!(bench.engine.receive(id, 2, Target::Slab(100)), Ok(Started::Settled), "C22");
}

#[test]
fn bytes_go_into_the_users_buffer() {
    let (mut bench, id) = connection();
    bench.engine.host.buffers.insert(1, vec![0; 5]);
    bench.engine.receive(id, 1, Target::Buffer(5)).unwrap();
    bench.sockets().receives.push_back(Ok(b"abc"));
    let seen = bench.turn_with(4, IN);
    assert_eq!((seen[0].value, seen[0].offset), (3, -1));
    assert_eq!(bench.engine.host.buffers[&1], b"abc\0\0");
    assert_eq!(bench.engine.host.released, [1]);
}

#[test]
fn a_buffer_that_shrank_meanwhile_takes_no_bytes() {
    let (mut bench, id) = connection();
    bench.engine.host.buffers.insert(1, vec![0; 5]);
    bench.engine.receive(id, 1, Target::Buffer(5)).unwrap();
    bench.engine.host.buffers.insert(1, Vec::new());
    bench.sockets().receives.push_back(Ok(b"abc"));
    let seen = bench.turn_with(4, IN);
    assert_eq!((seen[0].kind, seen[0].error), (BatchKind::Failed, Failure::BUFFER_DETACHED.error));
    assert_eq!(bench.sockets().receives.len(), 1);
}

#[test]
fn an_error_fails_the_operation_with_its_number_and_call() {
    let (mut bench, id) = connection();
    bench.sockets().receives.push_back(Err(libc::ECONNRESET));
    assert_eq!(bench.engine.receive(id, 1, Target::Slab(9)), Ok(Started::Settled));
    let result = bench.result();
    assert_eq!((result.kind, result.error), (BatchKind::Failed, libc::ECONNRESET));
    assert_eq!(result.extra, SystemCall::Recv as i32);
}

#[test]
fn a_full_slab_makes_the_rest_wait_for_the_next_turn() {
    let mut bench = Bench::new();
    let ids: Vec<_> = (10..14).map(|fd| bench.engine.attach(fd).unwrap()).collect();
    for (&id, operation) in ids.iter().zip(1..) {
        bench.engine.receive(id, operation, Target::Slab(2000)).unwrap();
    }
    bench.sockets().receives.extend([Ok(&[1; 2000][..]); 4]);
    for fd in 10..14 {
        bench.poller().report(fd, IN);
    }
    assert_eq!(bench.turn().len(), 3);
    assert!(bench.engine.restless());
    let rest = bench.turn();
    assert_eq!((rest.len(), rest[0].operation, rest[0].value), (1, 4, 2000));
}

#[test]
fn closing_the_loop_rejects_what_is_pending() {
    let (mut bench, id) = connection();
    bench.engine.receive(id, 1, Target::Slab(9)).unwrap();
    bench.engine.close();
    let failed = bench.batch();
    assert_eq!((failed[0].operation, failed[0].error), (1, Failure::LOOP_CLOSED.error));
    assert_eq!(bench.engine.receive(id, 2, Target::Slab(9)), Err(Refusal::LoopClosed));
}

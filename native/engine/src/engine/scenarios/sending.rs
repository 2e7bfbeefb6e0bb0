//! Sends: all of a buffer, in as many parts as the kernel takes.

use super::*;
use crate::engine::{Refusal, Started};
use crate::generated::layout::SystemCall;
use crate::generated::layout::poller_bits::{ERR, HUP, IN, OUT};
use crate::slots::{Direction, Failure, Target};

fn connection(bytes: &[u8]) -> (Bench, SlotId) {
    let mut bench = Bench::new();
    let id = bench.engine.attach(4).unwrap();
    bench.engine.host.buffers.insert(1, bytes.to_vec());
    (bench, id)
}

#[test]
fn what_the_kernel_takes_at_once_settles_at_once() {
    let (mut bench, id) = connection(b"abc");
    bench.sockets().sends.push_back(Ok(9));
    assert_eq!(bench.engine.send(id, 1, 3), Ok(Started::Settled));
    let result = bench.result();
    assert_eq!((result.kind, result.value), (BatchKind::Sent, 3));
    assert_eq!(bench.engine.host.released, [1]);
}

#[test]
fn a_partial_write_is_continued_until_all_is_taken() {
    let (mut bench, id) = connection(b"abcdef");
    bench.sockets().sends.extend([Ok(2), Ok(1), Err(libc::EAGAIN)]);
    assert_eq!(bench.engine.send(id, 1, 6), Ok(Started::Pending));
    bench.sockets().sends.extend([Ok(1), Err(libc::EAGAIN)]);
    assert_eq!(bench.turn_with(4, OUT), []);
    bench.sockets().sends.push_back(Ok(2));
    let seen = bench.turn_with(4, OUT);
    assert_eq!((seen[0].kind, seen[0].value), (BatchKind::Sent, 6));
    assert_eq!(bench.sockets().sent, b"abcdef", "L11");
}

#[test]
fn a_cancelled_send_tells_how_much_was_taken() {
    let (mut bench, id) = connection(b"abcdef");
    bench.sockets().sends.push_back(Ok(4));
    assert_eq!(bench.engine.send(id, 1, 6), Ok(Started::Pending));
    assert_eq!(bench.engine.cancel(id, 1), Some(4));
    assert!(bench.poller().registered.is_empty());
}

#[test]
fn a_reset_tells_how_much_was_taken() {
    let (mut bench, id) = connection(b"abcdef");
    bench.sockets().sends.extend([Ok(4), Err(libc::ECONNRESET)]);
    assert_eq!(bench.engine.send(id, 1, 6), Ok(Started::Settled));
    let result = bench.result();
    assert_eq!((result.error, result.value), (libc::ECONNRESET, 4));
}

#[test]
fn an_empty_send_asks_the_kernel_all_the_same() {
    let (mut bench, id) = connection(b"");
    bench.sockets().sends.push_back(Err(libc::EPIPE));
    assert_eq!(bench.engine.send(id, 1, 0), Ok(Started::Settled));
    assert_eq!(bench.result().error, libc::EPIPE);
}

#[test]
fn a_detached_buffer_fails_with_what_was_taken() {
    let (mut bench, id) = connection(b"abcdef");
    bench.sockets().sends.push_back(Ok(4));
    bench.engine.send(id, 1, 6).unwrap();
    bench.engine.host.buffers.remove(&1);
    let seen = bench.turn_with(4, OUT);
    assert_eq!((seen[0].error, seen[0].value), (Failure::BUFFER_DETACHED.error, 4));
}

#[test]
fn sending_and_a_reader_share_one_registration() {
    let (mut bench, id) = connection(b"abc");
    bench.add(4, Direction::Reader).unwrap();
    assert_eq!(bench.engine.send(id, 1, 3), Ok(Started::Pending));
    assert_eq!(bench.engine.send(id, 2, 3), Err(Refusal::Busy));
    assert_eq!(bench.add(4, Direction::Writer), Err(Refusal::Busy));
    assert_eq!(bench.engine.stats().registrations, 1);
    bench.engine.remove(4, Direction::Reader).unwrap();
    bench.sockets().sends.push_back(Ok(3));
    assert_eq!(bench.turn_with(4, OUT)[0].kind, BatchKind::Sent, "L5");
}

#[test]
fn both_directions_fail_in_one_turn_each_with_its_own_error() {
    let (mut bench, id) = connection(b"abc");
    bench.engine.send(id, 1, 3).unwrap();
    bench.engine.receive(id, 2, Target::Slab(9)).unwrap();
    bench.sockets().sends.push_back(Err(libc::EPIPE));
    bench.sockets().receives.push_back(Err(libc::ECONNRESET));
    let seen = bench.turn_with(4, IN | OUT | ERR | HUP);
    let failures: Vec<_> = seen.iter().map(|seen| (seen.operation, seen.error, seen.extra)).collect();
    let (recv, send) = (SystemCall::Recv as i32, SystemCall::Send as i32);
    assert_eq!(failures, [(2, libc::ECONNRESET, recv), (1, libc::EPIPE, send)], "L10");
}

#[test]
fn what_a_closed_engine_would_have_gone_on_with_is_nobody_s_business_any_more() {
    let (mut bench, id) = connection(&[7; 100]);
    bench.sockets().sends.extend([Ok(1); 100]);
    assert_eq!(bench.engine.send(id, 1, 100), Ok(Started::Pending));
    assert!(bench.engine.restless(), "its turn's share is used up");
    bench.engine.close();
    assert_eq!(bench.turn()[0].error, Failure::LOOP_CLOSED.error);
    assert!(!bench.engine.restless(), "L15");
}

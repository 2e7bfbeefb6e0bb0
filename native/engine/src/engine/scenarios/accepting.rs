//! Accepts: their order, their limits, and who gets which connection.

use super::*;
use crate::engine::{Refusal, Started};
use crate::generated::layout::poller_bits::IN;
use crate::slots::{Direction, Failure};

fn listener() -> (Bench, SlotId) {
    let mut bench = Bench::new();
    let id = bench.engine.attach(3).unwrap();
    (bench, id)
}

fn connections(seen: &[Seen]) -> Vec<(u32, i32)> {
    let accepted = seen.iter().filter(|seen| seen.kind == BatchKind::Accepted);
    accepted.map(|seen| (seen.operation, seen.value)).collect()
}

#[test]
fn a_connection_that_waits_is_taken_at_once() {
    let (mut bench, id) = listener();
    bench.sockets().accepts.push_back(Ok(9));
    assert_eq!(bench.engine.accept(id, 1), Ok(Started::Settled));
    let result = bench.result();
    assert_eq!((result.kind, result.operation, result.value), (BatchKind::Accepted, 1, 9));
    let address = (result.offset as usize, result.extra as usize);
    let bytes = bench.slab.bytes(address.0..address.0 + address.1).to_vec();
    assert_eq!(name::from_bytes(&bytes).unwrap(), name::ip("127.0.0.1:9".parse().unwrap()));
    assert!(bench.poller().registered.is_empty());
}

#[test]
fn waiters_are_served_in_order_and_the_interest_is_kept() {
    let (mut bench, id) = listener();
    for operation in 1..=3 {
        assert_eq!(bench.engine.accept(id, operation), Ok(Started::Pending));
    }
    bench.sockets().accepts.extend([Ok(10), Err(libc::ECONNABORTED), Ok(11)]);
    assert_eq!(connections(&bench.turn_with(3, IN)), [(1, 10), (2, 11)]);
    bench.sockets().accepts.push_back(Ok(12));
    assert_eq!(connections(&bench.turn_with(3, IN)), [(3, 12)]);
    assert!(bench.poller().registered.contains_key(&3));
    assert_eq!(bench.turn_with(3, IN), [], "nobody waits: the backlog keeps it");
}

#[test]
fn a_stolen_connection_leaves_the_waiter_waiting() {
    let (mut bench, id) = listener();
    bench.engine.accept(id, 1).unwrap();
    assert_eq!(bench.turn_with(3, IN), []);
    bench.sockets().accepts.push_back(Ok(10));
    assert_eq!(connections(&bench.turn_with(3, IN)), [(1, 10)]);
}

#[test]
fn a_cancelled_accept_takes_nothing_and_the_last_gives_the_interest_up() {
    let (mut bench, id) = listener();
    bench.engine.accept(id, 1).unwrap();
    bench.engine.accept(id, 2).unwrap();
    assert_eq!(bench.engine.cancel(id, 1), Some(0));
    assert_eq!(bench.engine.cancel(id, 1), None);
    assert!(bench.poller().registered.contains_key(&3));
    assert_eq!(bench.engine.cancel(id, 2), Some(0));
    assert!(bench.poller().registered.is_empty(), "C21");
    bench.sockets().accepts.push_back(Ok(10));
    assert_eq!(bench.engine.accept(id, 3), Ok(Started::Settled), "L8: none is lost");
}

#[test]
fn at_the_descriptor_limit_it_reports_once_backs_off_and_resumes() {
    let (mut bench, id) = listener();
    bench.sockets().accepts.extend([Err(libc::EMFILE), Err(libc::ENFILE), Ok(10)]);
    assert_eq!(bench.engine.accept(id, 1), Ok(Started::Pending));
    let limit = bench.turn();
    assert_eq!((limit.len(), limit[0].kind, limit[0].error), (1, BatchKind::Limit, libc::EMFILE));
    assert_eq!(bench.engine.deadline(), Some(50));
    bench.engine.clock.now = 50;
    assert_eq!(bench.turn(), [], "S1: still none, and it was said before");
    assert_eq!(bench.engine.deadline(), Some(100));
    bench.engine.clock.now = 100;
    assert_eq!(connections(&bench.turn()), [(1, 10)], "L9");
    assert_eq!(bench.engine.deadline(), None);
}

#[test]
fn a_listener_closed_under_its_waiters_rejects_each_once() {
    let (mut bench, id) = listener();
    bench.engine.accept(id, 1).unwrap();
    bench.engine.accept(id, 2).unwrap();
    bench.engine.close_slot(id);
    let failed = bench.batch();
    assert_eq!(failed.iter().map(|seen| seen.operation).collect::<Vec<_>>(), [1, 2]);
    assert!(failed.iter().all(|seen| seen.error == Failure::SOCKET_CLOSED.error));
    assert_eq!(bench.engine.accept(id, 3), Err(Refusal::SocketClosed));
    assert!(bench.poller().registered.is_empty());
}

#[test]
fn an_error_of_the_listener_fails_all_who_wait() {
    let (mut bench, id) = listener();
    bench.engine.accept(id, 1).unwrap();
    bench.engine.accept(id, 2).unwrap();
    bench.sockets().accepts.push_back(Err(libc::EINVAL));
    let failed = bench.turn_with(3, IN);
    assert_eq!(failed.iter().map(|seen| seen.error).collect::<Vec<_>>(), [libc::EINVAL; 2]);
}

#[test]
fn a_budget_spent_goes_on_in_the_next_turn() {
    let (mut bench, id) = listener();
    for operation in 1..=100 {
        bench.engine.accept(id, operation).unwrap();
    }
    bench.sockets().accepts.extend((0..100).map(|number| Ok(100 + number)));
    let mut turns = vec![connections(&bench.turn_with(3, IN)).len()];
    while bench.engine.restless() {
        turns.push(connections(&bench.turn()).len());
    }
    assert_eq!(turns, [64, 36], "64 calls a turn");
}

#[test]
fn a_new_connection_makes_what_stood_for_its_number_stale() {
    let (mut bench, id) = listener();
    let old = bench.engine.attach(9).unwrap();
    bench.engine.receive(old, 5, crate::slots::Target::Slab(10)).unwrap();
    bench.sockets().accepts.push_back(Ok(9));
    assert_eq!(bench.engine.accept(id, 1), Ok(Started::Settled));
    let failed = bench.batch();
    assert_eq!((failed[0].operation, failed[0].error), (5, Failure::STALE_DESCRIPTOR.error));
    assert!(bench.engine.slots.get(old).is_none());
}

#[test]
fn a_direction_with_a_callback_takes_no_operation_and_the_other_way_round() {
    let (mut bench, id) = listener();
    bench.add(3, Direction::Reader).unwrap();
    assert_eq!(bench.engine.accept(id, 1), Err(Refusal::Busy));
    bench.engine.remove(3, Direction::Reader).unwrap();
    bench.engine.accept(id, 1).unwrap();
    assert_eq!(bench.add(3, Direction::Reader), Err(Refusal::Busy));
}

#[test]
fn connections_that_nobody_will_see_are_closed() {
    let (mut bench, id) = listener();
    bench.engine.accept(id, 1).unwrap();
    bench.sockets().accepts.push_back(Ok(9));
    bench.poller().report(3, IN);
    bench.engine.poll();
    bench.engine.abandon();
    assert_eq!(bench.sockets().closed, [9]);
    assert!(bench.engine.host.handed_over.is_empty());
}

#[test]
fn connections_that_were_told_of_belong_to_javascript() {
    let (mut bench, id) = listener();
    bench.sockets().accepts.push_back(Ok(9));
    bench.engine.accept(id, 1).unwrap();
    bench.engine.accept(id, 2).unwrap();
    bench.sockets().accepts.push_back(Ok(10));
    bench.turn_with(3, IN);
    bench.engine.abandon();
    assert_eq!(bench.engine.host.handed_over, [9, 10]);
    assert!(bench.sockets().closed.is_empty());
}

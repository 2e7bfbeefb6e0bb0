//! Connects: at once, later, in line for a queue, and given up.

use super::*;
use crate::engine::{Refusal, Started};
use crate::generated::layout::poller_bits::{ERR, HUP, OUT};
use crate::slots::Failure;

fn socket() -> (Bench, SlotId) {
    let mut bench = Bench::new();
    let id = bench.engine.attach(4).unwrap();
    (bench, id)
}

#[test]
fn what_connects_at_once_is_not_watched() {
    let (mut bench, id) = socket();
    bench.sockets().connects.push_back(Ok(()));
    assert_eq!(bench.engine.connect(id, 1, peer()), Ok(Started::Settled));
    assert_eq!(bench.result().kind, BatchKind::Connected);
    assert!(bench.poller().registered.is_empty());
}

#[test]
fn a_connection_is_waited_for_and_its_interest_given_up() {
    let (mut bench, id) = socket();
    assert_eq!(bench.engine.connect(id, 1, peer()), Ok(Started::Pending));
    assert_eq!(bench.poller().registered[&4].1.0, OUT);
    bench.sockets().connects.push_back(Err(libc::EALREADY));
    assert_eq!(bench.turn_with(4, OUT), [], "an early wake-up connects nothing (C24)");
    bench.sockets().connects.push_back(Ok(()));
    let seen = bench.turn_with(4, OUT);
    assert_eq!((seen[0].kind, seen[0].operation), (BatchKind::Connected, 1));
    assert!(bench.poller().registered.is_empty());
}

#[test]
fn a_refused_connection_tells_why() {
    let (mut bench, id) = socket();
    assert_eq!(bench.engine.connect(id, 1, peer()), Ok(Started::Pending));
    bench.sockets().connects.push_back(Err(libc::ECONNREFUSED));
    let seen = bench.turn_with(4, OUT | HUP | ERR);
    assert_eq!((seen[0].kind, seen[0].error), (BatchKind::Failed, libc::ECONNREFUSED));
    assert!(bench.poller().registered.is_empty(), "C23");
    bench.sockets().connects.push_back(Ok(()));
    assert_eq!(bench.engine.connect(id, 2, peer()), Ok(Started::Settled), "C22");
}

#[test]
fn a_cancelled_connection_is_dissolved_and_can_be_retried_at_once() {
    let (mut bench, id) = socket();
    assert_eq!(bench.engine.connect(id, 1, peer()), Ok(Started::Pending));
    assert_eq!(bench.engine.cancel(id, 1), Some(0));
    assert_eq!(bench.sockets().disconnects, 1);
    assert!(bench.poller().registered.is_empty(), "C23");
    assert_eq!(bench.engine.connect(id, 2, peer()), Ok(Started::Pending), "C22");
}

#[test]
fn a_full_queue_is_tried_again_later() {
    let (mut bench, id) = socket();
    bench.sockets().connects.extend([Err(libc::EAGAIN); 3]);
    assert_eq!(bench.engine.connect(id, 1, peer()), Ok(Started::Pending));
    for due in [50, 100] {
        assert_eq!(bench.engine.deadline(), Some(due), "the pause does not grow");
        bench.engine.clock.now = due;
        assert_eq!(bench.turn(), []);
    }
    bench.sockets().connects.push_back(Ok(()));
    bench.engine.clock.now = 150;
    assert_eq!(bench.turn()[0].kind, BatchKind::Connected);
    assert_eq!((bench.engine.deadline(), bench.engine.restless()), (None, false));
}

/// Three connects that wait for a place in one queue, the first of which was told that there is none.
fn line_of_three() -> (Bench, [SlotId; 3]) {
    let mut bench = Bench::new();
    let ids = [4, 5, 6].map(|fd| bench.engine.attach(fd).unwrap());
    bench.sockets().connects.push_back(Err(libc::EAGAIN));
    for (operation, id) in (1..).zip(ids) {
        assert_eq!(bench.engine.connect(id, operation, peer()), Ok(Started::Pending));
    }
    assert_eq!(bench.connects(), 1, "only the first one has asked (L17)");
    (bench, ids)
}

#[test]
fn those_who_wait_for_one_queue_ask_once_a_period_for_all_and_get_in_in_their_order() {
    let (mut bench, _) = line_of_three();
    bench.engine.clock.now = 50;
    bench.sockets().connects.push_back(Err(libc::EAGAIN));
    assert_eq!(bench.turn(), []);
    assert_eq!(bench.connects(), 2);
    bench.engine.clock.now = 100;
    bench.sockets().connects.extend([Ok(()), Ok(()), Err(libc::EAGAIN), Ok(())]);
    assert_eq!(bench.turn()[0].operation, 1);
    assert!(bench.engine.restless(), "the next one tries at once");
    assert_eq!(bench.turn()[0].operation, 2, "L19");
    assert_eq!(bench.turn(), []);
    assert_eq!((bench.engine.restless(), bench.engine.deadline()), (false, Some(150)));
    bench.engine.clock.now = 150;
    assert_eq!(bench.turn()[0].operation, 3);
    assert_eq!((bench.engine.restless(), bench.engine.deadline()), (false, None));
    let newcomer = bench.engine.attach(7).unwrap();
    bench.sockets().connects.push_back(Ok(()));
    assert_eq!(bench.engine.connect(newcomer, 4, peer()), Ok(Started::Settled), "nobody waits any more");
}

#[test]
fn the_next_one_inherits_when_the_first_would_have_tried() {
    let (mut bench, ids) = line_of_three();
    bench.engine.clock.now = 30;
    assert_eq!(bench.engine.cancel(ids[0], 1), Some(0));
    assert_eq!((bench.engine.restless(), bench.engine.deadline()), (false, Some(50)));
    bench.engine.close_slot(ids[1]);
    assert_eq!(bench.batch()[0].error, Failure::SOCKET_CLOSED.error);
    bench.engine.clock.now = 50;
    bench.sockets().connects.push_back(Ok(()));
    assert_eq!(bench.turn()[0].operation, 3);
}

#[test]
fn a_queue_that_is_gone_is_told_to_all_of_them() {
    let (mut bench, _) = line_of_three();
    bench.engine.clock.now = 50;
    bench.sockets().connects.extend([Err(libc::ECONNREFUSED); 3]);
    let seen: Vec<_> = (0..3).flat_map(|_| bench.turn()).map(|seen| (seen.operation, seen.error)).collect();
    assert_eq!(seen, [1, 2, 3].map(|operation| (operation, libc::ECONNREFUSED)));
}

#[test]
fn an_engine_that_is_closed_rejects_all_of_them() {
    let (mut bench, _) = line_of_three();
    bench.engine.close();
    assert_eq!(bench.batch().len(), 3);
    assert_eq!((bench.engine.restless(), bench.engine.deadline()), (false, None));
}

#[test]
fn who_is_connected_is_told_so_at_once() {
    let (mut bench, _) = line_of_three();
    let other = bench.engine.attach(7).unwrap();
    bench.sockets().connected = true;
    bench.sockets().connects.push_back(Err(libc::EISCONN));
    assert_eq!(bench.engine.connect(other, 4, peer()), Ok(Started::Settled));
    assert_eq!(bench.result().error, libc::EISCONN);
}

#[test]
fn who_goes_elsewhere_asks_at_once() {
    let (mut bench, _) = line_of_three();
    let other = bench.engine.attach(7).unwrap();
    bench.sockets().connects.push_back(Ok(()));
    let elsewhere = name::ip("127.0.0.1:10".parse().unwrap());
    assert_eq!(bench.engine.connect(other, 4, elsewhere), Ok(Started::Settled));
}

#[test]
fn a_cancelled_wait_for_a_place_has_no_timer() {
    let (mut bench, id) = socket();
    bench.sockets().connects.push_back(Err(libc::EAGAIN));
    assert_eq!(bench.engine.connect(id, 1, peer()), Ok(Started::Pending));
    assert_eq!(bench.engine.cancel(id, 1), Some(0));
    assert_eq!(bench.engine.deadline(), None);
    assert_eq!(bench.sockets().disconnects, 0);
}

#[test]
fn connecting_and_sending_exclude_each_other() {
    let (mut bench, id) = socket();
    bench.engine.host.buffers.insert(2, b"x".to_vec());
    assert_eq!(bench.engine.connect(id, 1, peer()), Ok(Started::Pending));
    assert_eq!(bench.engine.send(id, 2, 1), Err(Refusal::Busy));
    assert_eq!(bench.engine.connect(id, 3, peer()), Err(Refusal::Busy), "C25");
    assert_eq!(bench.engine.cancel(id, 1), Some(0));
    assert_eq!(bench.engine.send(id, 2, 1), Ok(Started::Pending));
    assert_eq!(bench.engine.connect(id, 3, peer()), Err(Refusal::Busy));
}

#[test]
fn a_socket_that_is_closed_rejects_its_connect() {
    let (mut bench, id) = socket();
    assert_eq!(bench.engine.connect(id, 1, peer()), Ok(Started::Pending));
    bench.engine.close_slot(id);
    let seen = bench.batch();
    assert_eq!((seen[0].operation, seen[0].error), (1, Failure::SOCKET_CLOSED.error), "C26");
    assert!(bench.poller().registered.is_empty());
}

#[test]
fn a_refused_registration_rejects_the_connect_and_dissolves_it() {
    let (mut bench, id) = socket();
    bench.poller().failures.push_back(Errno(libc::ENOSPC));
    assert_eq!(bench.engine.connect(id, 1, peer()), Ok(Started::Settled));
    assert_eq!(bench.result().error, libc::ENOSPC);
    assert_eq!(bench.sockets().disconnects, 1);
}

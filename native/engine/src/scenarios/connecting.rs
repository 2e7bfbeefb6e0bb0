use super::*;
use crate::engine::Refusal;
use crate::generated::layout::poller_bits::{ERR, HUP, OUT};
use crate::operations::Started;
use crate::slot::Failure;

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
    bench.sockets().connects.extend([Err(libc::EAGAIN), Err(libc::EAGAIN)]);
    assert_eq!(bench.engine.connect(id, 1, peer()), Ok(Started::Pending));
    assert_eq!(bench.engine.deadline(), Some(1));
    bench.engine.host.now = 1;
    assert_eq!(bench.turn(), []);
    assert_eq!(bench.engine.deadline(), Some(3));
    bench.sockets().connects.push_back(Ok(()));
    bench.engine.host.now = 3;
    assert_eq!(bench.turn()[0].kind, BatchKind::Connected);
    assert_eq!(bench.engine.deadline(), None);
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

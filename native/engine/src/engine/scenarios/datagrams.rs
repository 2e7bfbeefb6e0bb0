//! Datagrams: whole messages, their senders, and receivers without room.

use super::*;
use crate::engine::Started;
use crate::generated::layout::poller_bits::{IN, OUT};
use crate::slots::Target;

fn socket() -> (Bench, SlotId) {
    let mut bench = Bench::new();
    bench.sockets().kind = Kind::Datagram;
    let id = bench.engine.attach(4).unwrap();
    (bench, id)
}

#[test]
fn a_datagram_comes_with_its_sender() {
    let (mut bench, id) = socket();
    bench.sockets().receives.push_back(Ok(b"hello"));
    assert_eq!(bench.engine.receive_from(id, 1, 100), Ok(Started::Settled));
    let seen = bench.result();
    assert_eq!(bench.bytes(seen), b"hello");
    assert_eq!(bench.address(seen), name::bytes(&peer()));
}

#[test]
fn datagrams_of_one_batch_keep_their_bytes_and_senders_apart() {
    let (mut bench, first) = socket();
    let second = bench.engine.attach(5).unwrap();
    assert_eq!(bench.engine.receive_from(first, 1, 100), Ok(Started::Pending));
    assert_eq!(bench.engine.receive_from(second, 2, 100), Ok(Started::Pending));
    bench.sockets().receives.extend([Ok(b"one".as_slice()), Ok(b"three")]);
    bench.poller().report(4, IN);
    let seen = bench.turn_with(5, IN);
    assert_eq!(bench.bytes(seen[0]), b"one");
    assert_eq!(bench.bytes(seen[1]), b"three");
    assert_eq!(bench.address(seen[0]), name::bytes(&peer()));
    assert_eq!(bench.address(seen[1]), name::bytes(&peer()));
}

#[test]
fn a_message_is_cut_by_what_was_asked_for_and_by_nothing_else() {
    static LONG: [u8; 6000] = [7; 6000];
    let (mut bench, id) = socket();
    let second = bench.engine.attach(5).unwrap();
    bench.sockets().receives.extend([Ok(&LONG[..]); 3]);
    bench.engine.receive(id, 1, Target::Slab(5000)).unwrap();
    let (cut, cut_bytes) = (bench.result(), bench.engine.take_message(1).unwrap());
    assert_eq!((cut.value, cut.offset, cut.extra), (5000, received::APART, received::TRUNCATED));
    assert_eq!(cut_bytes, LONG[..5000]);
    assert_eq!(bench.engine.take_message(1), None);
    bench.engine.receive_from(second, 2, 7000).unwrap();
    let (whole, mut bytes) = (bench.result(), bench.engine.take_message(2).unwrap());
    let sender = bytes.split_off(6000);
    assert_eq!((whole.value, whole.offset, whole.extra), (6000, received::APART, sender.len() as i32));
    assert_eq!(sender, name::bytes(&peer()));
    bench.engine.receive(id, 3, Target::Slab(10)).unwrap();
    let short = bench.result();
    assert_eq!((bench.bytes(short), short.extra), (vec![7; 10], received::TRUNCATED), "in the slab, where it has room");
}

#[test]
fn messages_of_one_batch_have_room_each() {
    static LONG: [u8; 4000] = [7; 4000];
    let mut bench = Bench::new();
    bench.sockets().kind = Kind::Seqpacket;
    for (fd, operation) in [(4, 1), (5, 2), (6, 3)] {
        let id = bench.engine.attach(fd).unwrap();
        bench.engine.receive(id, operation, Target::Slab(5000)).unwrap();
        bench.poller().report(fd, IN);
    }
    bench.sockets().receives.extend([Ok(&LONG[..]); 3]);
    let seen: Vec<_> = [bench.turn(), bench.turn()].concat();
    assert_eq!(seen.iter().map(|one| (one.value, one.extra)).collect::<Vec<_>>(), [(4000, 0); 3]);
}

#[test]
fn an_empty_datagram_is_no_end() {
    let (mut bench, id) = socket();
    bench.sockets().receives.extend([Ok(b"".as_slice()), Ok(b"next")]);
    assert_eq!(bench.engine.receive_from(id, 1, 100), Ok(Started::Settled));
    assert_eq!(bench.result().value, 0);
    assert_eq!(bench.engine.receive_from(id, 2, 100), Ok(Started::Settled));
    assert_eq!(bench.result().value, 4);
}

#[test]
fn an_error_of_an_earlier_datagram_ends_nothing() {
    let (mut bench, id) = socket();
    bench.sockets().receives.extend([Err(libc::ECONNREFUSED), Ok(b"next".as_slice())]);
    assert_eq!(bench.engine.receive_from(id, 1, 100), Ok(Started::Settled));
    assert_eq!(bench.result().error, libc::ECONNREFUSED);
    assert_eq!(bench.engine.receive_from(id, 2, 100), Ok(Started::Settled));
    assert_eq!(bench.result().value, 4);
}

#[test]
fn a_receiver_without_room_is_tried_again_later() {
    let (mut bench, id) = socket();
    bench.engine.host.buffers.insert(1, b"to".to_vec());
    bench.sockets().sends.push_back(Err(libc::ENOBUFS));
    assert_eq!(bench.engine.send_to(id, 1, 2, peer()), Ok(Started::Pending));
    assert!(bench.poller().registered.is_empty(), "the poller would tell nothing of it");
    assert_eq!(bench.engine.deadline(), Some(1));
    bench.engine.clock.now = 1;
    bench.sockets().sends.push_back(Ok(2));
    assert_eq!(bench.turn()[0].kind, BatchKind::Sent);
    assert_eq!(bench.engine.deadline(), None);
}

#[test]
fn those_who_wait_for_room_of_one_receiver_try_in_rounds_and_nobody_overtakes_them() {
    let mut bench = Bench::new();
    bench.sockets().kind = Kind::Datagram;
    let ids = [4, 5, 6].map(|fd| bench.engine.attach(fd).unwrap());
    bench.engine.host.buffers.extend([(1, b"a".to_vec()), (2, b"b".to_vec()), (3, b"c".to_vec())]);
    bench.sockets().sends.push_back(Err(libc::ENOBUFS));
    for (operation, id) in (1..).zip(ids) {
        assert_eq!(bench.engine.send_to(id, operation, 1, peer()), Ok(Started::Pending));
    }
    assert_eq!(bench.sockets().sent_to.len(), 1, "a newcomer lines up");
    bench.engine.clock.now = 1;
    bench.sockets().sends.extend([Err(libc::ENOBUFS), Ok(1), Err(libc::ENOBUFS)]);
    assert_eq!(bench.turn()[0].operation, 2, "it may be the first one's own memory that is used up");
    assert!(bench.engine.restless(), "there may be more room");
    bench.sockets().sends.extend([Ok(1), Ok(1)]);
    let seen: Vec<_> = bench.turn().iter().map(|seen| seen.operation).collect();
    assert_eq!(seen, [1, 3], "L19");
    assert_eq!((bench.engine.restless(), bench.engine.deadline()), (false, None));
}

#[test]
fn a_datagram_goes_to_its_address_and_the_next_one_where_it_is_connected() {
    let (mut bench, id) = socket();
    bench.engine.host.buffers.extend([(1, b"to".to_vec()), (2, b"on".to_vec())]);
    bench.sockets().sends.extend([Err(libc::EAGAIN), Ok(2), Ok(2)]);
    assert_eq!(bench.engine.send_to(id, 1, 2, peer()), Ok(Started::Pending));
    let seen = bench.turn_with(4, OUT);
    assert_eq!((seen[0].kind, seen[0].value), (BatchKind::Sent, 2));
    assert_eq!(bench.sockets().sent_to, [peer(), peer()]);
    assert_eq!(bench.engine.send(id, 2, 2), Ok(Started::Settled));
    assert_eq!(bench.sockets().sent_to.len(), 2, "no address of an earlier operation is left");
}

//! The same engine on the real kernel.

use super::*;
use crate::engine::Started;
use crate::platform::KernelSockets;
use crate::poller::MioPoller;
use crate::slots::{Direction, Target};
use crate::sys::fixture::{duplicate, pair_at, replace};
use crate::sys::socket;
use socket2::{Domain, Type};
use std::io::Write;
use std::net::TcpStream;

struct Real;

impl Platform for Real {
    type Poller = MioPoller;
    type Sockets = KernelSockets;
    type Clock = FakeClock;
    type Host = FakeHost;
    const IMMEDIATE: bool = true;
}

fn bench() -> Bench<Real> {
    Bench::with(MioPoller::new().unwrap(), KernelSockets::default(), FakeClock::default(), FakeHost::default())
}

/// Turns until something is seen.
fn await_records(bench: &mut Bench<Real>) -> Vec<Seen> {
    for _ in 0..1000 {
        let seen = bench.turn();
        if !seen.is_empty() {
            return seen;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    panic!("nothing was reported within a second");
}

#[test]
fn a_connection_is_accepted_and_its_bytes_come_back() {
    let mut bench = bench();
    let listener = socket::create(Domain::IPV4, Type::STREAM, None).unwrap();
    socket::bind(listener, &name::ip("127.0.0.1:0".parse().unwrap())).unwrap();
    socket::listen(listener, 8).unwrap();
    let address = socket::getsockname(listener).unwrap().as_socket().unwrap();
    let listening = bench.engine.attach(listener).unwrap();
    assert_eq!(bench.engine.accept(listening, 1), Ok(Started::Pending));
    let mut client = TcpStream::connect(address).unwrap();
    let fd = await_records(&mut bench)[0].value;
    let connection = bench.engine.attach(fd).unwrap();
    assert_eq!(bench.engine.receive(connection, 2, Target::Slab(100)), Ok(Started::Pending));
    client.write_all(b"hello").unwrap();
    let seen = await_records(&mut bench)[0];
    assert_eq!(bench.bytes(seen), b"hello");
    bench.engine.host.buffers.insert(3, b"world".to_vec());
    assert_eq!(bench.engine.send(connection, 3, 5), Ok(Started::Settled));
    drop(client);
    bench.engine.receive(connection, 4, Target::Slab(100)).unwrap();
    let seen = bench.batch();
    let end = if seen.is_empty() { await_records(&mut bench)[0] } else { seen[0] };
    assert_eq!((end.operation, end.value), (4, 0));
    bench.engine.close();
    socket::close(fd).unwrap();
    socket::close(listener).unwrap();
}

#[test]
fn a_connection_is_made_refused_and_dissolved() {
    let mut bench = bench();
    let listener = socket::create(Domain::IPV4, Type::STREAM, None).unwrap();
    socket::bind(listener, &name::ip("127.0.0.1:0".parse().unwrap())).unwrap();
    let address = socket::getsockname(listener).unwrap();
    let fd = socket::create(Domain::IPV4, Type::STREAM, None).unwrap();
    let id = bench.engine.attach(fd).unwrap();
    let refused = match bench.engine.connect(id, 1, address.clone()).unwrap() {
        Started::Settled => bench.result(),
        Started::Pending => await_records(&mut bench)[0],
    };
    assert_eq!(refused.error, libc::ECONNREFUSED, "C24: bound, but nobody listens");
    socket::listen(listener, 8).unwrap();
    bench.engine.connect(id, 2, address.clone()).unwrap();
    if bench.engine.cancel(id, 2).is_some() {
        assert_eq!(socket::getpeername(fd), Err(Errno(libc::ENOTCONN)), "L10: nothing was connected");
    }
    let made = match bench.engine.connect(id, 3, address.clone()).unwrap() {
        Started::Settled => bench.result(),
        Started::Pending => await_records(&mut bench)[0],
    };
    assert_eq!((made.kind, made.error), (BatchKind::Connected, 0), "C22");
    assert_eq!(socket::getpeername(fd).unwrap(), address);
    bench.engine.close();
    socket::close(fd).unwrap();
    socket::close(listener).unwrap();
}

#[test]
fn a_datagram_goes_and_comes_with_its_sender() {
    let mut bench = bench();
    let nowhere = name::ip("127.0.0.1:0".parse().unwrap());
    let [a, b] = [0; 2].map(|_| socket::create(Domain::IPV4, Type::DGRAM, None).unwrap());
    socket::bind(a, &nowhere).unwrap();
    socket::bind(b, &nowhere).unwrap();
    let (to, from) = (socket::getsockname(b).unwrap(), socket::getsockname(a).unwrap());
    let (sender, receiver) = (bench.engine.attach(a).unwrap(), bench.engine.attach(b).unwrap());
    assert_eq!(bench.engine.receive_from(receiver, 1, 100), Ok(Started::Pending));
    bench.engine.host.buffers.insert(2, Vec::new());
    assert_eq!(bench.engine.send_to(sender, 2, 0, to), Ok(Started::Settled));
    let seen = await_records(&mut bench)[0];
    assert_eq!((seen.kind, seen.operation, seen.value), (BatchKind::Received, 1, 0), "an empty one is a datagram");
    assert_eq!(bench.address(seen), name::bytes(&from));
    bench.engine.close();
    socket::close(a).unwrap();
    socket::close(b).unwrap();
}

#[test]
fn a_unix_receiver_whose_queue_others_have_filled_is_tried_again_later() {
    let mut bench = bench();
    let [crowd, sender, receiver] = [0; 3].map(|_| socket::create(Domain::UNIX, Type::DGRAM, None).unwrap());
    let there = name::unix(format!("\0readyloop-crowd-{}", std::process::id()).as_bytes()).unwrap();
    socket::bind(receiver, &there).unwrap();
    while crate::sys::stream::send_to(crowd, b"x", &there) != Err(Errno(libc::ENOBUFS)) {}
    let id = bench.engine.attach(sender).unwrap();
    bench.engine.host.buffers.insert(1, b"y".to_vec());
    assert_eq!(bench.engine.send_to(id, 1, 1, there), Ok(Started::Pending));
    assert_eq!((bench.engine.stats().registrations, bench.engine.deadline()), (0, Some(1)), "L17: no poller tells");
    while crate::sys::receiving::receive(receiver, &mut [0]).is_ok() {}
    bench.engine.clock.now = 1;
    assert_eq!(bench.turn()[0].kind, BatchKind::Sent);
    bench.engine.close();
    for fd in [crowd, sender, receiver] {
        socket::close(fd).unwrap();
    }
}

#[test]
fn a_level_is_kept_over_partial_reads() {
    let mut bench = bench();
    let [a, b] = socket::pair(Type::STREAM).unwrap();
    let id = bench.add(a, Direction::Reader).unwrap();
    crate::sys::stream::send(b, b"abcd").unwrap();
    for _ in 0..4 {
        assert_eq!(await_records(&mut bench)[0].slot, id);
        assert!(bench.begin(id, Direction::Reader));
        crate::sys::receiving::receive(a, &mut [0]).unwrap();
        bench.engine.finish();
    }
    assert_eq!(bench.turn(), [], "C1: drained");
    bench.engine.close();
    socket::close(a).unwrap();
    socket::close(b).unwrap();
}

#[test]
fn a_reused_number_is_discovered_and_a_ghost_is_taken_over() {
    let mut bench = bench();
    let [a, b] = socket::pair(Type::STREAM).unwrap();
    let [c, d] = socket::pair(Type::STREAM).unwrap();
    let twin = duplicate(a);
    let first = bench.add(a, Direction::Reader).unwrap();
    replace(a, c);
    crate::sys::stream::send(b, b"x").unwrap();
    let ghost = bench.turn();
    assert!(ghost.iter().all(|seen| seen.slot == first), "P4: the twin keeps the old file registered");
    let second = bench.add(a, Direction::Reader).unwrap();
    assert_ne!(first, second, "ENOENT told that the number names another file");
    bench.batch();
    bench.engine.remove(a, Direction::Reader).unwrap();
    replace(a, twin);
    let third = bench.add(a, Direction::Reader).unwrap();
    let seen = await_records(&mut bench);
    assert_eq!(seen[0].slot, third, "EEXIST: the ghost is ours now");
    bench.engine.close();
    for fd in [a, b, c, d, twin] {
        socket::close(fd).unwrap();
    }
}

#[test]
fn closed_numbers_and_regular_files_are_refused() {
    let mut bench = bench();
    let file = std::fs::File::open("/proc/self/exe").unwrap();
    let fd = std::os::fd::AsRawFd::as_raw_fd(&file);
    let Err(crate::engine::Refusal::Failed(failure)) = bench.add(fd, Direction::Reader) else {
        panic!("a regular file was taken");
    };
    assert_eq!(failure.error, libc::EPERM, "C11");
    let [a, b] = pair_at(900);
    socket::close(a).unwrap();
    socket::close(b).unwrap();
    let Err(crate::engine::Refusal::Failed(failure)) = bench.add(a, Direction::Reader) else {
        panic!("a closed number was taken");
    };
    assert_eq!(failure.error, libc::EBADF, "C11");
    assert_eq!(bench.engine.stats().slots, 0);
}

#[test]
fn a_descriptor_closed_behind_the_loops_back_ends_quietly() {
    let mut bench = bench();
    let [a, b] = pair_at(902);
    let id = bench.add(a, Direction::Reader).unwrap();
    bench.add(a, Direction::Writer).unwrap();
    socket::close(a).unwrap();
    assert_eq!(bench.engine.remove(a, Direction::Writer), Ok(true));
    assert!(bench.engine.slots.get(id).is_none(), "STALE");
    assert_eq!(bench.engine.remove(a, Direction::Reader), Ok(false));
    assert_eq!(bench.engine.stats().forbidden, 0);
    socket::close(b).unwrap();
}

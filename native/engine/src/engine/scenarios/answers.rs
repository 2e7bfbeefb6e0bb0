//! Which event each errno is: the one place where the kernel's answers become the tables' events.

use crate::generated::answers::{
    poller_events, rearm, register, reregister, retry_accept, try_accept, try_connect, try_receive, try_send,
};
use crate::generated::layout::poller_bits::{ERR, HUP, IN, OUT, PRI, RDHUP};
use crate::generated::{accept, connect, receive, send, watch};

/// Errors beyond those that have an event of their own.
const OTHERS: [i32; 12] = [
    libc::EBADF,
    libc::EINVAL,
    libc::ENOTSOCK,
    libc::EOPNOTSUPP,
    libc::EFAULT,
    libc::ECONNRESET,
    libc::ECONNREFUSED,
    libc::ETIMEDOUT,
    libc::EPIPE,
    libc::ENOTCONN,
    libc::EMSGSIZE,
    libc::EACCES,
];

#[test]
fn of_accept() {
    assert_eq!(try_accept(libc::EAGAIN), accept::Event::WouldBlock);
    assert_eq!(try_accept(libc::EWOULDBLOCK), accept::Event::WouldBlock);
    for aborted in
        [libc::ECONNABORTED, libc::EPROTO, libc::ENETDOWN, libc::ENOPROTOOPT, libc::EHOSTUNREACH, libc::ENETUNREACH]
    {
        assert_eq!(try_accept(aborted), accept::Event::Aborted);
    }
    for limit in [libc::EMFILE, libc::ENFILE, libc::ENOBUFS, libc::ENOMEM] {
        assert_eq!(try_accept(limit), accept::Event::FdLimit);
    }
    for other in OTHERS {
        assert_eq!(try_accept(other), accept::Event::Failed);
    }
    for errno in OTHERS.into_iter().chain([libc::EAGAIN, libc::EMFILE, libc::EPROTO]) {
        assert_eq!(retry_accept(errno), try_accept(errno));
    }
}

#[test]
fn of_receive_and_send() {
    assert_eq!(try_receive(libc::EAGAIN), receive::Event::WouldBlock);
    assert_eq!(try_send(libc::EAGAIN), send::Event::WouldBlock);
    assert_eq!(try_send(libc::ENOBUFS), send::Event::NoRoom);
    assert_eq!(try_receive(libc::ENOBUFS), receive::Event::Failed);
    for other in OTHERS.into_iter().chain([libc::ENOMEM]) {
        assert_eq!(try_receive(other), receive::Event::Failed);
        assert_eq!(try_send(other), send::Event::Failed);
    }
}

#[test]
fn of_connect() {
    assert_eq!(try_connect(libc::EINPROGRESS), connect::Event::InProgress);
    assert_eq!(try_connect(libc::EALREADY), connect::Event::UnderWay);
    assert_eq!(try_connect(libc::EAGAIN), connect::Event::QueueFull);
    let own =
        [libc::EISCONN, libc::EADDRINUSE, libc::EADDRNOTAVAIL, libc::EAFNOSUPPORT, libc::ENOENT, libc::EPROTOTYPE];
    for other in OTHERS.into_iter().chain(own) {
        assert_eq!(try_connect(other), connect::Event::Failed);
    }
}

#[test]
fn of_the_poller() {
    for errno in [libc::ENOENT, libc::EBADF, libc::EPERM] {
        assert_eq!(register(errno), watch::Event::Refused);
        assert_eq!(reregister(errno), watch::Event::Stale);
        assert_eq!(rearm(errno), watch::Event::Stale);
    }
}

#[test]
fn of_readiness() {
    use watch::Event::{Hangup, ReadHangup, Readable, Urgent, Writable};
    let events = |bits| poller_events(bits).collect::<Vec<_>>();
    assert_eq!(events(IN), [Readable]);
    assert_eq!(events(PRI), [Urgent]);
    assert_eq!(events(IN | PRI | OUT), [Urgent, Writable]);
    assert_eq!(events(IN | PRI | RDHUP), [ReadHangup]);
    assert_eq!(events(IN | OUT), [Readable, Writable]);
    assert_eq!(events(IN | RDHUP), [ReadHangup]);
    assert_eq!(events(IN | OUT | RDHUP), [ReadHangup, Writable]);
    assert_eq!(events(IN | OUT | RDHUP | HUP), [Hangup]);
    assert_eq!(events(OUT | ERR), [Hangup]);
    assert_eq!(events(0), []);
}

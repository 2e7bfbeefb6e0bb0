//! Which event an answer of the kernel is.
//!
//! Written by `npm run generate` from model/machines/answers.ts; change that, not this.

use super::layout::poller_bits::*;
use super::{accept, connect, receive, send, watch};

/// What an errno of epoll_add is to the action `watch.register`.
pub const fn register(_errno: i32) -> watch::Event {
    watch::Event::Refused
}

/// What an errno of epoll_mod is to the action `watch.reregister`.
pub const fn reregister(_errno: i32) -> watch::Event {
    watch::Event::Stale
}

/// What an errno of epoll_mod is to the action `watch.rearm`.
pub const fn rearm(_errno: i32) -> watch::Event {
    watch::Event::Stale
}

/// What an errno of accept is to the action `accept.tryAccept`.
pub const fn try_accept(errno: i32) -> accept::Event {
    match errno {
        libc::EAGAIN => accept::Event::WouldBlock,
        libc::ECONNABORTED
        | libc::EPROTO
        | libc::ENETDOWN
        | libc::ENOPROTOOPT
        | libc::EHOSTUNREACH
        | libc::ENETUNREACH => accept::Event::Aborted,
        libc::EMFILE | libc::ENFILE | libc::ENOBUFS | libc::ENOMEM => accept::Event::FdLimit,
        _ => accept::Event::Failed,
    }
}

/// What an errno of accept is to the action `accept.retryAccept`.
pub const fn retry_accept(errno: i32) -> accept::Event {
    match errno {
        libc::EAGAIN => accept::Event::WouldBlock,
        libc::ECONNABORTED
        | libc::EPROTO
        | libc::ENETDOWN
        | libc::ENOPROTOOPT
        | libc::EHOSTUNREACH
        | libc::ENETUNREACH => accept::Event::Aborted,
        libc::EMFILE | libc::ENFILE | libc::ENOBUFS | libc::ENOMEM => accept::Event::FdLimit,
        _ => accept::Event::Failed,
    }
}

/// What an errno of connect is to the action `connect.tryConnect`.
pub const fn try_connect(errno: i32) -> connect::Event {
    match errno {
        libc::EINPROGRESS => connect::Event::InProgress,
        libc::EALREADY => connect::Event::UnderWay,
        libc::EAGAIN => connect::Event::QueueFull,
        _ => connect::Event::Failed,
    }
}

/// What an errno of connect is to the action `connect.askAgain`.
pub const fn ask_again(errno: i32) -> connect::Event {
    match errno {
        libc::EINPROGRESS => connect::Event::InProgress,
        libc::EALREADY => connect::Event::UnderWay,
        libc::EAGAIN => connect::Event::QueueFull,
        _ => connect::Event::Failed,
    }
}

/// What an errno of recv is to the action `receive.tryReceive`.
pub const fn try_receive(errno: i32) -> receive::Event {
    match errno {
        libc::EAGAIN => receive::Event::WouldBlock,
        _ => receive::Event::Failed,
    }
}

/// What an errno of send is to the action `send.trySend`.
pub const fn try_send(errno: i32) -> send::Event {
    match errno {
        libc::EAGAIN => send::Event::WouldBlock,
        libc::ENOBUFS => send::Event::NoRoom,
        _ => send::Event::Failed,
    }
}

/// What an errno of send is to the action `send.sendAgain`.
pub const fn send_again(errno: i32) -> send::Event {
    match errno {
        libc::EAGAIN => send::Event::WouldBlock,
        libc::ENOBUFS => send::Event::NoRoom,
        _ => send::Event::Failed,
    }
}

struct PollerEvent {
    bits: u32,
    unless: u32,
    event: watch::Event,
}

/// Reader before writer (C4); a hang-up subsumes the readiness it arrives with.
#[rustfmt::skip]
const POLLER_EVENTS: [PollerEvent; 5] = [
    PollerEvent { bits: ERR | HUP, unless: 0, event: watch::Event::Hangup },
    PollerEvent { bits: RDHUP, unless: ERR | HUP, event: watch::Event::ReadHangup },
    PollerEvent { bits: PRI, unless: ERR | HUP | RDHUP, event: watch::Event::Urgent },
    PollerEvent { bits: IN, unless: ERR | HUP | RDHUP | PRI, event: watch::Event::Readable },
    PollerEvent { bits: OUT, unless: ERR | HUP, event: watch::Event::Writable },
];

/// The events of `watch` that the poller's bits are, in order.
pub fn poller_events(bits: u32) -> impl Iterator<Item = watch::Event> {
    POLLER_EVENTS
        .iter()
        .filter(move |row| bits & row.bits != 0 && bits & row.unless == 0)
        .map(|row| row.event)
}

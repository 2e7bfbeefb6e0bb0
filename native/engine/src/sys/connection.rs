//! Making and dissolving connections. Of all calls on sockets, accept4 and connect alone cannot be told not to wait
//! (docs/system-calls.md): they go by O_NONBLOCK, a flag of the open file, which whoever shares that may have taken away
//! (L15b, O3). So it is set anew before each, or before several accepts in a row, and what waits nevertheless is interrupted.

use super::{Errno, answer, bound, faults, name, ready, repeat, retry, socket};
use crate::generated::layout::SystemCall;
use socket2::SockAddr;
use std::os::fd::RawFd;

/// Makes a call that goes by O_NONBLOCK; `waited` is its answer if it was interrupted, which it is only while it waits.
fn hurried<T>(fd: RawFd, waited: i32, call: impl FnOnce() -> Result<T, Errno>) -> Result<T, Errno> {
    socket::set_nonblocking(fd)?;
    unwaited(waited, bound::within(call))
}

/// An interrupted call answers as it would have at once.
fn unwaited<T>(waited: i32, answer: Result<T, Errno>) -> Result<T, Errno> {
    match answer {
        Err(Errno(libc::EINTR)) => Err(Errno(waited)),
        answer => answer,
    }
}

/// Accepts in a row, with nothing between them that takes long: the flag is set for all of one listener, and the bound
/// begins with the first and ends with the row, on the same thread.
#[derive(Default)]
pub struct Row {
    listener: Option<RawFd>,
}

impl Row {
    /// As `accept`, behind a look: where poll(2) sees nothing there is nothing to take. So accept4 can wait only if another
    /// process was faster, right after the look, and the flag was taken away within this row. A look that fails tells
    /// nothing: poll(2) knows no descriptor at all where the limit of them is zero.
    pub fn accept_if_any(&mut self, fd: RawFd) -> Result<(RawFd, SockAddr), Errno> {
        if ready::readiness(fd) == Ok(0) {
            return Err(Errno(libc::EAGAIN));
        }
        if self.listener == Some(fd) { take(fd) } else { self.accept(fd) }
    }

    /// Takes a connection; it is non-blocking and closed on exec.
    pub fn accept(&mut self, fd: RawFd) -> Result<(RawFd, SockAddr), Errno> {
        self.listener = Some(fd);
        bound::begin();
        socket::set_nonblocking(fd)?;
        take(fd)
    }

    /// Nothing is accepted next.
    pub fn end(&mut self) {
        if self.listener.take().is_some() {
            bound::end();
        }
    }
}

fn take(fd: RawFd) -> Result<(RawFd, SockAddr), Errno> {
    let flags = libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC;
    name::receive(|address, length| {
        repeat(|| {
            faults::meet(SystemCall::Accept, fd, 0)?;
            // SAFETY: `address` has room for any address, and `length` says so.
            unwaited(libc::EAGAIN, answer(unsafe { libc::accept4(fd, address, length, flags) }))
        })
    })
}

/// Asks for a connection, or how the one that was asked for is doing. One that was interrupted is under way; on a unix
/// socket it waited for a place in the listener's queue. Where that is full Linux says so also to who is connected, who
/// would wait for ever for a place that he does not want: he is told EISCONN, as everywhere else.
pub fn connect(fd: RawFd, address: &SockAddr) -> Result<(), Errno> {
    let waited = if address.is_unix() { libc::EAGAIN } else { libc::EINPROGRESS };
    let connected = repeat(|| {
        faults::meet(SystemCall::Connect, fd, 0)?;
        // SAFETY: the kernel reads the address's own length of bytes and keeps no pointer.
        hurried(fd, waited, || answer(unsafe { libc::connect(fd, address.as_ptr().cast(), address.len()) }))
    });
    match connected {
        Err(Errno(libc::EAGAIN)) if address.is_unix() && socket::getpeername(fd).is_ok() => Err(Errno(libc::EISCONN)),
        answer => answer.map(|_| ()),
    }
}

/// Dissolves a connection, or the attempt at one: connect(2) to no address, which never waits.
pub fn disconnect(fd: RawFd) -> Result<(), Errno> {
    // SAFETY: all zeros is a `sockaddr`, of no family.
    let nowhere: libc::sockaddr = unsafe { std::mem::zeroed() };
    let length = size_of::<libc::sockaddr>() as libc::socklen_t;
    // SAFETY: the kernel reads `length` bytes of `nowhere` and keeps no pointer.
    retry(|| unsafe { libc::connect(fd, &raw const nowhere, length) })?;
    faults::meet(SystemCall::Disconnect, fd, 0).map(|_| ())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "how long a call takes is what is tested")]

    use super::*;
    use crate::sys::fixture::make_blocking;
    use socket2::{Domain, Type};
    use std::time::{Duration, Instant};

    const AGAIN: Errno = Errno(libc::EAGAIN);

    fn listener(domain: Domain, address: &SockAddr) -> (RawFd, SockAddr) {
        let fd = socket::create(domain, Type::STREAM, None).unwrap();
        socket::bind(fd, address).unwrap();
        socket::listen(fd, 0).unwrap();
        (fd, socket::getsockname(fd).unwrap())
    }

    fn inet() -> (RawFd, SockAddr) {
        listener(Domain::IPV4, &name::ip("127.0.0.1:0".parse().unwrap()))
    }

    fn unix(path: &str) -> (RawFd, SockAddr) {
        listener(Domain::UNIX, &name::unix(format!("\0readyloop-{path}-{}", std::process::id()).as_bytes()).unwrap())
    }

    /// What a call answered whose flag was taken away right before it was made; it waited, but not for long.
    fn raced<T>(fd: RawFd, waited: i32, call: impl Fn() -> Result<T, Errno>) -> Result<T, Errno> {
        let begun = Instant::now();
        let answer = hurried(fd, waited, || {
            make_blocking(fd);
            call()
        });
        assert!(begun.elapsed() >= bound::BOUND && begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
        answer
    }

    fn raced_connect(domain: Domain, to: &SockAddr, waited: i32) -> Result<i32, Errno> {
        let fd = socket::create(domain, Type::STREAM, None).unwrap();
        // SAFETY: as in `connect`.
        let call = || answer(unsafe { libc::connect(fd, to.as_ptr().cast(), to.len()) });
        let answer = raced(fd, waited, call);
        socket::close(fd).unwrap();
        answer
    }

    #[test]
    fn l15b_a_listener_that_was_made_to_wait_answers_at_once() {
        const TIMES: u32 = 200;
        for (fd, _) in [inet(), unix("waits")] {
            let begun = Instant::now();
            for _ in 0..TIMES {
                make_blocking(fd);
                assert_eq!(Row::default().accept(fd).unwrap_err(), AGAIN);
                make_blocking(fd);
                assert_eq!(Row::default().accept_if_any(fd).unwrap_err(), AGAIN);
            }
            assert!(begun.elapsed() < bound::BOUND * TIMES / 2, "{:?}", begun.elapsed());
            socket::close(fd).unwrap();
        }
    }

    /// A listener that waits, and a row of accepts that has taken the one connection there was.
    fn row_of_one(listener: RawFd, to: &SockAddr) -> Row {
        let client = socket::create(to.domain(), Type::STREAM, None).unwrap();
        let _ = connect(client, to);
        let mut row = Row::default();
        let (connection, _) = row.accept_if_any(listener).unwrap();
        [client, connection].into_iter().for_each(|fd| socket::close(fd).unwrap());
        make_blocking(listener);
        row
    }

    #[test]
    fn l15b_what_comes_later_in_a_row_is_looked_for_first() {
        for (fd, to) in [inet(), unix("looked")] {
            let mut row = row_of_one(fd, &to);
            let begun = Instant::now();
            (0..200).for_each(|_| assert_eq!(row.accept_if_any(fd).unwrap_err(), AGAIN));
            assert!(begun.elapsed() < bound::BOUND * 100, "{:?}", begun.elapsed());
            row.end();
            socket::close(fd).unwrap();
        }
    }

    #[test]
    fn l15b_an_accept_that_lost_the_race_is_interrupted() {
        for (fd, to) in [inet(), unix("raced")] {
            let mut row = row_of_one(fd, &to);
            // What else might wait in between is bound as well, and lets the bound be.
            let first = socket::create(Domain::UNIX, Type::STREAM, None).unwrap();
            assert!(connect(first, &name::unix(b"\0readyloop-nobody").unwrap()).is_err());
            let begun = Instant::now();
            assert_eq!(take(fd).unwrap_err(), AGAIN);
            assert_eq!(take(fd).unwrap_err(), AGAIN);
            assert!(
                begun.elapsed() > bound::BOUND && begun.elapsed() < Duration::from_secs(1),
                "{:?}",
                begun.elapsed()
            );
            row.end();
            [fd, first].into_iter().for_each(|fd| socket::close(fd).unwrap());
        }
    }

    #[test]
    fn nothing_is_interrupted_behind_a_row() {
        let (fd, to) = inet();
        row_of_one(fd, &to).end();
        let time = libc::timespec { tv_sec: 0, tv_nsec: 20_000_000 };
        // SAFETY: the kernel reads the time during the call only.
        assert_eq!(unsafe { libc::nanosleep(&raw const time, std::ptr::null_mut()) }, 0);
        socket::close(fd).unwrap();
    }

    #[test]
    fn l15b_a_connect_that_lost_the_race_is_interrupted() {
        let (full, to) = unix("full");
        let first = socket::create(Domain::UNIX, Type::STREAM, None).unwrap();
        connect(first, &to).unwrap();
        assert_eq!(raced_connect(Domain::UNIX, &to, libc::EAGAIN), Err(AGAIN));
        let (silent, to) = inet();
        let second = socket::create(Domain::IPV4, Type::STREAM, None).unwrap();
        assert_eq!(connect(second, &to), Err(Errno(libc::EINPROGRESS)));
        assert_eq!(raced_connect(Domain::IPV4, &to, libc::EINPROGRESS), Err(Errno(libc::EINPROGRESS)));
        for fd in [full, first, silent, second] {
            socket::close(fd).unwrap();
        }
    }

    #[test]
    fn l10_who_is_connected_is_told_so_where_the_queue_is_full() {
        let (listener, to) = unix("connected");
        let [first, second] = [(); 2].map(|()| socket::create(Domain::UNIX, Type::STREAM, None).unwrap());
        socket::listen(listener, 0).unwrap();
        connect(first, &to).unwrap();
        assert_eq!(connect(second, &to), Err(Errno(libc::EAGAIN)));
        assert_eq!(connect(first, &to), Err(Errno(libc::EISCONN)));
        for fd in [listener, first, second] {
            socket::close(fd).unwrap();
        }
    }

    #[test]
    fn what_is_no_listener_says_so_instead_of_waiting() {
        let [a, b] = socket::pair(Type::STREAM).unwrap();
        let mut row = Row::default();
        assert_eq!(row.accept_if_any(a).unwrap_err(), Errno(libc::EINVAL));
        assert_eq!(row.accept_if_any(-1).unwrap_err(), Errno(libc::EBADF));
        row.end();
        socket::close(a).unwrap();
        socket::close(b).unwrap();
    }
}

//! System calls as they are, for tests: what they do and tell does not pass through the engine under test.
//!
//! Each returns what the kernel returned, or the negative errno.

use std::mem::{size_of, zeroed};
use std::sync::atomic::{AtomicU32, Ordering};

use libc::{c_int, c_void, sockaddr_in, sockaddr_un, socklen_t};
use napi::bindgen_prelude::{Int16Array, Int32Array, Uint8Array, Uint32Array};
use napi_derive::napi;

const STREAM: c_int = libc::SOCK_STREAM | libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC;

fn errno() -> i32 {
    -std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO)
}

fn answer(result: isize) -> i32 {
    if result < 0 { errno() } else { result as i32 }
}

/// Fills both numbers; non-blocking, closed on exec.
#[napi]
pub fn pipe(mut ends: Int32Array) -> i32 {
    // SAFETY: the kernel writes two descriptors, and the array is checked to have room for them; nobody else runs meanwhile.
    unsafe {
        let ends = ends.as_mut();
        assert!(ends.len() >= 2);
        answer(libc::pipe2(ends.as_mut_ptr(), libc::O_NONBLOCK | libc::O_CLOEXEC) as isize)
    }
}

/// Fills both numbers; unix sockets, `kind` is SOCK_STREAM (1), SOCK_DGRAM (2) or SOCK_SEQPACKET (5).
#[napi]
pub fn socketpair(mut ends: Int32Array, kind: i32) -> i32 {
    // SAFETY: as in `pipe`.
    unsafe {
        let ends = ends.as_mut();
        assert!(ends.len() >= 2);
        let kind = kind | libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC;
        answer(libc::socketpair(libc::AF_UNIX, kind, 0, ends.as_mut_ptr()) as isize)
    }
}

#[napi]
pub fn dup(fd: i32) -> i32 {
    // SAFETY: a call without pointers.
    answer(unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) } as isize)
}

/// Programs that are started get the descriptor from now on.
#[napi]
pub fn make_inheritable(fd: i32) -> i32 {
    // SAFETY: a call without pointers.
    answer(unsafe { libc::fcntl(fd, libc::F_SETFD, 0) } as isize)
}

/// Takes O_NONBLOCK from the open file, as a program does that shares it and wants to wait, or sets it.
#[napi]
pub fn set_blocking(fd: i32, blocking: bool) -> i32 {
    // SAFETY: calls without pointers.
    unsafe {
        let flags = libc::fcntl(fd, libc::F_GETFL);
        let flags = if blocking { flags & !libc::O_NONBLOCK } else { flags | libc::O_NONBLOCK };
        answer(libc::fcntl(fd, libc::F_SETFL, flags) as isize)
    }
}

#[napi]
pub fn dup2(fd: i32, onto: i32) -> i32 {
    // SAFETY: a call without pointers.
    answer(unsafe { libc::dup3(fd, onto, libc::O_CLOEXEC) } as isize)
}

#[napi]
pub fn close(fd: i32) -> i32 {
    // SAFETY: a call without pointers.
    answer(unsafe { libc::close(fd) } as isize)
}

/// Whether the number names an open file.
#[napi]
pub fn is_open(fd: i32) -> bool {
    // SAFETY: a call without pointers.
    unsafe { libc::fcntl(fd, libc::F_GETFD) >= 0 }
}

#[napi]
pub fn read(fd: i32, mut bytes: Uint8Array) -> i32 {
    // SAFETY: pointer and length are those of one live slice, which nobody else touches meanwhile.
    unsafe {
        let bytes = bytes.as_mut();
        answer(libc::read(fd, bytes.as_mut_ptr().cast(), bytes.len()))
    }
}

#[napi]
pub fn write(fd: i32, bytes: Uint8Array) -> i32 {
    // SAFETY: pointer and length are those of one live slice.
    answer(unsafe { libc::write(fd, bytes.as_ptr().cast(), bytes.len()) })
}

/// `write` with flags, as MSG_OOB (1).
#[napi]
pub fn send(fd: i32, bytes: Uint8Array, flags: i32) -> i32 {
    // SAFETY: as in `write`.
    answer(unsafe { libc::send(fd, bytes.as_ptr().cast::<c_void>(), bytes.len(), flags | libc::MSG_NOSIGNAL) })
}

/// `read` with flags, as MSG_TRUNC (0x20).
#[napi]
pub fn receive(fd: i32, mut bytes: Uint8Array, flags: i32) -> i32 {
    // SAFETY: as in `read`.
    unsafe {
        let bytes = bytes.as_mut();
        answer(libc::recv(fd, bytes.as_mut_ptr().cast::<c_void>(), bytes.len(), flags | libc::MSG_DONTWAIT))
    }
}

/// Sends a byte with a descriptor beside it (SCM_RIGHTS).
#[napi]
pub fn send_descriptor(fd: i32, byte: u8, passed: i32) -> i32 {
    let mut byte = byte;
    let mut piece = libc::iovec { iov_base: (&raw mut byte).cast(), iov_len: 1 };
    let mut control = [0u64; 4];
    // SAFETY: `control` has room for one header and one descriptor; all pointers live for the whole call.
    unsafe {
        let mut header: libc::msghdr = zeroed();
        header.msg_iov = &raw mut piece;
        header.msg_iovlen = 1;
        header.msg_control = control.as_mut_ptr().cast();
        header.msg_controllen = libc::CMSG_SPACE(size_of::<c_int>() as u32) as usize;
        let rights = libc::CMSG_FIRSTHDR(&raw const header);
        (*rights).cmsg_level = libc::SOL_SOCKET;
        (*rights).cmsg_type = libc::SCM_RIGHTS;
        (*rights).cmsg_len = libc::CMSG_LEN(size_of::<c_int>() as u32) as usize;
        libc::CMSG_DATA(rights).cast::<c_int>().write_unaligned(passed);
        answer(libc::sendmsg(fd, &raw const header, libc::MSG_NOSIGNAL))
    }
}

/// Sets an option that is a number.
#[napi]
pub fn set_number(fd: i32, level: i32, name: i32, value: i32) -> i32 {
    set_option(fd, level, name, &value)
}

/// poll(2) without waiting: `ready[i]` are the bits of `events[i]` (and ERR, HUP, NVAL) that hold for `fds[i]`.
#[napi]
pub fn poll(fds: Int32Array, events: Int16Array, mut ready: Int16Array) -> i32 {
    let mut asked: Vec<libc::pollfd> =
        fds.iter().zip(events.iter()).map(|(&fd, &events)| libc::pollfd { fd, events, revents: 0 }).collect();
    // SAFETY: pointer and length are those of one vector.
    let result = unsafe { libc::poll(asked.as_mut_ptr(), asked.len() as libc::nfds_t, 0) };
    // SAFETY: nobody else touches the array meanwhile.
    let ready = unsafe { ready.as_mut() };
    for (told, of) in ready.iter_mut().zip(&asked) {
        *told = of.revents;
    }
    answer(result as isize)
}

#[napi]
pub fn epoll_create() -> i32 {
    // SAFETY: a call without pointers.
    answer(unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) } as isize)
}

/// `operation`: EPOLL_CTL_ADD (1), EPOLL_CTL_DEL (2), EPOLL_CTL_MOD (3).
#[napi]
pub fn epoll_control(epoll: i32, operation: i32, fd: i32, events: u32, token: u32) -> i32 {
    let mut event = libc::epoll_event { events, u64: token.into() };
    // SAFETY: the kernel reads one event.
    answer(unsafe { libc::epoll_ctl(epoll, operation, fd, &mut event) } as isize)
}

/// epoll_wait(2) without waiting: fills pairs of a token and its bits, and returns how many.
#[napi]
pub fn epoll_wait(epoll: i32, mut told: Uint32Array) -> i32 {
    // SAFETY: nobody else touches the array meanwhile.
    let told = unsafe { told.as_mut() };
    let mut events = vec![libc::epoll_event { events: 0, u64: 0 }; told.len() / 2];
    // SAFETY: pointer and length are those of one vector.
    let count = unsafe { libc::epoll_wait(epoll, events.as_mut_ptr(), events.len() as c_int, 0) };
    for (pair, event) in told.chunks_exact_mut(2).zip(&events).take(count.max(0) as usize) {
        pair.copy_from_slice(&[event.u64 as u32, event.events]);
    }
    answer(count as isize)
}

/// How many nanoseconds of CPU time a thread of this process has had; 0 is the calling one. Negative if there is none.
#[napi]
pub fn thread_nanos(tid: i32) -> f64 {
    // The clock of a thread: clockid_t as Linux makes it (pthread_getcpuclockid(3)).
    let clock = (!tid << 3) | 6;
    // SAFETY: all zeros is a `timespec`, which the kernel writes.
    unsafe {
        let mut time: libc::timespec = zeroed();
        match libc::clock_gettime(clock, &raw mut time) {
            0 => time.tv_sec as f64 * 1e9 + time.tv_nsec as f64,
            _ => f64::from(errno()),
        }
    }
}

/// `how`: SHUT_RD (0), SHUT_WR (1), SHUT_RDWR (2).
#[napi]
pub fn shutdown(fd: i32, how: i32) -> i32 {
    // SAFETY: a call without pointers.
    answer(unsafe { libc::shutdown(fd, how) } as isize)
}

/// Lets the close that follows reset a TCP connection instead of finishing it.
#[napi]
pub fn linger_zero(fd: i32) -> i32 {
    set_option(fd, libc::SOL_SOCKET, libc::SO_LINGER, &libc::linger { l_onoff: 1, l_linger: 0 })
}

/// Has a close wait for up to so many seconds until the peer has acknowledged what was sent, as SO_LINGER has it.
#[napi]
pub fn linger_for(fd: i32, seconds: i32) -> i32 {
    set_option(fd, libc::SOL_SOCKET, libc::SO_LINGER, &libc::linger { l_onoff: 1, l_linger: seconds })
}

/// Has TCP send each byte at once, instead of holding it back until the last one was acknowledged.
#[napi]
pub fn no_delay(fd: i32) -> i32 {
    let on: c_int = 1;
    set_option(fd, libc::IPPROTO_TCP, libc::TCP_NODELAY, &on)
}

/// How many bytes can be read (FIONREAD).
#[napi]
pub fn readable_bytes(fd: i32) -> i32 {
    let mut count: c_int = 0;
    // SAFETY: the kernel writes one number.
    if unsafe { libc::ioctl(fd, libc::FIONREAD, &mut count) } < 0 { errno() } else { count }
}

/// Makes a socket's buffers as small as the kernel allows, so that little data fills them.
#[napi]
pub fn shrink_buffers(fd: i32) -> i32 {
    let least: c_int = 1;
    match set_option(fd, libc::SOL_SOCKET, libc::SO_SNDBUF, &least) {
        0 => set_option(fd, libc::SOL_SOCKET, libc::SO_RCVBUF, &least),
        error => error,
    }
}

/// A TCP listener on a free port of the loopback address.
#[napi]
pub fn listen_tcp(backlog: i32) -> i32 {
    listen(libc::AF_INET, &loopback(0), size_of::<sockaddr_in>(), backlog)
}

/// A connection to a TCP port of the loopback address, being made.
#[napi]
pub fn connect_tcp(port: u16) -> i32 {
    connect(libc::AF_INET, &loopback(port), size_of::<sockaddr_in>())
}

/// A socket that is not connected: `kind` is SOCK_STREAM (1) or SOCK_DGRAM (2), of the family of IPv4.
#[napi]
pub fn socket(kind: i32) -> i32 {
    // SAFETY: a call without pointers.
    answer(unsafe { libc::socket(libc::AF_INET, kind | libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC, 0) } as isize)
}

/// bind(2) to a port of the loopback address; 0 is any.
#[napi]
pub fn bind_port(fd: i32, port: u16) -> i32 {
    let address = loopback(port);
    // SAFETY: the length is that of the address.
    answer(unsafe { libc::bind(fd, (&raw const address).cast(), size_of::<sockaddr_in>() as socklen_t) } as isize)
}

/// connect(2) to a port of the loopback address.
#[napi]
pub fn connect_port(fd: i32, port: u16) -> i32 {
    let address = loopback(port);
    // SAFETY: the length is that of the address.
    answer(unsafe { libc::connect(fd, (&raw const address).cast(), size_of::<sockaddr_in>() as socklen_t) } as isize)
}

/// connect(2) to no address: the attempt or the connection is dissolved.
#[napi]
pub fn disconnect(fd: i32) -> i32 {
    // SAFETY: plain old data, for which all zeros (no family) is a value; the length is its size.
    unsafe {
        let nowhere: sockaddr_in = zeroed();
        answer(libc::connect(fd, (&raw const nowhere).cast(), size_of::<sockaddr_in>() as socklen_t) as isize)
    }
}

/// The port that a TCP socket is bound to.
#[napi]
pub fn port_of(fd: i32) -> i32 {
    port(|address, length| {
        // SAFETY: `length` tells the kernel the size of `address`.
        unsafe { libc::getsockname(fd, address.cast(), length) }
    })
}

/// The port that a TCP socket is connected to.
#[napi]
pub fn peer_port_of(fd: i32) -> i32 {
    port(|address, length| {
        // SAFETY: as in `port_of`.
        unsafe { libc::getpeername(fd, address.cast(), length) }
    })
}

/// A unix listener with a name in the abstract namespace.
#[napi]
pub fn listen_unix(name: String, backlog: i32) -> i32 {
    let (address, length) = abstract_address(&name);
    listen(libc::AF_UNIX, &address, length, backlog)
}

/// A connection to a name in the abstract namespace.
#[napi]
pub fn connect_unix(name: String) -> i32 {
    let (address, length) = abstract_address(&name);
    connect(libc::AF_UNIX, &address, length)
}

#[napi]
pub fn accept(fd: i32) -> i32 {
    let flags = libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC;
    // SAFETY: the kernel is asked for no address, so it writes none.
    answer(unsafe { libc::accept4(fd, std::ptr::null_mut(), std::ptr::null_mut(), flags) } as isize)
}

/// Sets how many descriptors this process may have, within its hard limit; returns how many it might before.
#[napi]
pub fn limit_descriptors(soft: u32) -> i32 {
    // SAFETY: plain old data that the kernel fills and reads.
    unsafe {
        let mut limit: libc::rlimit = zeroed();
        if libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit) < 0 {
            return errno();
        }
        let before = limit.rlim_cur;
        limit.rlim_cur = libc::rlim_t::from(soft).min(limit.rlim_max);
        if libc::setrlimit(libc::RLIMIT_NOFILE, &limit) < 0 { errno() } else { before.min(i32::MAX as u64) as i32 }
    }
}

/// How many signals have interrupted this process.
static INTERRUPTIONS: AtomicU32 = AtomicU32::new(0);

extern "C" fn interrupted(_signal: c_int) {
    INTERRUPTIONS.fetch_add(1, Ordering::Relaxed);
}

/// Interrupts this process by a signal every so many microseconds, or with 0 no more. A system call that waits is not begun
/// anew (no SA_RESTART): it fails with EINTR.
#[napi]
pub fn interrupt_every(microseconds: u32) -> i32 {
    let interval = libc::timeval { tv_sec: 0, tv_usec: microseconds.into() };
    let timer = libc::itimerval { it_interval: interval, it_value: interval };
    // SAFETY: plain old data; the handler only adds to an atomic number, and the kernel reads one of each.
    unsafe {
        let mut action: libc::sigaction = zeroed();
        action.sa_sigaction = interrupted as *const () as usize;
        if libc::sigaction(libc::SIGALRM, &raw const action, std::ptr::null_mut()) < 0 {
            return errno();
        }
        answer(libc::setitimer(libc::ITIMER_REAL, &raw const timer, std::ptr::null_mut()) as isize)
    }
}

#[napi]
pub fn interruptions() -> u32 {
    INTERRUPTIONS.load(Ordering::Relaxed)
}

fn loopback(port: u16) -> sockaddr_in {
    // SAFETY: plain old data, for which all zeros is a value.
    let mut address: sockaddr_in = unsafe { zeroed() };
    address.sin_family = libc::AF_INET as libc::sa_family_t;
    address.sin_port = port.to_be();
    address.sin_addr.s_addr = u32::from_ne_bytes([127, 0, 0, 1]);
    address
}

fn port(name: impl FnOnce(*mut sockaddr_in, &mut socklen_t) -> c_int) -> i32 {
    // SAFETY: as in `loopback`.
    let mut address: sockaddr_in = unsafe { zeroed() };
    let mut length = size_of::<sockaddr_in>() as socklen_t;
    if name(&raw mut address, &mut length) < 0 { errno() } else { i32::from(u16::from_be(address.sin_port)) }
}

fn abstract_address(name: &str) -> (sockaddr_un, usize) {
    // SAFETY: as in `loopback`; the leading NUL of the name is among the zeros.
    let mut address: sockaddr_un = unsafe { zeroed() };
    address.sun_family = libc::AF_UNIX as libc::sa_family_t;
    for (place, byte) in address.sun_path[1..].iter_mut().zip(name.bytes()) {
        *place = byte as libc::c_char;
    }
    (address, size_of::<libc::sa_family_t>() + 1 + name.len().min(address.sun_path.len() - 1))
}

fn listen<A>(family: c_int, address: &A, length: usize, backlog: i32) -> i32 {
    // SAFETY: `address` is a sockaddr of that family, and `length` is not more than its size.
    unsafe {
        let fd = libc::socket(family, STREAM, 0);
        if fd < 0 {
            return errno();
        }
        let bound = libc::bind(fd, (&raw const *address).cast(), length as socklen_t);
        if bound < 0 || libc::listen(fd, backlog) < 0 { close_after(fd, errno()) } else { fd }
    }
}

fn connect<A>(family: c_int, address: &A, length: usize) -> i32 {
    // SAFETY: as in `listen`.
    unsafe {
        let fd = libc::socket(family, STREAM, 0);
        if fd < 0 {
            return errno();
        }
        if libc::connect(fd, (&raw const *address).cast(), length as socklen_t) == 0 {
            return fd;
        }
        match errno() {
            error if error == -libc::EINPROGRESS => fd,
            error => close_after(fd, error),
        }
    }
}

fn close_after(fd: i32, error: i32) -> i32 {
    close(fd);
    error
}

fn set_option<V>(fd: i32, level: c_int, name: c_int, value: &V) -> i32 {
    let value: *const c_void = (&raw const *value).cast();
    // SAFETY: `value` points to a V, and the length is its size.
    answer(unsafe { libc::setsockopt(fd, level, name, value, size_of::<V>() as socklen_t) } as isize)
}

//! The socket calls that need no loop.

use crate::address::{self, AddressInput, AddressOutput};
use crate::errors;
use crate::owned;
use napi::bindgen_prelude::*;
use napi_derive::napi;
use readyloop_engine::sys::{Errno, name, option, socket};
use readyloop_engine::{Elsewhere, Owners};
use socket2::{Domain, Protocol, Type};
use std::net::Shutdown;

#[napi(string_enum = "lowercase")]
pub enum SocketFamily {
    Inet,
    Inet6,
    Unix,
}

#[napi(string_enum = "lowercase")]
pub enum SocketType {
    Stream,
    Dgram,
    Seqpacket,
}

impl From<SocketFamily> for Domain {
    fn from(family: SocketFamily) -> Self {
        match family {
            SocketFamily::Inet => Domain::IPV4,
            SocketFamily::Inet6 => Domain::IPV6,
            SocketFamily::Unix => Domain::UNIX,
        }
    }
}

impl From<SocketType> for Type {
    fn from(kind: SocketType) -> Self {
        match kind {
            SocketType::Stream => Type::STREAM,
            SocketType::Dgram => Type::DGRAM,
            SocketType::Seqpacket => Type::SEQPACKET,
        }
    }
}

/// What the kernel knows about a socket; a family or type that this library does not serve is null.
#[napi(object, object_from_js = false)]
pub struct SocketInspection {
    #[napi(ts_type = "SocketFamily | null")]
    pub family: Either<&'static str, Null>,
    #[napi(ts_type = "SocketType | null")]
    pub r#type: Either<&'static str, Null>,
    pub listening: bool,
}

/// A new socket's descriptor: non-blocking, closed on exec, and when the environment ends.
#[napi(catch_unwind)]
pub fn socket_create(env: &Env, family: SocketFamily, kind: SocketType, protocol: Option<i32>) -> Result<i32> {
    let protocol = protocol.filter(|&number| number != 0).map(Protocol::from);
    owned::see_to_end(env)?;
    let fd = answer(env, "socket", socket::create(family.into(), kind.into(), protocol))?;
    Owners::own(fd);
    Ok(fd)
}

/// The descriptors of two connected unix sockets; each as of `socketCreate`.
#[napi(catch_unwind, ts_return_type = "[number, number]")]
pub fn socket_pair(env: &Env, kind: SocketType) -> Result<Vec<i32>> {
    owned::see_to_end(env)?;
    let pair = answer(env, "socketpair", socket::pair(kind.into()))?;
    pair.into_iter().for_each(Owners::own);
    Ok(pair.to_vec())
}

#[napi(catch_unwind)]
pub fn socket_bind(env: &Env, fd: i32, address: AddressInput) -> Result<()> {
    let address = address::decode(env, "bind", address)?;
    answer(env, "bind", socket::bind(fd, &address))
}

#[napi(catch_unwind)]
pub fn socket_listen(env: &Env, fd: i32, backlog: i32) -> Result<()> {
    answer(env, "listen", socket::listen(fd, backlog))
}

#[napi(catch_unwind)]
pub fn socket_getsockname(env: &Env, fd: i32) -> Result<AddressOutput> {
    Ok(address::encode(&answer(env, "getsockname", socket::getsockname(fd))?))
}

#[napi(catch_unwind)]
pub fn socket_getpeername(env: &Env, fd: i32) -> Result<AddressOutput> {
    Ok(address::encode(&answer(env, "getpeername", socket::getpeername(fd))?))
}

/// The bytes of the `sockaddr` of an address.
#[napi(catch_unwind)]
pub fn socket_name(env: &Env, address: AddressInput) -> Result<Buffer> {
    Ok(name::bytes(&address::decode(env, "connect", address)?).into())
}

/// Reads the bytes of a `sockaddr`, as an ACCEPTED record carries them.
#[napi(catch_unwind)]
pub fn socket_address(env: &Env, bytes: &[u8]) -> Result<AddressOutput> {
    Ok(address::encode(&answer(env, "accept", name::from_bytes(bytes))?))
}

#[napi(catch_unwind)]
pub fn socket_setsockopt(env: &Env, fd: i32, level: i32, name: i32, value: Either<i32, Uint8Array>) -> Result<()> {
    let set = match &value {
        Either::A(number) => option::set_int(fd, level, name, *number),
        Either::B(bytes) => option::set(fd, level, name, bytes),
    };
    answer(env, "setsockopt", set)
}

/// Up to `length` bytes of an option; without a length a number, or the first bytes of an option that is none.
#[napi(catch_unwind)]
pub fn socket_getsockopt(
    env: &Env,
    fd: i32,
    level: i32,
    name: i32,
    length: Option<u32>,
) -> Result<Either<i32, Buffer>> {
    let Some(length) = length else {
        let number = answer(env, "getsockopt", option::get_number(fd, level, name))?;
        return Ok(number.map_or_else(|bytes| Either::B(bytes.into()), Either::A));
    };
    let mut value = vec![0; length as usize];
    let used = answer(env, "getsockopt", option::get(fd, level, name, &mut value))?;
    value.truncate(used);
    Ok(Either::B(value.into()))
}

/// Ends reading (0), writing (1) or both (2).
#[napi(catch_unwind)]
pub fn socket_shutdown(env: &Env, fd: i32, how: u32) -> Result<()> {
    let how = match how {
        0 => Shutdown::Read,
        1 => Shutdown::Write,
        2 => Shutdown::Both,
        _ => return errors::invalid(env, "how must be 0, 1 or 2"),
    };
    answer(env, "shutdown", socket::shutdown(fd, how))
}

/// Closes a number that is this environment's own, unless it stands for another file by now: then it is not touched.
#[napi(catch_unwind)]
pub fn socket_close(env: &Env, fd: i32) -> Result<()> {
    if Owners::disown(fd) { answer(env, "close", socket::close(fd)) } else { Ok(()) }
}

#[napi(catch_unwind)]
pub fn socket_inspect(env: &Env, fd: i32) -> Result<SocketInspection> {
    let found = answer(env, "getsockopt", socket::inspect(fd))?;
    let family = match found.domain {
        Domain::IPV4 => Either::A("inet"),
        Domain::IPV6 => Either::A("inet6"),
        Domain::UNIX => Either::A("unix"),
        _ => Either::B(Null),
    };
    let r#type = match found.kind {
        Type::STREAM => Either::A("stream"),
        Type::DGRAM => Either::A("dgram"),
        Type::SEQPACKET => Either::A("seqpacket"),
        _ => Either::B(Null),
    };
    Ok(SocketInspection { family, r#type, listening: found.listening })
}

/// Takes a descriptor over: it is non-blocking now, its urgent data is in line, programs that are started do not get it, and
/// it is closed when the environment ends. Whoever had it before, on whatever thread, has it no longer.
#[napi(catch_unwind)]
pub fn socket_adopt(env: &Env, fd: i32) -> Result<()> {
    owned::see_to_end(env)?;
    if let Err(Elsewhere) = Owners::take_over(fd) {
        return errors::elsewhere(env);
    }
    let set = socket::set_nonblocking(fd).and_then(|()| socket::set_cloexec(fd));
    if set.is_err() {
        Owners::disown(fd);
    }
    socket::keep_urgent_data_inline(fd);
    answer(env, "fcntl", set)
}

/// Gives a descriptor away: it outlives the environment.
#[napi(catch_unwind)]
pub fn socket_detach(fd: i32) {
    Owners::disown(fd);
}

fn answer<T>(env: &Env, syscall: &str, answer: std::result::Result<T, Errno>) -> Result<T> {
    answer.or_else(|errno| errors::system(env, errno, syscall))
}

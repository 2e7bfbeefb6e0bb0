//! Socket options by number, as `setsockopt(2)` has them.

use super::{Errno, kind, retry};
use std::os::fd::RawFd;

pub fn set(fd: RawFd, level: i32, name: i32, value: &[u8]) -> Result<(), Errno> {
    if (level, name) == (libc::SOL_TCP, libc::TCP_ULP) {
        kind::forget_kinds();
    }
    let length = value.len() as libc::socklen_t;
    // SAFETY: the kernel reads `length` bytes of `value` and keeps no pointer.
    retry(|| unsafe { libc::setsockopt(fd, level, name, value.as_ptr().cast(), length) })?;
    Ok(())
}

/// Fills `value` from its start and says how many bytes the option has.
pub fn get(fd: RawFd, level: i32, name: i32, value: &mut [u8]) -> Result<usize, Errno> {
    let mut length = value.len() as libc::socklen_t;
    // SAFETY: the kernel writes at most `length` bytes into `value` and the true length into `length`.
    retry(|| unsafe { libc::getsockopt(fd, level, name, value.as_mut_ptr().cast(), &raw mut length) })?;
    Ok(length as usize)
}

pub fn set_int(fd: RawFd, level: i32, name: i32, value: i32) -> Result<(), Errno> {
    set(fd, level, name, &value.to_ne_bytes())
}

/// An option of at most four bytes; some families answer with fewer.
pub fn get_int(fd: RawFd, level: i32, name: i32) -> Result<i32, Errno> {
    let mut value = [0; 4];
    get(fd, level, name, &mut value)?;
    Ok(i32::from_ne_bytes(value))
}

/// An option that is a number; of one that is none its bytes, as many as there is room for here. The kernel fills four bytes
/// of whatever it has when it is asked for four, and so it is asked for more.
pub fn get_number(fd: RawFd, level: i32, name: i32) -> Result<Result<i32, Vec<u8>>, Errno> {
    let mut value = [0; 64];
    match get(fd, level, name, &mut value) {
        Ok(1 | 2 | 4) => Ok(Ok(i32::from_ne_bytes([value[0], value[1], value[2], value[3]]))),
        // It has as many bytes as are asked for, four or eight (socket(7)).
        Ok(_) if (level, name) == (libc::SOL_SOCKET, SO_MAX_PACING_RATE) => Ok(Ok(get_int(fd, level, name)?)),
        Ok(length) => Ok(Err(value[..length].to_vec())),
        // Some want to be asked for just what they have.
        Err(Errno(libc::EINVAL)) => Ok(Ok(get_int(fd, level, name)?)),
        Err(errno) => Err(errno),
    }
}

/// asm-generic/socket.h; libc has it for some platforms only.
const SO_MAX_PACING_RATE: i32 = 47;

/// Whether a protocol, as kTLS, lies upon a TCP socket.
pub fn has_upper_layer(fd: RawFd) -> bool {
    let mut name = [0; 16];
    get(fd, libc::SOL_TCP, libc::TCP_ULP, &mut name).is_ok_and(|length| length > 0 && name[0] != 0)
}

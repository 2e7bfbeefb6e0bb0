//! Socket addresses: between numbers, paths and the bytes of a `sockaddr`.

use socket2::{SockAddr, SockAddrStorage};
use std::ffi::OsStr;
use std::io;
use std::mem::size_of;
use std::net::SocketAddr;
use std::os::unix::ffi::OsStrExt;

use super::Errno;

/// The most bytes that any address takes.
pub const MAX_BYTES: usize = size_of::<libc::sockaddr_storage>();

/// The address of an IP host.
pub fn ip(address: SocketAddr) -> SockAddr {
    SockAddr::from(address)
}

/// A unix address: a path, or an abstract name if the first byte is zero. An abstract name is exact, not padded.
pub fn unix(path: &[u8]) -> Result<SockAddr, Errno> {
    SockAddr::unix(OsStr::from_bytes(path)).map_err(|_| Errno(libc::ENAMETOOLONG))
}

/// What is behind a unix address, in the form [`unix`] takes: empty for an unnamed socket.
pub fn unix_path(address: &SockAddr) -> Option<Vec<u8>> {
    if !address.is_unix() {
        return None;
    }
    let name = &bytes(address)[size_of::<libc::sa_family_t>().min(address.len() as usize)..];
    let end = match name.first() {
        None => 0,
        Some(0) => name.len(),
        Some(_) => name.iter().position(|&byte| byte == 0).unwrap_or(name.len()),
    };
    Some(name[..end].to_vec())
}

/// The bytes of the `sockaddr`.
pub fn bytes(address: &SockAddr) -> &[u8] {
    // SAFETY: the first `len` bytes of the storage were written by whoever made the address.
    unsafe { std::slice::from_raw_parts(address.as_ptr().cast(), address.len() as usize) }
}

/// The address whose bytes these are.
pub fn from_bytes(bytes: &[u8]) -> Result<SockAddr, Errno> {
    if bytes.len() > MAX_BYTES || bytes.len() < size_of::<libc::sa_family_t>() {
        return Err(Errno(libc::EINVAL));
    }
    let mut storage = SockAddrStorage::zeroed();
    // SAFETY: a zeroed storage is as long as a `sockaddr_storage`, any bytes are one, and `bytes` fits.
    let address = unsafe {
        let target = std::ptr::from_mut(storage.view_as::<libc::sockaddr_storage>()).cast::<u8>();
        std::ptr::copy_nonoverlapping(bytes.as_ptr(), target, bytes.len());
        SockAddr::new(storage, bytes.len() as libc::socklen_t)
    };
    Ok(address)
}

/// Lets a system call write an address; `call` gets where to, and the length to say how much.
pub(super) fn receive<T>(
    call: impl FnOnce(*mut libc::sockaddr, *mut libc::socklen_t) -> Result<T, Errno>,
) -> Result<(T, SockAddr), Errno> {
    let mut failure = Errno(0);
    // SAFETY: the kernel writes an address into the storage and its length, or nothing if it fails.
    let answer = unsafe {
        SockAddr::try_init(|storage, length| {
            call(storage.cast(), length).map_err(|errno| {
                failure = errno;
                io::Error::from_raw_os_error(errno.0)
            })
        })
    };
    answer.map_err(|_| failure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abstract_name_is_exact() {
        let address = unix(b"\0name").unwrap();
        assert_eq!(address.len() as usize, size_of::<libc::sa_family_t>() + 5);
        assert_eq!(unix_path(&address).unwrap(), b"\0name");
    }

    #[test]
    fn a_path_loses_its_terminator() {
        assert_eq!(unix_path(&unix(b"/tmp/a").unwrap()).unwrap(), b"/tmp/a");
    }

    #[test]
    fn a_path_that_does_not_fit_is_refused() {
        assert_eq!(unix(&[b'a'; 200]).unwrap_err(), Errno(libc::ENAMETOOLONG));
    }

    #[test]
    fn bytes_make_the_same_address_again() {
        let address = ip("[::1]:80".parse().unwrap());
        assert_eq!(from_bytes(bytes(&address)).unwrap(), address);
        assert!(from_bytes(&[0; 300]).is_err());
    }
}

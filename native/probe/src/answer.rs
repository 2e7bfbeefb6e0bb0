//! What the kernel has just answered, as one number.

pub fn errno() -> i32 {
    -std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO)
}

pub fn answer(result: isize) -> i32 {
    if result < 0 { errno() } else { result as i32 }
}

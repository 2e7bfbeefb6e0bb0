//! What threads share, so that loom can take its place: it tries every interleaving of a test (`npm run interleave`).

#[cfg(not(interleave))]
pub(crate) use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

#[cfg(interleave)]
pub(crate) use loom::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

#[cfg(not(interleave))]
pub(crate) use std::thread::JoinHandle;

#[cfg(interleave)]
pub(crate) use loom::thread::JoinHandle;

#[cfg(not(interleave))]
pub(crate) use parking_lot::{Mutex, MutexGuard};

/// A mutex of loom's, with the face of the real one.
#[cfg(interleave)]
pub(crate) struct Mutex<T>(loom::sync::Mutex<T>);

#[cfg(interleave)]
pub(crate) use loom::sync::MutexGuard;

#[cfg(interleave)]
impl<T> Mutex<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(loom::sync::Mutex::new(value))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap()
    }
}

/// Where one thread sleeps until another wakes it; a wake that comes before is not lost.
#[derive(Default)]
#[cfg(not(interleave))]
pub(crate) struct Alarm {
    notify: tokio::sync::Notify,
    /// A wake has panicked: somebody has closed what Tokio wakes by.
    is_broken: AtomicBool,
}

#[cfg(not(interleave))]
impl Alarm {
    pub(crate) fn wake(&self) {
        struct Waking<'a>(&'a Alarm);
        impl Drop for Waking<'_> {
            fn drop(&mut self) {
                self.0.is_broken.store(true, Ordering::Release);
            }
        }
        let waking = Waking(self);
        self.notify.notify_one();
        std::mem::forget(waking);
    }

    pub(crate) fn is_broken(&self) -> bool {
        self.is_broken.load(Ordering::Acquire)
    }

    pub(crate) async fn woken(&self) {
        self.notify.notified().await;
    }
}

#[cfg(interleave)]
pub(crate) struct Alarm(loom::sync::Notify);

#[cfg(interleave)]
impl Default for Alarm {
    fn default() -> Self {
        Self(loom::sync::Notify::new())
    }
}

#[cfg(interleave)]
impl Alarm {
    pub(crate) fn wake(&self) {
        self.0.notify();
    }

    pub(crate) fn wait(&self) {
        self.0.wait();
    }
}

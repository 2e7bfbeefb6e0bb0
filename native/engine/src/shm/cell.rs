//! A place that threads take turns with; whose turn it is, somebody else has to know.

#[cfg(interleave)]
pub(super) use loom::cell::UnsafeCell as Place;

/// The face of loom's cell over the real one.
#[cfg(not(interleave))]
pub(super) struct Place<T>(std::cell::UnsafeCell<T>);

#[cfg(not(interleave))]
impl<T> Place<T> {
    pub(super) fn new(value: T) -> Self {
        Self(std::cell::UnsafeCell::new(value))
    }

    /// Lends the place for the length of a call.
    #[inline]
    pub(super) fn with_mut<R>(&self, body: impl FnOnce(*mut T) -> R) -> R {
        body(self.0.get())
    }
}

//! A ring between two threads: one puts in, the other takes out, neither ever waits.

use super::cell::Place;
use crate::sync::{Arc, AtomicUsize, Ordering};

struct Ring<T> {
    places: Box<[Place<Option<T>>]>,
    /// How many were put in, and how many of them were taken out; each is written by one side only.
    put: AtomicUsize,
    taken: AtomicUsize,
}

// SAFETY: a place is the producer's from the moment the consumer has counted it as taken until the producer has counted
// it as put, and the consumer's the rest of the time; the counters pass it on with release and acquire.
unsafe impl<T: Send> Sync for Ring<T> {}

/// The end where things are put in.
pub(crate) struct Producer<T>(Arc<Ring<T>>);

/// The end where they are taken out, in the same order.
pub(crate) struct Consumer<T>(Arc<Ring<T>>);

/// A ring for so many things; at least one.
pub(crate) fn ring<T>(capacity: usize) -> (Producer<T>, Consumer<T>) {
    let places = (0..capacity.max(1)).map(|_| Place::new(None)).collect();
    let ring = Arc::new(Ring { places, put: AtomicUsize::new(0), taken: AtomicUsize::new(0) });
    (Producer(ring.clone()), Consumer(ring))
}

impl<T> Ring<T> {
    fn place(&self, count: usize) -> &Place<Option<T>> {
        &self.places[count % self.places.len()]
    }
}

impl<T> Producer<T> {
    pub(crate) fn is_full(&self) -> bool {
        let Ring { places, put, taken } = &*self.0;
        // Ours to write, so no order is needed to read it.
        put.load(Ordering::Relaxed) - taken.load(Ordering::Acquire) == places.len()
    }

    /// Puts one in, or gives it back if there is no place.
    pub(crate) fn push(&mut self, thing: T) -> Result<(), T> {
        if self.is_full() {
            return Err(thing);
        }
        let count = self.0.put.load(Ordering::Relaxed);
        // SAFETY: the consumer has counted this place as taken, and `&mut self` is the only producer.
        self.0.place(count).with_mut(|place| unsafe { *place = Some(thing) });
        self.0.put.store(count + 1, Ordering::Release);
        Ok(())
    }
}

impl<T> Consumer<T> {
    /// How many can be taken out now; more may come at any moment.
    pub(crate) fn waiting(&self) -> usize {
        self.0.put.load(Ordering::Acquire) - self.0.taken.load(Ordering::Relaxed)
    }

    pub(crate) fn pop(&mut self) -> Option<T> {
        if self.waiting() == 0 {
            return None;
        }
        let count = self.0.taken.load(Ordering::Relaxed);
        // SAFETY: the producer has counted this place as put, and `&mut self` is the only consumer.
        let thing = self.0.place(count).with_mut(|place| unsafe { (*place).take() });
        self.0.taken.store(count + 1, Ordering::Release);
        thing
    }
}

#[cfg(all(test, not(interleave)))]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_comes_out_in_order_and_no_more_than_fits() {
        let (mut producer, mut consumer) = ring(2);
        for round in 0..5 {
            assert_eq!(consumer.pop(), None);
            producer.push(round).unwrap();
            producer.push(round + 10).unwrap();
            assert_eq!(producer.push(99), Err(99));
            assert_eq!(consumer.waiting(), 2);
            assert_eq!((consumer.pop(), consumer.pop()), (Some(round), Some(round + 10)));
        }
    }

    #[test]
    fn what_is_left_inside_is_dropped_with_the_ring() {
        let thing = std::rc::Rc::new(());
        let (mut producer, consumer) = ring(3);
        producer.push(thing.clone()).unwrap();
        drop((producer, consumer));
        assert_eq!(std::rc::Rc::strong_count(&thing), 1);
    }

    #[test]
    fn two_threads_pass_everything_on_in_order() {
        let (mut producer, mut consumer) = ring(3);
        let thread = std::thread::spawn(move || {
            for number in 0..100_000 {
                while producer.push(number).is_err() {
                    std::thread::yield_now();
                }
            }
        });
        for number in 0..100_000 {
            let taken = std::iter::repeat_with(|| consumer.pop()).flatten().next();
            assert_eq!(taken, Some(number));
        }
        thread.join().unwrap();
    }
}

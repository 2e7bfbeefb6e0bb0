//! Things that are known by a number, as long as they are there; numbers are small, and used again.

pub struct Numbered<T> {
    places: Vec<Option<T>>,
    free: Vec<u32>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { places: Vec::new(), free: Vec::new() }
    }
}

impl<T> Numbered<T> {
    pub fn put(&mut self, thing: T) -> u32 {
        let number = self.free.pop().unwrap_or_else(|| {
            self.places.push(None);
            self.places.len() as u32 - 1
        });
        self.places[number as usize] = Some(thing);
        number
    }

    pub fn get(&self, number: u32) -> Option<&T> {
        self.places.get(number as usize)?.as_ref()
    }

    pub fn get_mut(&mut self, number: u32) -> Option<&mut T> {
        self.places.get_mut(number as usize)?.as_mut()
    }

    pub fn take(&mut self, number: u32) -> Option<T> {
        let thing = self.places.get_mut(number as usize)?.take()?;
        self.free.push(number);
        Some(thing)
    }

    /// Takes them all.
    pub fn drain(&mut self) -> impl Iterator<Item = T> {
        self.free.clear();
        self.places.drain(..).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_free_again_when_its_thing_was_taken_and_only_once() {
        let mut things = Numbered::default();
        assert_eq!([things.put('a'), things.put('b')], [0, 1]);
        assert_eq!(things.take(0), Some('a'));
        assert_eq!(things.take(0), None);
        assert_eq!([things.put('c'), things.put('d')], [0, 2]);
        assert_eq!(things.get(1), Some(&'b'));
        assert_eq!(things.get(9), None);
        assert_eq!(things.drain().collect::<String>(), "cbd");
        assert_eq!(things.put('e'), 0);
    }
}

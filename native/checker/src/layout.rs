//! Where the fields of a state are in its packed words, as `Space` of the TypeScript side lays them out.

/// One field: `(words[word] >> shift) & mask`, with the values `0 .. size`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub word: usize,
    pub shift: u32,
    pub mask: u32,
    pub size: u32,
}

/// All fields by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    pub places: Vec<Place>,
}

impl Layout {
    /// The place of a field that has this value among its own.
    pub fn place(&self, field: i32, value: i32) -> Result<Place, String> {
        let place = usize::try_from(field).ok().and_then(|at| self.places.get(at));
        let place = place.copied().ok_or_else(|| format!("there is no field {field}"))?;
        if !u32::try_from(value).is_ok_and(|value| value < place.size) {
            return Err(format!("{value} is no value of field {field}, which has {}", place.size));
        }
        Ok(place)
    }
}

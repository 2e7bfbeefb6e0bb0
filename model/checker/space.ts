/**
 * The layout of a world's state: small fields, packed without loss into a few 32-bit words.
 *
 * A world works on a vector with one byte a field and never sees the packed form; the explorer stores nothing else.
 * A field never straddles two words.
 */
export class Space {
  readonly #names: string[] = [];
  readonly #sizes: number[] = [];
  #layout: Layout | undefined;

  /** Adds a field with the values 0 .. size - 1 and answers its offset in the vector. */
  field(name: string, size: number): number {
    if (this.#layout) throw new Error(`Field '${name}' comes too late: the space is in use already`);
    if (!Number.isInteger(size) || size < 1 || size > 256) throw new RangeError(`Field '${name}' has ${size} values`);
    this.#sizes.push(size);
    return this.#names.push(name) - 1;
  }

  /** Adds `count` fields next to each other and answers the offset of the first. */
  fields(name: string, count: number, size: number): number {
    const first = this.#names.length;
    for (let i = 0; i < count; i++) this.field(`${name}[${i}]`, size);
    return first;
  }

  /** The names of the fields, by their numbers. */
  get names(): readonly string[] {
    return this.#names;
  }

  /** How many fields, and so bytes, a vector has. */
  get length(): number {
    return this.#names.length;
  }

  /** How many 32-bit words a packed state has. */
  get words(): number {
    return this.freeze().words;
  }

  /** Ends the adding of fields and lays them out. Happens by itself at the first use. */
  freeze(): Layout {
    this.#layout ??= layout(this.#sizes);
    return this.#layout;
  }

  /** A new vector, of zeros. */
  vector(): Uint8Array {
    return new Uint8Array(this.length);
  }

  /** Packs a vector into `out` from word `at` on. A value that is no value of its field is an error of the world. */
  pack(vector: Uint8Array, out: Uint32Array, at: number): void {
    const { words, starts, field, shift, size } = this.#layout ?? this.freeze();
    for (let word = 0, i = 0; word < words; word++) {
      let packed = 0;
      for (const end = starts[word + 1] as number; i < end; i++) {
        const value = vector[field[i] as number] as number;
        if (value >= (size[i] as number)) throw this.#outside(field[i] as number, value);
        packed |= value << (shift[i] as number);
      }
      out[at + word] = packed;
    }
  }

  /** Restores the vector packed at word `at`. */
  unpack(packed: Uint32Array, at: number, vector: Uint8Array): void {
    const { words, starts, field, shift, mask } = this.#layout ?? this.freeze();
    for (let word = 0, i = 0; word < words; word++) {
      const bits = packed[at + word] as number;
      for (const end = starts[word + 1] as number; i < end; i++) {
        vector[field[i] as number] = (bits >>> (shift[i] as number)) & (mask[i] as number);
      }
    }
  }

  /** Where each field is, by its number: which word, and which bits of it. */
  places(): Place[] {
    const { words, starts, field, shift, mask, size } = this.freeze();
    const places: Place[] = [];
    for (let word = 0, i = 0; word < words; word++) {
      for (const end = starts[word + 1] as number; i < end; i++) {
        const [bits, values] = [mask[i] as number, size[i] as number];
        places[field[i] as number] = { word, shift: shift[i] as number, mask: bits, size: values };
      }
    }
    return places;
  }

  /** The vector in words, for a world that has nothing better to say about itself. */
  describe(vector: Uint8Array): string {
    return this.#names.map((name, i) => `${name}=${vector[i]}`).join(' ');
  }

  #outside(field: number, value: number): RangeError {
    return new RangeError(`${value} is no value of field '${this.#names[field]}', which has ${this.#sizes[field]}`);
  }
}

/** Where one field is: `(words[word] >>> shift) & mask`, a value below `size`. */
export interface Place {
  readonly word: number;
  readonly shift: number;
  readonly mask: number;
  readonly size: number;
}

/** Where each field is, in the order of the words: fields `starts[w] .. starts[w + 1] - 1` are in word `w`. */
interface Layout {
  readonly words: number;
  readonly starts: Uint16Array;
  readonly field: Uint16Array;
  readonly shift: Uint8Array;
  readonly mask: Uint8Array;
  readonly size: Uint16Array;
}

/** First fit, widest fields first. */
function layout(sizes: readonly number[]): Layout {
  const width = (field: number): number => Math.ceil(Math.log2(sizes[field] as number));
  const words: { used: number; fields: { field: number; shift: number }[] }[] = [];
  for (const field of [...sizes.keys()].sort((a, b) => width(b) - width(a) || a - b)) {
    let word = words.find(({ used }) => used + width(field) <= 32);
    if (!word) {
      word = { used: 0, fields: [] };
      words.push(word);
    }
    // A shift by 32 is a shift by 0 in JavaScript; only a field of one value, which packs to nothing, can meet it.
    word.fields.push({ field, shift: word.used % 32 });
    word.used += width(field);
  }
  const placed = words.flatMap(({ fields }) => fields);
  const starts = [0];
  for (const { fields } of words) starts.push((starts.at(-1) as number) + fields.length);
  return {
    words: words.length,
    starts: Uint16Array.from(starts),
    field: Uint16Array.from(placed, ({ field }) => field),
    shift: Uint8Array.from(placed, ({ shift }) => shift),
    mask: Uint8Array.from(placed, ({ field }) => 2 ** width(field) - 1),
    size: Uint16Array.from(placed, ({ field }) => sizes[field] as number),
  };
}

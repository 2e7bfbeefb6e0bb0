import { expect, test } from 'vitest';
import { COMMAND_ROWS, COMMAND_WORDS, CommandField, CommandKind, OUTGOING_BYTES } from '../../generated/ts/layout.js';
import type { NativeLoop } from '../native/index.js';
import { Bytes } from './bytes.js';
import { type Commanded, Commands, MOST_APART, MOST_COPIED } from './commands.js';

const { KIND, SLOT, OFFSET, LENGTH, TAKEN, MORE } = CommandField;

/** An engine that takes rows when it is asked to, and what it was asked. */
function scene() {
  const seen: { kind: number; slot: number; bytes: string; more: number }[] = [];
  const commands = new Int32Array(1 + COMMAND_ROWS * COMMAND_WORDS);
  const outgoing = new Uint8Array(OUTGOING_BYTES);
  const pieces: Uint8Array[] = [];
  let asked = 0;
  const take = () => {
    for (let row = 0; row < (commands[0] as number); row++) {
      const at = 1 + row * COMMAND_WORDS;
      const word = (field: number) => commands[at + field] as number;
      const [offset, length] = [word(OFFSET), word(LENGTH)];
      const bytes = word(KIND) === CommandKind.WRITE ? outgoing.subarray(offset, offset + length) : pieces[offset];
      const isWrite = word(KIND) === CommandKind.WRITE || word(KIND) === CommandKind.WRITE_APART;
      const text = isWrite ? Buffer.from(bytes as Uint8Array).toString() : '';
      seen.push({ kind: word(KIND), slot: word(SLOT), bytes: text, more: word(MORE) });
      commands[at + TAKEN] = isWrite ? length - 1 : -1;
    }
    commands[0] = 0;
    pieces.length = 0;
  };
  const native = { commands, outgoing, pieces, submit: take, flushSoon: () => asked++ } as unknown as NativeLoop;
  const owner = (slot: number) => {
    const one = {
      slot,
      generation: 1,
      lastWrite: 0,
      lastGathering: -1,
      all: 0,
      taken: (bytes: number) => {
        one.all += bytes;
      },
    };
    return one satisfies Commanded;
  };
  return {
    native,
    seen,
    take,
    asked: () => asked,
    owner,
    commands: new Commands(native, new Bytes(Buffer.alloc(16), [], false)),
  };
}

test('writes of one connection join one row, as long as nobody else asks for anything', () => {
  const { seen, take, asked, owner, commands } = scene();
  const [a, b] = [owner(1), owner(2)];
  commands.write(a, Buffer.from('he'));
  expect(commands.writeText(a, 'lló')).toBe(4);
  commands.write(b, Buffer.from('x'));
  commands.write(a, Buffer.from('!'));
  commands.ask(a, CommandKind.CLOSE, 0);
  expect([seen, asked()]).toEqual([[], 1]);
  take();
  commands.collect();
  const { WRITE, CLOSE } = CommandKind;
  expect(seen).toEqual([
    { kind: WRITE, slot: 1, bytes: 'helló', more: 1 },
    { kind: WRITE, slot: 2, bytes: 'x', more: 0 },
    { kind: WRITE, slot: 1, bytes: '!', more: 0 },
    { kind: CLOSE, slot: 1, bytes: '', more: 0 },
  ]);
  expect([a.all, b.all]).toEqual([5, 0]);
  commands.write(a, Buffer.from('y'));
  expect(asked()).toBe(2);
});

test('what is long stays where it is', () => {
  const { seen, owner, commands } = scene();
  const long = Buffer.alloc(MOST_COPIED + 1, 'a');
  const one = owner(1);
  commands.write(one, long);
  long.fill('b');
  commands.write(one, Buffer.from('c'));
  commands.submit();
  expect(seen.map(({ kind, bytes, more }) => [kind, bytes.length, bytes[0], more])).toEqual([
    [CommandKind.WRITE_APART, MOST_COPIED + 1, 'b', 1],
    [CommandKind.WRITE, 1, 'c', 0],
  ]);
});

test('where there is no room the engine takes what there is, and a loop that is closed nothing more', () => {
  const { seen, owner, commands } = scene();
  const others = Array.from({ length: COMMAND_ROWS + 1 }, (_, i) => owner(i));
  for (const other of others) {
    commands.write(other, Buffer.from('x'));
  }
  expect(seen).toHaveLength(COMMAND_ROWS);
  const much = Buffer.alloc(MOST_COPIED);
  for (let bytes = 0; bytes < OUTGOING_BYTES; bytes += MOST_COPIED) {
    commands.write(others[0] as Commanded, much);
  }
  expect(seen).toHaveLength(COMMAND_ROWS + 2);
  commands.close();
  commands.ask(others[0] as Commanded, CommandKind.PAUSE, 0);
  commands.submit();
  expect(seen).toHaveLength(COMMAND_ROWS + 2);
});

test('what fills the room exactly leaves with the rest', () => {
  const { seen, owner, commands } = scene();
  const one = owner(1);
  for (let bytes = 0; bytes < OUTGOING_BYTES; bytes += MOST_COPIED) {
    commands.write(one, Buffer.alloc(Math.min(MOST_COPIED, OUTGOING_BYTES - bytes)));
  }
  expect(seen).toEqual([]);
  commands.submit();
  expect(seen.map(({ bytes }) => bytes.length)).toEqual([OUTGOING_BYTES]);
});

test('what has no room is dropped where the engine takes nothing any more, as it has panicked', () => {
  const { native, owner, commands } = scene();
  native.submit = () => {
    throw Object.assign(new Error('panicked'), { code: 'GenericFailure' });
  };
  const one = owner(1);
  const much = Buffer.alloc(MOST_COPIED);
  for (let bytes = 0; bytes <= OUTGOING_BYTES; bytes += MOST_COPIED) {
    commands.write(one, much);
  }
  expect(commands.writeText(one, 'x'.repeat(MOST_COPIED))).toBe(0);
});

test('what is longer than a row can say is written in several, in order (2 GiB and more)', () => {
  const { native, owner, commands } = scene();
  // Never touched, and so no memory.
  const bytes = new Uint8Array(2 * MOST_APART + 5000);
  commands.write(owner(3), bytes);
  const rows = Array.from({ length: native.commands[0] as number }, (_, row) => {
    const word = (field: number) => native.commands[1 + row * COMMAND_WORDS + field] as number;
    return [word(KIND), word(LENGTH), native.pieces[word(OFFSET)]?.byteOffset];
  });
  const apart = CommandKind.WRITE_APART;
  expect(rows).toEqual([
    [apart, MOST_APART, 0],
    [apart, MOST_APART, MOST_APART],
    [apart, 5000, 2 * MOST_APART],
  ]);
});

test('what was transferred since it was written is asked for as long as it was, however long', () => {
  const { native, owner, commands } = scene();
  const gone = new Uint8Array(5000);
  structuredClone(null, { transfer: [gone.buffer] });
  const lengths = [5000, MOST_APART + 1, 4 * MOST_APART];
  for (const length of lengths) {
    commands.write(owner(3), gone, length);
  }
  const said = lengths.map((_, row) => native.commands[1 + row * COMMAND_WORDS + LENGTH]);
  expect(said).toEqual([5000, MOST_APART, MOST_APART]);
});

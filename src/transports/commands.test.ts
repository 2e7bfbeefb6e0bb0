import { expect, test } from 'vitest';
import { COMMAND_ROWS, COMMAND_WORDS, CommandField, CommandKind, OUTGOING_BYTES } from '../../generated/ts/layout.js';
import type { NativeLoop } from '../native/index.js';
import { Bytes } from './bytes.js';
import { Commands, MOST_APART } from './commands.js';

/** Commands of an engine that takes nothing, and the memory in which they stand. */
function untaken() {
  const native = {
    commands: new Int32Array(1 + COMMAND_ROWS * COMMAND_WORDS),
    outgoing: new Uint8Array(OUTGOING_BYTES),
    pieces: [] as Uint8Array[],
    flushSoon() {},
    submit() {},
  };
  return { native, commands: new Commands(native as unknown as NativeLoop, new Bytes(Buffer.alloc(1024), false)) };
}

test('what is longer than a row can say is written in several, in order (2 GiB and more)', () => {
  const { native, commands } = untaken();
  // Never touched, and so no memory.
  const bytes = new Uint8Array(2 * MOST_APART + 5000);
  const owner = { slot: 3, generation: 1, lastWrite: 0, lastGathering: -1, taken() {} };
  commands.write(owner, bytes);
  const rows = Array.from({ length: native.commands[0] as number }, (_, row) => {
    const word = (field: number) => native.commands[1 + row * COMMAND_WORDS + field] as number;
    return [word(CommandField.KIND), word(CommandField.LENGTH), native.pieces[word(CommandField.OFFSET)]?.byteOffset];
  });
  const apart = CommandKind.WRITE_APART;
  expect(rows).toEqual([
    [apart, MOST_APART, 0],
    [apart, MOST_APART, MOST_APART],
    [apart, 5000, 2 * MOST_APART],
  ]);
});

import { difference } from './bytes.js';
import type { CheckedStream, MakePair } from './stream.js';
import { started, type Trial, turn } from './trial.js';

/** How the sends of one stream fill it: in pieces of so many bytes. */
const PIECE = 64 * 1024;

/** Sends bytes in pieces of these lengths, over and over, each when the one before has settled. */
export async function send(stream: CheckedStream, bytes: Buffer, lengths: readonly number[]): Promise<void> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length] as number;
    await stream.sendAll(bytes.subarray(at, at + length));
    at += length;
  }
}

/** Receives as many bytes as were sent, and sees that they are those. */
export async function expectBytes(trial: Trial, stream: CheckedStream, sent: Buffer): Promise<void> {
  const got = await collected(trial, stream, sent.length);
  const wrong = difference(sent, got);
  if (wrong !== null) trial.fails(wrong);
}

/** Receives all that was sent, and then the end, again and again. */
export async function expectEnd(trial: Trial, stream: CheckedStream, sent: Buffer): Promise<void> {
  await expectBytes(trial, stream, sent);
  const end = await trial.within('the end behind the data', () => stream.receive());
  if (end !== null) trial.fails(`${end.length} bytes more than were sent came before the end`);
  await expectNothing(trial, stream, 'the end');
}

/** Once a stream is over, `receive` settles, and with no bytes. */
export async function expectNothing(trial: Trial, stream: CheckedStream, behind: string): Promise<void> {
  for (let i = 0; i < 3; i++) {
    const receiving = started(() => stream.receive());
    const outcome = await trial.settled(`a receive behind ${behind} to settle`, receiving);
    if ('value' in outcome && outcome.value !== null) {
      trial.fails(`data after ${behind}: a receive gave ${outcome.value.length} bytes`);
    }
  }
}

async function collected(trial: Trial, stream: CheckedStream, count: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < count) {
    const so = () => `: ${length} of ${count} bytes have come`;
    const part = await trial.within('the rest of what was sent', () => stream.receive(), so);
    if (part === null) {
      const behind = started(() => stream.receive());
      const hasMore = !(await trial.waits(behind)) && (await behind.catch(() => null)) !== null;
      trial.fails(`the end came before the data${so()}${hasMore ? ', and more came behind it' : ''}`);
    }
    if (part.length === 0) trial.fails('a receive gave no bytes; the end is null');
    parts.push(Uint8Array.from(part));
    length += part.length;
  }
  return Buffer.concat(parts);
}

/** A connection whose sender is full: a send to it waits. */
export interface Full {
  readonly sender: CheckedStream;
  readonly receiver: CheckedStream;
  readonly waiting: Promise<void>;
}

/** Makes one, by `makeClogged` or by sending what nobody receives until a send waits. */
export async function full(trial: Trial, make: MakePair, makeClogged: MakePair | undefined): Promise<Full> {
  const [sender, receiver] = await trial.pair(makeClogged ?? make);
  const bytes = Buffer.alloc(PIECE);
  if (makeClogged !== undefined) {
    const waiting = started(() => sender.sendAll(bytes));
    if (!(await trial.waits(waiting))) trial.fails('makeClogged gave a sender to which a send did not wait');
    return { sender, receiver, waiting };
  }
  for (let taken = 0; taken <= trial.settings.bound; taken += PIECE) {
    const waiting = started(() => sender.sendAll(bytes));
    if (await trial.waits(waiting)) return { sender, receiver, waiting };
    await trial.within('a send to be taken', waiting);
  }
  const { bound } = trial.settings;
  return trial.fails(`a buffer grows without bound: more than ${bound} bytes were taken, and nobody received any`);
}

/** Receives whatever comes until the connection is over, and counts it. */
export function drain(stream: CheckedStream): { readonly count: number } {
  const received = { count: 0 };
  void started(async () => {
    for (let part = await stream.receive(); part !== null; part = await stream.receive()) {
      received.count += part.length;
      await turn();
    }
  });
  return received;
}

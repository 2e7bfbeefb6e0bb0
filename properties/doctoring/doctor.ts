import { constants } from 'node:os';
import {
  SystemCall,
  TABLE_HASH,
  Told,
  TRACE_WORDS,
  TraceField,
  TraceKind,
  UserCall,
} from '../../generated/ts/index.js';
import { generator } from '../../model/checker/random.js';
import { TraceError } from '../../model/checker/trace/errors.js';
import { type End, readTrace } from '../../model/checker/trace/read.js';
import { Wrong } from '../../model/checker/trace/report.js';
import { currentTables } from '../../model/checker/trace/rules.js';
import { Run } from '../../model/checker/trace/run.js';

/** A whole trace in memory. */
export interface Recorded {
  readonly words: Int32Array;
  readonly end: End;
}

/** A trace one record of which was tampered with. */
export interface Doctoring {
  /** The record as it was. */
  readonly record: Int32Array;
  /** What was done to it: a field that is one more or less, `dropped`, `swapped`, and so on. */
  readonly how: string;
  readonly words: Int32Array;
}

export async function readWhole(path: string): Promise<Recorded> {
  const words: number[] = [];
  let end: End = { untold: 0, live: 0, isWhole: false };
  const onEnd = (told: End): void => {
    end = told;
  };
  for await (const block of readTrace(path, TABLE_HASH, onEnd)) words.push(...block);
  return { words: Int32Array.from(words), end };
}

/** Whether a trace is valid that consists of these records and ends like this. */
export function isValid({ words, end }: Recorded): boolean {
  const run = new Run(currentTables);
  try {
    run.follow(words);
    run.end(end);
    return true;
  } catch (error) {
    if (error instanceof Wrong || error instanceof TraceError) return false;
    throw error;
  }
}

const FIELDS = (['KIND', 'CODE', 'SLOT', 'GENERATION', 'EVENT', 'BEFORE', 'AFTER', 'EXTRA'] as const).map(
  (name) => [name.toLowerCase(), TraceField[name]] as const,
);

/** Of records that say the same of different slots, or at different times, so many are tampered with: half of a run is echoes. */
const MOST_ALIKE = 8;

/** Every way in which one record of a trace is tampered with, each record in turn. */
export function* doctorings(words: Int32Array): Generator<Doctoring> {
  const random = generator(1);
  const alike = new Map<string, number>();
  const slots = [...new Set(Array.from({ length: words.length / TRACE_WORDS }, (_, at) => slotOf(words, at)))];
  for (let at = 0; at < words.length / TRACE_WORDS; at++) {
    const record = recordOf(words, at).slice();
    const saying = sayingOf(record);
    const count = (alike.get(saying) ?? 0) + 1;
    alike.set(saying, count);
    if (count > MOST_ALIKE) continue;
    for (const { how, ...doctored } of [
      { how: 'dropped', words: spliced(words, at, 1) },
      { how: 'doubled', words: spliced(words, at, 0, record) },
      ...swapped(words, at),
      ...offByOne(words, at),
      ...otherErrno(words, at, random),
      otherSlot(words, at, slots, random),
    ]) {
      yield { record, how, ...doctored };
    }
  }
}

/** What a record says, whenever and of whichever slot it does: a step's cell, or what was called or told, and whether it failed. */
function sayingOf(record: Int32Array): string {
  const of = (field: keyof typeof TraceField) => record[TraceField[field]] as number;
  const kind = of('KIND');
  const step = kind === TraceKind.STEP ? [of('BEFORE'), of('AFTER')] : [Math.sign(of('BEFORE'))];
  return [kind, of('CODE'), of('EVENT'), ...step].join();
}

type Change = Pick<Doctoring, 'how' | 'words'>;

/** With the next record of the same slot. */
function swapped(words: Int32Array, at: number): Change[] {
  const record = recordOf(words, at);
  let next = at + 1;
  while (next < words.length / TRACE_WORDS && slotOf(words, next) !== slotOf(words, at)) next++;
  const other = recordOf(words, next);
  if (other.length === 0 || record.every((word, i) => word === other[i])) return [];
  const copy = words.slice();
  recordOf(copy, at).set(other);
  recordOf(copy, next).set(record);
  return [{ how: 'swapped', words: copy }];
}

function offByOne(words: Int32Array, at: number): Change[] {
  return FIELDS.flatMap(([name, field]) =>
    [1, -1].map((by) => ({
      how: `${name} ${by > 0 ? '+1' : '-1'}`,
      words: changed(words, at, (record) => {
        record[field] = (record[field] as number) + by;
      }),
    })),
  );
}

function otherErrno(words: Int32Array, at: number, random: () => number): Change[] {
  const record = recordOf(words, at);
  const kind = record[TraceField.KIND];
  if (kind !== TraceKind.SYSTEM && kind !== TraceKind.TOLD) return [];
  const errnos = Object.values(constants.errno).filter((errno) => errno !== record[TraceField.ERROR]);
  const errno = errnos[random() % errnos.length] as number;
  return [
    {
      how: 'another errno',
      words: changed(words, at, (copy) => {
        copy[TraceField.ERROR] = errno;
      }),
    },
  ];
}

function otherSlot(words: Int32Array, at: number, slots: readonly string[], random: () => number): Change {
  const others = slots.filter((slot) => slot !== slotOf(words, at));
  const [slot, generation] = (others[random() % others.length] as string).split('.').map(Number) as [number, number];
  return {
    how: 'another slot',
    words: changed(words, at, (copy) => {
      copy[TraceField.SLOT] = slot;
      copy[TraceField.GENERATION] = generation;
    }),
  };
}

const names = {
  [TraceKind.USER]: Object.keys(UserCall),
  [TraceKind.SYSTEM]: Object.keys(SystemCall),
  [TraceKind.TOLD]: Object.keys(Told),
} as const;

/** To which operation a call, or what was told, belongs; all else is about callbacks. */
const OPERATIONS: Readonly<Record<string, string>> = {
  ACCEPT: 'accept',
  ACCEPTED: 'accept',
  LIMIT: 'accept',
  accept: 'accept',
  close: 'accept',
  RECEIVE: 'receive',
  RECEIVED: 'receive',
  recv: 'receive',
  setsockopt: 'receive',
  SEND: 'send',
  SENT: 'send',
  send: 'send',
  CONNECT: 'connect',
  CONNECTED: 'connect',
  connect: 'connect',
  disconnect: 'connect',
  CANCEL: 'giving up',
  ABORTED: 'giving up',
  FAILED: 'failing',
  CLOSE: 'closing',
  poll: 'polling',
  OPEN: 'transport',
  RESUME: 'transport',
  PAUSE: 'transport',
  WRITE: 'transport',
  WRITE_EOF: 'transport',
  SHUT: 'transport',
  ABORT: 'transport',
  TAKEN: 'transport',
  READ_INTO: 'transport',
  shutdown: 'transport',
  SERVE: 'server',
  PAUSE_SERVING: 'server',
  RESUME_SERVING: 'server',
  UNSERVED: 'server',
  MADE: 'protocol',
  DATA: 'protocol',
  EOF: 'protocol',
  LOST: 'protocol',
  PAUSE_WRITING: 'protocol',
  RESUME_WRITING: 'protocol',
};

/** Which operation a record is about, and of what kind it is. */
export function groupOf(record: Int32Array): { readonly operation: string; readonly kind: string } {
  const kind = record[TraceField.KIND] as keyof typeof names | typeof TraceKind.STEP;
  const code = record[TraceField.CODE] as number;
  const kindName = Object.keys(TraceKind)[kind]?.toLowerCase() ?? '';
  if (kind !== TraceKind.STEP) return { operation: OPERATIONS[names[kind][code] ?? ''] ?? 'callbacks', kind: kindName };
  const { name } = currentTables.tables[code] ?? { name: '' };
  return { operation: name === 'watch' ? 'callbacks' : name, kind: kindName };
}

function recordOf(words: Int32Array, at: number): Int32Array {
  return words.subarray(at * TRACE_WORDS, (at + 1) * TRACE_WORDS);
}

function slotOf(words: Int32Array, at: number): string {
  const record = recordOf(words, at);
  return `${record[TraceField.SLOT]}.${record[TraceField.GENERATION]}`;
}

function changed(words: Int32Array, at: number, change: (record: Int32Array) => void): Int32Array {
  const copy = words.slice();
  change(recordOf(copy, at));
  return copy;
}

function spliced(words: Int32Array, at: number, left: number, more = new Int32Array(0)): Int32Array {
  const before = at * TRACE_WORDS;
  const copy = new Int32Array(words.length - left * TRACE_WORDS + more.length);
  copy.set(words.subarray(0, before));
  copy.set(more, before);
  copy.set(words.subarray(before + left * TRACE_WORDS), before + more.length);
  return copy;
}

import type { Mutant } from '../compiler/mutants.js';
import { fits } from '../worlds/cells/pattern.js';

/**
 * Mutants that change something and that no law kills, each group with the reason. The run fails on a survivor without a
 * reason, and on a reason without a survivor or one that fits a mutant which a law does kill.
 */
export interface Survivors {
  readonly machine: string;
  /** Names of states, as patterns in which `*` stands for any one region's value. */
  readonly states: readonly string[];
  readonly events: readonly string[];
  /** What was changed, in the words of `Mutant.change`, as patterns of the same kind. */
  readonly changes: readonly string[];
  readonly because: string;
}

const otherSide = "the other side is due or running: its callback's end makes the kernel look at both again (L2)";
const looksAgain =
  'the modification made at this moment, or just before it, makes the kernel look at both sides again (L2)';

export const survivors: readonly Survivors[] = [
  {
    machine: 'watch',
    states: ['held.held.RW'],
    events: ['HANGUP'],
    changes: ['wakeWriter before wakeReader'],
    because: 'reader before writer is promised of two callbacks (L7), not where an operation takes part',
  },
  {
    machine: 'watch',
    states: ['due.due.RW', 'running.due.RW', 'due.armed.RW', 'armed.due.RW'],
    events: ['READABLE', 'READ_HANGUP', 'HANGUP', 'READER_DONE'],
    changes: ['to armed.due.RW', 'to due.armed.RW'],
    because: otherSide,
  },
  {
    machine: 'watch',
    states: ['held.running.RW'],
    events: ['ADD_READER', 'RELEASE_READER'],
    changes: ['to armed.armed.RW', 'to off.armed.W'],
    because: looksAgain,
  },
  {
    machine: 'watch',
    states: ['running.off.R'],
    events: ['ADD_READER'],
    changes: ['to running.off.R'],
    because: looksAgain,
  },
  {
    machine: 'watch',
    states: ['armed.running.RW'],
    events: ['ADD_WRITER'],
    changes: ['to armed.running.RW'],
    because: looksAgain,
  },
  {
    machine: 'watch',
    states: ['*.held.*'],
    events: ['HOLD_WRITER'],
    changes: ['without reregister'],
    because:
      'a send holds the writer of a socket that is to be connected only if the number names another file by now: of ' +
      'what is begun there nothing is promised (L6)',
  },
  {
    machine: 'watch',
    states: ['due.running.RW'],
    events: ['WRITER_DONE'],
    changes: ['to armed.armed.RW'],
    because: looksAgain,
  },
  {
    machine: 'watch',
    states: ['off.due.W', 'off.running.W'],
    events: ['URGENT', 'READ_HANGUP'],
    changes: ['to off.armed.W'],
    because: looksAgain,
  },
  {
    machine: 'receive',
    states: ['trying.present'],
    events: ['END', 'FAILED'],
    changes: ['to drained.present', 'to stirred.hungUp'],
    because: 'what ended the stream or broke it is reported as a hang-up too, and that report is still to come (R5)',
  },
  {
    machine: 'receive',
    states: ['waiting.present', 'waiting.hungUp'],
    events: ['HANGUP', 'RECEIVE'],
    changes: ['to waiting.marked'],
    because: 'a stream that hung up does not block any more, so that what holds until it would block holds on (R5)',
  },
  {
    machine: 'receive',
    states: ['yielding.present', 'yielding.marked'],
    events: ['HANGUP'],
    changes: ['to waiting.hungUp'],
    because: 'whoever is told of a hang-up is woken at once, and tries again instead of waiting for its turn',
  },
  {
    machine: 'transport',
    states: ['going.*.shut', 'halfClosed.ended.finishing'],
    events: ['TAKEN', 'SENT'],
    changes: ['to going.*.idle', 'to halfClosed.ended.idle'],
    because:
      'nobody writes behind an end, and at the close the sending half is shut down a second time, which does nothing',
  },
  {
    machine: 'turnstile',
    states: ['spent.waiting'],
    events: ['NEXT'],
    changes: ['to left.waiting'],
    because: 'in the models nobody who is to be called in a turn whose budget is used up is looked for a second time',
  },
  {
    machine: 'pump',
    states: ['polling'],
    events: ['POLLED_ALL'],
    changes: ['hand before clearReadiness'],
    because: 'the guard knows what came since it was taken, however long it is held (F13)',
  },
  {
    machine: 'loop',
    states: ['calls.stopping'],
    events: ['CALL'],
    changes: ['to io.*'],
    because: 'to finish a batch of which no record is left to look at does nothing',
  },
  {
    machine: 'protocol',
    states: ['untold.unasked.over'],
    events: ['MADE'],
    changes: ['to lost.over.over'],
    because: 'a loss is told when its turn in the queue comes, and one of which nobody was to be told stands in none',
  },
  {
    machine: 'protocol',
    states: ['losing-data.over.over', 'losing-dataEnd.over.over'],
    events: ['CUT'],
    changes: ['to losing-nothing.over.over'],
    because: 'what was kept is given up in the same step, so that in both states nothing but the loss is left to tell',
  },
];

/** Why no law kills a mutant; undefined if nobody knows. */
export function whySurvives({ machine, state, event, change }: Mutant): Survivors | undefined {
  return survivors.find((one) => {
    const where = one.machine === machine && one.events.includes(event);
    return where && one.states.some((like) => fits(like, state)) && one.changes.some((like) => fits(like, change));
  });
}

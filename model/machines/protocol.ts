import { createMachine, stateIn } from 'xstate';
import { each, forbidden, ignore } from './cells.js';
import type { MachineSpec } from './spec.js';

/**
 * What the protocol of one connection is told, and when (L12).
 *
 * Nothing is told inside a user's own call (T2, T3): what such a call brings about stands in a queue, of which TELL and
 * TELL_ROOM are the turns; what one was asked for may be void by the time it comes. Records of the engine never come inside
 * a user's call, and are told at once. An action that tells is the last of its step, for the user may do anything in it.
 *
 * - `life`: the connection is *new* until `connectionMade` is called. The factory is called before MADE, so that where it
 *   throws, or the loop or server ends first, nothing is ever told (*untold*). BEGUN says that `connectionMade` has
 *   returned: only then does reading begin, unless it was paused inside (C29, V12).
 * - While the user pauses the reader, what arrives is *kept* (V13), and the end behind it (V14); once resumed it is told
 *   when its turn comes, and then reading goes on. A loss ends a pause: what was kept is told before it (V15, *losing*).
 *   What a BufferedProtocol had no room for comes as DATA once more.
 * - After a close, abort or throw nothing is told but the loss (C30, C34). The loop may end with no record of it to come;
 *   so CUT has the loss told by JavaScript alone (*lost*).
 * - `room`: `pauseWriting` and `resumeWriting` alternate, until the connection ends.
 * - `output`: what becomes of a write is the same wherever the rest stands (C33, V16).
 */

const EVENTS = {
  MADE: ['engine'],
  /** `connectionMade` has returned. */
  BEGUN: ['engine'],
  DATA: ['engine'],
  END: ['engine'],
  LOST: ['engine'],
  ABOVE_HIGH: ['engine'],
  BELOW_LOW: ['engine'],
  TELL: ['engine'],
  TELL_ROOM: ['engine'],
  PAUSE: ['user'],
  RESUME: ['user'],
  WRITE: ['user'],
  WRITE_EOF: ['user'],
  CLOSE: ['user'],
  ABORT: ['user'],
  /** A handler threw, or the promise that it returned was rejected. */
  THREW: ['user'],
  /** The loop is closed, or its engine is broken. */
  CUT: ['user', 'engine'],
} as const;

const ENDS = ['LOST', 'CLOSE', 'ABORT', 'THREW', 'CUT'];

/** How a connection ends whose protocol has been told of it; `first` is done in any case. */
const ends = (...first: readonly string[]) => ({
  CLOSE: { target: '#protocol.life.closing', actions: [...first, 'closeTransport'] },
  ...each(['ABORT', 'THREW'], { target: '#protocol.life.closing', actions: [...first, 'cutOff'] }),
  CUT: { target: '#protocol.life.lost', actions: [...first, 'tellLater'] },
});
/** The same while data are kept; and where the turn of what is kept stands in the queue already. */
const keeping = ends('discard');
const endInQueue = (...first: readonly string[]) => ({ CUT: { target: '#protocol.life.lost', actions: first } });
const lost = { target: '#protocol.life.gone', actions: 'tellLost' };
const losing = (what: string, ...actions: readonly string[]) => ({ target: `#protocol.life.losing.${what}`, actions });

/** What a protocol that was called with something has no room for. */
const rest = { DATA: { actions: 'tellData' } };
const noMore = each(['DATA', 'END'], forbidden);
const noStart = each(['MADE', 'BEGUN'], forbidden);
/** What the user says to a reader that is no more, or turns that are past. */
const void_ = each(['TELL', 'PAUSE', 'RESUME'], ignore);
/** The user ends what the engine has lost. */
const over = (...first: readonly string[]) =>
  each(['CLOSE', 'ABORT', 'THREW', 'CUT'], { target: '#protocol.life.lost', actions: first });

const machine = createMachine({
  id: 'protocol',
  type: 'parallel',
  states: {
    life: {
      initial: 'new',
      states: {
        new: {
          on: {
            MADE: { target: 'open', actions: 'tellMade' },
            ...each(['ABORT', 'THREW', 'CUT'], { target: 'untold', actions: 'cutOff' }),
            LOST: 'untold',
            ...each(['BEGUN', 'DATA', 'END', 'TELL', 'PAUSE', 'RESUME', 'WRITE', 'WRITE_EOF', 'CLOSE'], forbidden),
          },
        },
        open: {
          initial: 'beginning',
          on: { MADE: forbidden },
          states: {
            /** Inside `connectionMade`. */
            beginning: {
              on: {
                BEGUN: { target: 'flowing', actions: 'resumeTransport' },
                PAUSE: 'beginningPaused',
                RESUME: ignore,
                ...ends(),
                ...each(['DATA', 'END', 'LOST', 'TELL', 'TELL_ROOM'], forbidden),
              },
            },
            beginningPaused: {
              on: {
                BEGUN: 'paused',
                RESUME: 'beginning',
                PAUSE: ignore,
                ...ends(),
                ...each(['DATA', 'END', 'LOST', 'TELL', 'TELL_ROOM'], forbidden),
              },
            },
            flowing: {
              on: {
                DATA: { actions: 'tellData' },
                END: { target: 'ended', actions: 'tellEnd' },
                LOST: lost,
                PAUSE: { target: 'paused', actions: 'pauseTransport' },
                ...each(['RESUME', 'TELL'], ignore),
                ...ends(),
                BEGUN: forbidden,
              },
            },
            paused: {
              on: {
                DATA: { target: 'pausedData', actions: 'keep' },
                END: 'pausedEnd',
                LOST: lost,
                RESUME: { target: 'flowing', actions: 'resumeTransport' },
                ...each(['PAUSE', 'TELL'], ignore),
                ...ends(),
                BEGUN: forbidden,
              },
            },
            /** Of a connection that is lost the engine reads the rest, paused or not. */
            pausedData: {
              on: {
                DATA: { actions: 'keep' },
                END: 'pausedDataEnd',
                LOST: losing('data', 'tellLater'),
                RESUME: { target: 'keptData', actions: 'tellLater' },
                ...each(['PAUSE', 'TELL'], ignore),
                ...keeping,
                BEGUN: forbidden,
              },
            },
            pausedDataEnd: {
              on: {
                LOST: losing('dataEnd', 'tellLater'),
                RESUME: { target: 'keptDataEnd', actions: 'tellLater' },
                ...each(['PAUSE', 'TELL'], ignore),
                ...keeping,
                ...noMore,
                BEGUN: forbidden,
              },
            },
            pausedEnd: {
              on: {
                DATA: { target: 'pausedDataEnd', actions: 'keep' },
                LOST: losing('end', 'tellLater'),
                RESUME: { target: 'keptEnd', actions: 'tellLater' },
                ...each(['PAUSE', 'TELL'], ignore),
                ...ends(),
                ...each(['END', 'BEGUN'], forbidden),
              },
            },
            /** Resumed, and what was kept is about to be told. */
            keptData: {
              on: {
                TELL: { target: 'flowing', actions: ['resumeTransport', 'tellKept'] },
                DATA: { actions: 'keep' },
                END: 'keptDataEnd',
                LOST: losing('data'),
                PAUSE: 'pausedData',
                RESUME: ignore,
                ...keeping,
                ...endInQueue('discard'),
                BEGUN: forbidden,
              },
            },
            keptDataEnd: {
              on: {
                TELL: { target: 'keptEnd', actions: ['tellLater', 'tellKept'] },
                LOST: losing('dataEnd'),
                PAUSE: 'pausedDataEnd',
                RESUME: ignore,
                ...keeping,
                ...endInQueue('discard'),
                ...noMore,
                BEGUN: forbidden,
              },
            },
            keptEnd: {
              on: {
                TELL: { target: 'ended', actions: 'tellEnd' },
                ...rest,
                LOST: losing('end'),
                PAUSE: 'pausedEnd',
                RESUME: ignore,
                ...ends(),
                ...endInQueue(),
                ...each(['END', 'BEGUN'], forbidden),
              },
            },
            /** The protocol has been told of the peer's end, and may write still (C32). */
            ended: { on: { LOST: lost, ...void_, ...ends(), ...noMore, BEGUN: forbidden } },
          },
        },
        /** The user closed it, or had it cut off: what was written leaves, or not. */
        closing: {
          on: {
            LOST: lost,
            ...each(['ABORT', 'THREW'], { actions: 'cutOff' }),
            CUT: { target: 'lost', actions: 'tellLater' },
            ...each(['BEGUN', 'DATA', 'END', 'CLOSE'], ignore),
            ...void_,
            MADE: forbidden,
          },
        },
        /** The engine has lost it, and what was kept is told first. */
        losing: {
          initial: 'nothing',
          on: { ...each(['PAUSE', 'RESUME'], ignore), ...over(), ...noStart, ...each(['END', 'LOST'], forbidden) },
          states: {
            data: {
              on: {
                TELL: { target: 'nothing', actions: ['tellLater', 'tellKept'] },
                DATA: forbidden,
                ...over('discard'),
              },
            },
            dataEnd: {
              on: { TELL: { target: 'end', actions: ['tellLater', 'tellKept'] }, DATA: forbidden, ...over('discard') },
            },
            end: { on: { TELL: { target: 'nothing', actions: ['tellLater', 'tellEnd'] }, ...rest } },
            nothing: { on: { TELL: lost, ...rest } },
          },
        },
        /** It is over, and nothing but that remains to be told. */
        lost: {
          on: {
            TELL: lost,
            ...each(['BEGUN', 'DATA', 'END', 'LOST', 'PAUSE', 'RESUME', 'CLOSE', 'ABORT', 'THREW', 'CUT'], ignore),
            MADE: forbidden,
          },
        },
        /** The protocol has been told of the loss. */
        gone: {
          on: {
            ...each(['DATA', 'END', 'LOST', 'CLOSE', 'ABORT', 'THREW', 'CUT'], ignore),
            ...void_,
            ...noStart,
          },
        },
        /** The protocol was never told of it, and never is. */
        untold: {
          on: {
            ...each(['MADE', 'LOST', 'ABORT', 'THREW', 'CUT'], ignore),
            ...each(['BEGUN', 'DATA', 'END', 'TELL', 'PAUSE', 'RESUME', 'WRITE', 'WRITE_EOF', 'CLOSE'], forbidden),
          },
        },
      },
    },
    room: {
      initial: 'unasked',
      states: {
        unasked: {
          on: {
            MADE: [{ guard: stateIn({ life: 'new' }), target: 'there' }, ignore],
            ...each(['ABOVE_HIGH', 'BELOW_LOW', 'TELL_ROOM'], forbidden),
          },
        },
        there: {
          on: {
            ABOVE_HIGH: { target: 'going', actions: 'tellRoomLater' },
            ...each(ENDS, { target: 'over' }),
            ...each(['BELOW_LOW', 'TELL_ROOM'], ignore),
          },
        },
        /** `pauseWriting` is about to be told. */
        going: {
          on: {
            TELL_ROOM: { target: 'gone', actions: 'tellPause' },
            BELOW_LOW: 'there',
            ...each(ENDS, { target: 'over' }),
            ABOVE_HIGH: ignore,
          },
        },
        gone: {
          on: {
            BELOW_LOW: { target: 'coming', actions: 'tellRoomLater' },
            ...each(ENDS, { target: 'over' }),
            ...each(['ABOVE_HIGH', 'TELL_ROOM'], ignore),
          },
        },
        /** `resumeWriting` is about to be told. */
        coming: {
          on: {
            TELL_ROOM: { target: 'there', actions: 'tellResume' },
            ABOVE_HIGH: 'gone',
            ...each(ENDS, { target: 'over' }),
            BELOW_LOW: ignore,
          },
        },
        over: { on: each(['ABOVE_HIGH', 'BELOW_LOW', 'TELL_ROOM'], ignore) },
      },
    },
    output: {
      initial: 'open',
      states: {
        open: {
          on: {
            WRITE: { actions: 'take' },
            WRITE_EOF: { target: 'ended', actions: 'endWriting' },
            ...each(ENDS, { target: 'over' }),
          },
        },
        ended: {
          on: { WRITE: { actions: 'refuseEnded' }, WRITE_EOF: ignore, ...each(ENDS, { target: 'over' }) },
        },
        over: { on: { WRITE: { actions: 'dropWritten' }, WRITE_EOF: ignore } },
      },
    },
  },
});

export const protocol: MachineSpec = { name: 'protocol', runs: 'javascript', machine, events: EVENTS };

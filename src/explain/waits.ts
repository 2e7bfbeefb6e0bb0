import { type ConnectionFacts, type Facts, flowOf } from './facts.js';
import type { ServerFacts } from './server-explanation.js';
import { isRunning, type TransportFacts } from './transport-facts.js';

/** What is waited for, in a few words: what a table of all that is pending has in its column. */

const NOTHING = 'nothing: it is under way';
const ITS_TURN = 'its turn';

/** What a callback of a descriptor waits for. */
export function callbackWait(facts: Facts, name: 'reader' | 'writer'): string {
  switch (facts[name]) {
    case 'armed':
      return `the descriptor to be ${name === 'reader' ? 'readable' : 'writable'}`;
    case 'due':
      return ITS_TURN;
    default:
      return NOTHING;
  }
}

const KERNEL: Readonly<Record<string, string>> = {
  accept: 'a connection',
  receive: 'bytes from its peer',
  send: 'its peer to take what is sent',
  connect: 'an answer of its peer',
};

/** What an operation waits for that the engine has. */
export function operationWait(states: Facts['states'], machine: 'accept' | 'receive' | 'send' | 'connect'): string {
  switch (flowOf(states, machine)) {
    case 'waiting':
      return KERNEL[machine] as string;
    case 'yielding':
      return ITS_TURN;
    case 'starved':
      return machine === 'connect' ? 'room at its destination, in line' : 'a limit of the system to be lifted';
    default:
      return NOTHING;
  }
}

/** What a connection of the loop's own waits for: in each direction, if it does. */
export function connectionWait({ connection, states }: Facts, transport?: TransportFacts): string {
  const waits = [readWait(connection?.reading, states, transport), writeWait(connection?.writing, states, transport)];
  return waits.filter((wait) => wait !== undefined).join('; ') || lastWait(connection);
}

/** What is left to wait for where neither direction does: its user, if all that came has been told. */
function lastWait(connection: ConnectionFacts | undefined): string {
  return connection?.life === 'halfClosed' ? 'close (its peer has ended)' : NOTHING;
}

function readWait(
  reading: string | undefined,
  states: Facts['states'],
  transport: TransportFacts | undefined,
): string | undefined {
  switch (transport !== undefined && isRunning(transport) ? transport.reading : undefined) {
    case 'paused':
      return 'resumeReading';
    case 'lacksBuffer':
      return 'getBuffer';
    default:
  }
  switch (reading) {
    case 'paused':
    case 'kept':
      return 'resumeReading';
    case 'receiving':
    case 'stopping':
      return operationWait(states, 'receive');
    case 'discarding':
      return "its peer's end";
    case 'untaken':
      return 'JavaScript to take what was read';
    default:
      return undefined;
  }
}

function writeWait(
  writing: string | undefined,
  states: Facts['states'],
  transport: TransportFacts | undefined,
): string | undefined {
  if (transport !== undefined && transport.corks > 0) {
    return 'uncork';
  }
  if (writing === 'sending' || writing === 'finishing') {
    const unsent = transport === undefined ? '' : ` (${transport.unsent} bytes unsent)`;
    return `${operationWait(states, 'send')}${unsent}`;
  }
  return undefined;
}

/** What a listener of the loop's own waits for. */
export function listenerWait(facts: Facts): string {
  switch (facts.serving) {
    case 'full':
      return 'one of its connections to end';
    case 'paused':
    case 'fullAndPaused':
      return 'resumeAccepting';
    default:
      return operationWait(facts.states, 'accept');
  }
}

/** What a server waits for that listens no more. */
export function endWait({ connections, waiting }: ServerFacts): string {
  const whose = waiting === 0 ? '' : ', for waitClosed';
  return `the end of its ${connections} connection${connections === 1 ? '' : 's'}${whose}`;
}

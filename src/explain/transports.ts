import { type ConnectionFacts, type Facts, flowOf } from './facts.js';

/** What a connection or a listener of the loop's own waits for, in sentences. */

/** Of a connection: how it stands, why it is read or not, and why it is written or not. */
export function connection(known: ConnectionFacts, facts: Facts): string[] {
  return [life(known), reading(known, facts), writing(known, facts)];
}

function life({ life, writing }: ConnectionFacts): string {
  switch (life) {
    case 'going':
      return 'A transport has it: the connection stands.';
    case 'halfClosed':
      return 'A transport has it: the connection stands, and its peer sends nothing more.';
    case 'closing':
      return writing === 'shut'
        ? 'A transport has it, and was closed: the peer has still to finish, for which it has a limited time.'
        : 'A transport has it, and was closed: what was written leaves first.';
    case 'flushing':
      return 'A transport has it, and was closed: what was written leaves first; the peer sends nothing more.';
    case 'failing':
      return 'A transport has it, and the peer takes nothing more: what had arrived before is still read.';
    default:
      return 'A transport had it: the connection is over.';
  }
}

function reading({ reading }: ConnectionFacts, { states }: Facts): string {
  switch (reading) {
    case 'paused':
      return 'It is not read: its protocol has paused it, or has not been told of it yet.';
    case 'receiving':
      return `It is read ${when(flowOf(states, 'receive'))}.`;
    case 'stopping':
      return `Its protocol has paused it; one more read was under way, which is tried again ${when(flowOf(states, 'receive'))}.`;
    case 'untaken':
      return 'It is not read: JavaScript has not taken yet what was read last.';
    case 'kept':
      return 'It is not read: its protocol has paused it, and JavaScript has not taken yet what was read last.';
    case 'discarding':
      return `What arrives is discarded; it is read ${when(flowOf(states, 'receive'))}.`;
    default:
      return 'There is nothing more to be read.';
  }
}

function writing({ writing }: ConnectionFacts, { states }: Facts): string {
  switch (writing) {
    case 'idle':
      return 'All that was written to it has left.';
    case 'sending':
      return `Not all that was written to it has left: the rest is sent ${when(flowOf(states, 'send'))}.`;
    case 'finishing':
      return `Not all that was written to it has left: the rest, and then the end, is sent ${when(flowOf(states, 'send'))}.`;
    case 'shut':
      return 'All that was written to it has left, and the end behind it.';
    default:
      return 'Nothing more can be sent.';
  }
}

/** When a system call is tried again, by the flow of its machine. */
function when(flow: string | null): string {
  switch (flow) {
    case 'waiting':
      return 'when the kernel reports the descriptor';
    case 'yielding':
      return 'when its turn comes: it has had its share of this one, or others were before it';
    default:
      return 'now';
  }
}

/** Of a listener: why it accepts, or does not. */
export function listener(serving: string, { states, steps }: Facts): string {
  switch (serving) {
    case 'accepting':
    case 'counting': {
      const flow = flowOf(states, 'accept');
      if (flow !== 'starved') {
        return `The loop accepts connections here: the next one ${when(flow)}.`;
      }
      const refused = steps.findLast((one) => one.by === 'kernel' && one.call === 'accept' && one.error !== undefined);
      const error = refused?.by === 'kernel' ? ` after ${refused.error}` : '';
      return `The loop accepts connections here: it pauses${error}, and tries again by itself.`;
    }
    case 'full':
      return 'The loop accepts no connection here: there are as many as there may be.';
    case 'paused':
    case 'fullAndPaused':
      return 'The loop accepts no connection here: it was told to pause.';
    case 'failed':
      return 'The loop accepts no connection here: the kernel refuses to.';
    default:
      return 'The loop accepts no connection here.';
  }
}

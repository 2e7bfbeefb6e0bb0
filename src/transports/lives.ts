import { ProtocolAction, ProtocolEvent, ProtocolState, protocol } from '../../generated/ts/protocol.js';

import type { TransportFacts } from '../explain/index.js';

/** What states of `protocol` have in common, by their numbers. */
const LIVES = regionIn(0);
const ROOMS = regionIn(1);

function regionIn(place: number): string[] {
  return Object.keys(ProtocolState).map((name) => name.split('.')[place] ?? '');
}

/** What a transport's user would say of it. */
export const LIFE_OF: readonly TransportFacts['life'][] = LIVES.map((life) => {
  switch (life.split('-')[0]) {
    case 'new':
      return 'beginning';
    case 'open':
      return life.startsWith('open-beginning') ? 'beginning' : 'open';
    case 'closing':
      return 'closing';
    case 'losing':
    case 'lost':
      return 'lost';
    default:
      return 'over';
  }
});
/** And of its reading, as far as the state tells. */
export const READING_OF: readonly TransportFacts['reading'][] = LIVES.map((life) => {
  if (/^open-(flowing|beginning)$/.test(life)) {
    return 'reading';
  }
  if (/^open-(paused|beginningPaused)/.test(life)) {
    return 'paused';
  }
  return life.startsWith('open-kept') ? 'resuming' : 'ended';
});
/** `pauseWriting` was told, and `resumeWriting` was not. */
export const IS_WRITING_PAUSED: readonly boolean[] = ROOMS.map((room) => room === 'gone' || room === 'coming');
/** Neither closed nor lost. */
export const IS_OPEN: readonly boolean[] = LIVES.map((life) => life.startsWith('open-'));
/** Nobody has paused it, and the peer has not ended. */
export const IS_READING: readonly boolean[] = LIVES.map((life) =>
  /^open-(beginning|flowing|kept(Data|End|DataEnd))$/.test(life),
);
/** What comes is told at once; of a connection that begins, what will. */
export const IS_FLOWING: readonly boolean[] = LIVES.map((life) => /^open-(beginning|flowing)$/.test(life));
/** Lost, and its protocol does not know of it yet. */
export const IS_LOSING: readonly boolean[] = LIVES.map((life) => life.startsWith('losing-'));
/** There was never anything to tell, and never will be. */
export const IS_UNTOLD: readonly boolean[] = LIVES.map((life) => life === 'untold');
/** What is at hand is told, and not kept or dropped. */
export const IS_TELLING: readonly boolean[] = LIVES.map((_, state) => {
  const list = protocol.list[state * protocol.events.length + ProtocolEvent.DATA] as number;
  return (protocol.lists[list] as Uint8Array).includes(ProtocolAction.tellData);
});

import { ProtocolAction, ProtocolEvent, ProtocolState, protocol } from '../../generated/ts/protocol.js';

/** What states of `protocol` have in common, by their numbers. */
const LIVES = Object.keys(ProtocolState).map((name) => name.split('.')[0] as string);

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

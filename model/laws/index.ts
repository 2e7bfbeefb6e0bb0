export { readinessFirst } from './L1-readiness-first.js';
export { nothingForgotten } from './L2-nothing-forgotten.js';
export { cancelledIsCancelled } from './L3-cancelled-is-cancelled.js';
export { removedIsRemoved } from './L3-removed-is-removed.js';
export { oneCallback } from './L4-one-callback.js';
export { independentDirections } from './L5-directions.js';
export { identity } from './L6-identity.js';
export { order } from './L7-order.js';
export { acceptOnce } from './L8-accept-once.js';
export { servedOnce } from './L8-served-once.js';
export { listenerSurvives } from './L9-listener-survives.js';
export { drainSettles } from './L10-drain-settles.js';
export { endSettles } from './L10-end-settles.js';
export { oneOutcome } from './L10-one-outcome.js';
export { raceSettles } from './L10-race-settles.js';
export { readSettles } from './L10-read-settles.js';
export { bytes } from './L11-bytes.js';
export { connectionBytes } from './L11-connection-bytes.js';
export { messages } from './L11-messages.js';
export { readBytes } from './L11-read-bytes.js';
export { written } from './L11-written.js';
export { heard } from './L12-heard.js';
export { passedOn } from './L12-passed-on.js';
export { protocolOrder } from './L12-protocol-order.js';
export { readingAsAsked } from './L12-reading-as-asked.js';
export { roomAlternates } from './L12-room-alternates.js';
export { toldInOrder } from './L12-told-in-order.js';
export { attemptsInTurn } from './L13-attempts-in-turn.js';
export { timers } from './L13-timers.js';
export { wakeUp } from './L14-wake-up.js';
export { keepsAlive } from './L15-keeps-alive.js';
export { nothingWaits } from './L15-nothing-waits.js';
export { oneWinner } from './L15-one-winner.js';
export { releases } from './L15-releases.js';
export { closedRefuses } from './L16-closed-refuses.js';
export { faultsLocal } from './L16-faults-local.js';
export { patience } from './L17-patience.js';
export { quiet } from './L17-quiet.js';
export { boundedMemory } from './L18-bounded-memory.js';
export { drainWaits } from './L18-drain-waits.js';
export { keepsNothing } from './L18-keeps-nothing.js';
export { readerBounded } from './L18-reader-bounded.js';
export { inTurn } from './L19-in-turn.js';
export { overtakenOnce } from './L19-overtaken-once.js';
export { putOffForAReason } from './L19-put-off-for-a-reason.js';
export { roomIsUsed } from './L19-room-is-used.js';
export { turnEnds } from './L19-turn-ends.js';
export {
  equalPart,
  GOES_ON,
  type Law,
  type LawId,
  type Monitor,
  type Observation,
  PERIOD,
  type Scene,
  type Side,
  STILL_TIMED,
  STILL_WATCHED,
  TURN,
} from './law.js';
export {
  ARRIVED,
  CLOSED,
  CUT_OFF,
  isEnded,
  LOSS,
  NO_UNIT,
  owed,
  type ProtocolLaw,
  type ProtocolObservation,
  type ProtocolScene,
  ROOM,
  WANTED,
} from './protocols.js';
export { anyOf, NEXT, owedByRaces, type RaceLaw, type RaceObservation, type RaceScene, SETTLING } from './races.js';
export {
  ABORTED,
  ALIVE,
  BADLY,
  LOSS_TOLD,
  PASSED,
  PAST_LIMIT,
  type ReaderLaw,
  type ReaderObservation,
  type ReaderScene,
  SHORT,
  VALUE,
  WELL,
  type WriterLaw,
  type WriterObservation,
  type WriterScene,
} from './streams.js';
export {
  CALLS,
  DESCRIPTOR,
  END,
  NO_HANDLE,
  TIMERS,
  type TurnLaw,
  type TurnObservation,
  type TurnScene,
  waiting,
} from './turns.js';

/**
 * How the machines of one slot move each other.
 *
 * A slot has a `watch`, `accept` or `receive` on its reading side, and `connect` or `send` on its writing side,
 * of which one at a time is under way. Above them stands a `transport`, or above `accept` a `server`, where the loop does by
 * itself what else users ask for. An action named here is an event of the machines on its right, as far as the slot has them.
 * Internal events queue in one FIFO and run to completion; an action never re-enters a step.
 */
export const wiring = {
  'accept.holdReader': ['watch.HOLD_READER'],
  'accept.releaseReader': ['watch.RELEASE_READER'],
  'receive.holdReader': ['watch.HOLD_READER'],
  'receive.releaseReader': ['watch.RELEASE_READER'],
  'send.holdWriter': ['watch.HOLD_WRITER'],
  'send.releaseWriter': ['watch.RELEASE_WRITER'],
  // A send's interest outlives it, until a connect takes it over.
  'connect.holdWriter': ['send.EVICTED', 'watch.HOLD_WRITER'],
  'connect.releaseWriter': ['watch.RELEASE_WRITER'],
  'watch.wakeReader': ['accept.READY', 'receive.READY'],
  'watch.wakeWriter': ['connect.READY', 'send.READY'],
  'watch.noteHangup': ['receive.HANGUP'],
  'watch.noteUrgent': ['receive.URGENT'],
  'watch.evictReader': ['accept.EVICTED', 'receive.EVICTED'],
  'watch.evictWriter': ['send.EVICTED'],
  'watch.refuseReader': ['accept.REFUSED', 'receive.REFUSED'],
  'watch.refuseWriter': ['connect.REFUSED', 'send.REFUSED'],
  'watch.abandon': ['accept.LOST', 'receive.LOST', 'connect.LOST', 'send.LOST', 'transport.LOST', 'server.LOST'],
  'receive.noteReceived': ['transport.RECEIVED'],
  'receive.noteEnd': ['transport.PEER_ENDED'],
  'receive.noteFailed': ['transport.RECEIVE_FAILED'],
  'send.noteSent': ['transport.SENT'],
  'send.noteUnsent': ['transport.SEND_FAILED'],
  'transport.receive': ['receive.RECEIVE'],
  'transport.send': ['send.SEND'],
  'transport.leave': ['receive.CLOSE', 'send.CLOSE', 'watch.CLOSE', 'transport.GONE'],
  'accept.noteAccepted': ['server.ACCEPTED'],
  'accept.noteFailed': ['server.REFUSED'],
  'server.ask': ['accept.ACCEPT'],
  'server.withdraw': ['accept.CANCEL_LAST'],
  'server.more': ['accept.MORE_WAITERS'],
  'server.enough': ['accept.NO_WAITERS'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

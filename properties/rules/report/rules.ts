/** A rule of conformance: what users may rely on, and why a backend cannot express it if it cannot. */
export interface Rule {
  readonly id: string;
  readonly says: string;
  readonly without?: Readonly<Record<string, string>>;
}

/** What the rules are tested on: the backends of `Loop`, and node:net for reference. */
export const COLUMNS: readonly string[] = ['mio', 'tokio', 'net'];

const NO_CALLBACKS = 'node:net has no callbacks of descriptors: it reads by itself';
const NO_SOON = 'node:net has no queue of calls and no timers';
const NO_ACCEPT = 'node:net accepts by itself';
const NO_CANCEL = 'node:net has no operations that could be aborted and begun anew';
const net = (reason: string) => ({ net: reason });

const NO_PROTOCOLS = 'node:net tells by events and has no protocols';
const notYet = (reason: string) => Object.fromEntries(COLUMNS.map((column) => [column, reason]));

/** C1 to C40. The tests whose titles begin with a rule's id are what is shown of it. */
export const rules: readonly Rule[] = [
  { id: 'C1', says: 'a callback runs as long as something is left to read', without: net(NO_CALLBACKS) },
  { id: 'C2', says: 'adding again replaces the callback', without: net(NO_CALLBACKS) },
  { id: 'C3', says: 'reader and writer live on one descriptor', without: net(NO_CALLBACKS) },
  { id: 'C4', says: 'when both are ready the reader is first', without: net(NO_CALLBACKS) },
  { id: 'C5', says: 'removing tells whether there was a callback', without: net(NO_CALLBACKS) },
  { id: 'C6', says: 'a callback removes itself and closes its descriptor', without: net(NO_CALLBACKS) },
  { id: 'C7', says: 'one removed by another of its batch does not run', without: net(NO_CALLBACKS) },
  { id: 'C8', says: 'a reader removes the writer of its descriptor', without: net(NO_CALLBACKS) },
  { id: 'C9', says: 'a hang-up wakes both directions' },
  { id: 'C10', says: 'callbacks, operations and transports keep each other out', without: net(NO_CALLBACKS) },
  { id: 'C11', says: 'what cannot be polled is refused, and why', without: net(NO_CALLBACKS) },
  { id: 'C12', says: 'a closed loop takes nothing', without: net('node:net has no loop to close') },
  { id: 'C13', says: 'what a call queues runs in the next turn', without: net(NO_SOON) },
  { id: 'C14', says: 'calls, then descriptors, then timers', without: net(NO_SOON) },
  { id: 'C15', says: 'what was cancelled does not run, due or not', without: net(NO_SOON) },
  { id: 'C16', says: 'timers of equal deadline run as they were made', without: net(NO_SOON) },
  { id: 'C17', says: 'stopping lets the batch at hand run to its end', without: net('node:net has no loop to stop') },
  { id: 'C18', says: 'the exception handler is told what, and of which callback', without: net(NO_CALLBACKS) },
  { id: 'C19', says: 'a wake from a worker reaches a loop that waits' },
  { id: 'C20', says: 'an accept gives a connection and the address of its peer' },
  { id: 'C21', says: 'an aborted accept loses no connection', without: net(NO_ACCEPT) },
  { id: 'C22', says: 'what was aborted can be begun anew at once', without: net(NO_CANCEL) },
  {
    id: 'C23',
    says: 'an aborted connect is registered no more',
    without: net('node:net does not show its registrations'),
  },
  { id: 'C24', says: 'a connect tells why it failed; names have the family of the socket' },
  { id: 'C25', says: 'one operation of a direction at a time, accepts in turn', without: net(NO_CANCEL) },
  {
    id: 'C26',
    says: 'what is pending on a socket that is closed is rejected',
    without: net('node:net calls a write back without an error when its socket was destroyed'),
  },
  { id: 'C27', says: 'all of the bytes go and come, whatever the kernel takes at once' },
  { id: 'C28', says: 'a backlog is served without a new connection; a factory that throws leaks nothing' },
  { id: 'C29', says: 'connectionMade comes before data, and a pause inside it holds', without: net(NO_PROTOCOLS) },
  {
    id: 'C30',
    says: 'closing loses nothing that was written, aborting drops it, and the loss is told once, later',
    without: net('node:net closes with input unread, and Linux resets such a connection'),
  },
  { id: 'C31', says: 'pausing and resuming twice is as once, and nothing when closing', without: net(NO_PROTOCOLS) },
  { id: 'C32', says: 'eofReceived that returns true keeps the sending half open' },
  {
    id: 'C33',
    says: 'writes leave together at the end of the batch; marks; writing too late',
    without: net(NO_PROTOCOLS),
  },
  { id: 'C34', says: 'a handler that throws costs its own connection', without: net(NO_PROTOCOLS) },
  { id: 'C35', says: 'three ways to end a server, which holds its connections', without: net(NO_PROTOCOLS) },
  {
    id: 'C36',
    says: 'a unix server unlinks its path only if it is still its own',
    without: net('node:net unlinks whatever has the path'),
  },
  {
    id: 'C37',
    says: 'a datagram that is lost or cut ends nothing',
    without: notYet('endpoints of datagrams are not built yet'),
  },
  { id: 'C38', says: 'signals are coalesced, replaced and removed', without: notYet('signals are not built yet') },
  { id: 'C39', says: '51 bytes go through a buffer of 50, and then the end', without: net(NO_PROTOCOLS) },
  { id: 'C40', says: 'abstract unix names are exact', without: net('node:net fills them with NULs (Node 20)') },
];

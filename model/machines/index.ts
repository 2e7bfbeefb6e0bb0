import { accept } from './accept.js';
import { connect } from './connect.js';
import { handle } from './handle.js';
import { loop } from './loop.js';
import { protocol } from './protocol.js';
import { pump } from './pump.js';
import { race } from './race.js';
import { reader } from './reader.js';
import { receive } from './receive.js';
import { send } from './send.js';
import { server } from './server.js';
import type { MachineSpec } from './spec.js';
import { transport } from './transport.js';
import { turnstile } from './turnstile.js';
import { watch } from './watch.js';
import { writer } from './writer.js';

export { answers, counted, pollerEvents } from './answers.js';
export type { MachineSpec } from './spec.js';
export { wiring } from './wiring.js';

/** Every machine, in the order of the tables: those of a slot, of all slots, of the I/O thread, of JavaScript. */
export const machines: readonly MachineSpec[] = [
  watch,
  accept,
  receive,
  send,
  connect,
  transport,
  server,
  turnstile,
  pump,
  handle,
  loop,
  protocol,
  race,
  reader,
  writer,
];

import type { Connecting } from '../connecting/index.js';
import type { Servers } from '../servers/index.js';
import type { Operations } from '../sockets/index.js';
import type { Transports } from '../transports/index.js';
import type { Soon } from './soon.js';
import type { Timers } from './timers.js';
import type { Watches } from './watches.js';

/** What may be pending in a loop, for who tells of it. */
export interface Parts {
  readonly soon: Soon;
  readonly timers: Timers;
  readonly watches: Watches;
  readonly operations: Operations;
  readonly connecting: Connecting;
  readonly transports: Transports;
  readonly servers: Servers;
}

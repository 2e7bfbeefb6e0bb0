import type { Bug } from '../bug.js';
import { ofAsyncio } from './asyncio.js';
import { ofFork } from './fork.js';
import { ofOthers } from './others.js';
import { own } from './own.js';
import { ofProtocols } from './protocols.js';
import { ofRaces } from './races.js';
import { ofRloop } from './rloop.js';
import { ofStreams } from './streams.js';
import { ofTransports } from './transports.js';

/** The bugs that the model must catch, by where they happened. The page of them has this order. */
export const bugs: readonly Bug[] = [
  ...ofFork,
  ...ofRloop,
  ...ofAsyncio,
  ...own,
  ...ofOthers,
  ...ofProtocols,
  ...ofTransports,
  ...ofRaces,
  ...ofStreams,
];

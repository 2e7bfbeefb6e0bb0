#!/usr/bin/env node
/** The properties alone, with all sets of properties/hostile and no sample; arguments go to vitest. */
import { runJob } from './job.js';

process.env.READYLOOP_HOSTILE ??= 'all';
await runJob('test', 'node_modules/vitest/vitest.mjs', ['run', '--project', 'properties*', ...process.argv.slice(2)]);

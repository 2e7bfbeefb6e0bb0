#!/usr/bin/env node
/** The properties alone; arguments go to vitest. */
import { runJob } from './job.js';

await runJob('test', 'node_modules/vitest/vitest.mjs', ['run', '--project', 'properties*', ...process.argv.slice(2)]);

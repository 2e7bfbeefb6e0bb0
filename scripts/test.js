#!/usr/bin/env node
/** All tests of TypeScript and of the addon; arguments go to vitest. The engine's own are `cargo test` in native/. */
import { runJob } from './job.js';
import { foretell } from './progress.js';

const chosen = process.argv.slice(2);
if (chosen.length === 0) foretell('npm test (`npm test -- PATH` runs what is below a path)', 'about 17 minutes');
await runJob('test', 'node_modules/vitest/vitest.mjs', ['run', ...chosen]);

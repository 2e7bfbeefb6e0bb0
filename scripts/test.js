#!/usr/bin/env node
/** All tests of TypeScript and of the addon; arguments go to vitest. The engine's own are `cargo test` in native/. */
import { runJob } from './job.js';

await runJob('test', 'node_modules/vitest/vitest.mjs', ['run', ...process.argv.slice(2)]);

#!/usr/bin/env node
/** Everything at once, for an hour: nothing may grow; see properties/soak. */
import { runJob } from './job.js';

await runJob('test', 'dist/properties/soak/main.js', process.argv.slice(2));

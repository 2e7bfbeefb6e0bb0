#!/usr/bin/env node
/** The main job; see src/cli/start. With a known bug switched on, it needs the addon that can have one. */
import { runJob } from './job.js';

await runJob(process.env.READYLOOP_BUG ? 'bug' : 'run', 'dist/src/cli/start/main.js', process.argv.slice(2));

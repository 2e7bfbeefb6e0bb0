#!/usr/bin/env node
/** The benchmarks; see bench/. */
import { runJob } from './job.js';

await runJob('bench', 'dist/bench/main.js', process.argv.slice(2));

#!/usr/bin/env node
/** Installs the benchmarks' peers that are no part of the package; see bench/. */
import { runJob } from './job.js';

await runJob('peers', 'dist/bench/peers.js', process.argv.slice(2));

#!/usr/bin/env node
/** What both explorers of the checker find, compared; see properties/explorers. */
import { runJob } from './job.js';

await runJob('model', 'dist/properties/explorers/main.js', process.argv.slice(2));

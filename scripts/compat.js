#!/usr/bin/env node
/** Installs what a release would be with many package managers, and uses it in many ways; see properties/compat. */
import { exitWith } from './failure.js';
import { runJob } from './job.js';
import { buildPortable } from './portable.js';
import { setup } from './setup.js';

await setup('run').catch((error) => exitWith(error, 2));
const addon = await buildPortable().catch((error) => exitWith(error, 2));
await runJob('run', 'dist/properties/compat/main.js', [addon]);

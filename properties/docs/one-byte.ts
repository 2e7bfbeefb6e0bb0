import { readSync, writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { faultyEnvironment, switchFaultOn } from '../../src/cli/start/fault.js';
import { Loop, Socket } from '../../src/index.js';

// READYLOOP_BUG may name a bug that the loop is to have.
Object.assign(process.env, faultyEnvironment(process.env.READYLOOP_BUG));
switchFaultOn(process.env);

const [path = 'one-byte.trace'] = process.argv.slice(2);
const loop = new Loop({ trace: path });
const [here, there] = Socket.pair();
writeSync(there.fileno(), 'ab');

let calls = 0;
loop.addReader(here.fileno(), () => {
  calls++;
  readSync(here.fileno(), Buffer.alloc(1));
  if (calls === 2) loop.removeReader(here.fileno());
});

// Round by round, so that whatever is ready has its turn before the time is over.
for (let rounds = 0; calls < 2 && rounds < 50; rounds++) await setTimeout(5);
console.log(`The reader ran ${calls === 1 ? 'once' : `${calls} times`}.`);
loop.close();

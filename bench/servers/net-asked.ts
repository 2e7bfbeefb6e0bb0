/**
 * What Node has for what a loop does besides sockets: a chain of `setImmediate`, `setTimeout`; and of pipes, which it cannot watch, the
 * reads and writes alone, without any loop. The argument is the mode. Prints its port; then obeys its standard input.
 */
import { LINKS, MILLISECONDS_A_BYTE, PIPES, ROUNDS } from '../runner/amounts.js';
import { serve } from './asked.js';
import { Heartbeat, obey } from './heartbeat.js';
import { readAndWrite, readyPipes } from './pipes.js';

const [mode = ''] = process.argv.slice(2);
obey(new Heartbeat());

const works: Readonly<Record<string, (bytes: number, done: () => void) => void>> = {
  soon(_, done) {
    let left = LINKS;
    setImmediate(function link() {
      if (--left > 0) setImmediate(link);
      else done();
    });
  },
  timers(bytes, done) {
    setTimeout(done, bytes * MILLISECONDS_A_BYTE);
  },
  plain(_, done) {
    for (let round = 0; round < ROUNDS; round++) pipes.forEach(readAndWrite);
    done();
  },
};

const pipes = mode === 'plain' ? readyPipes(PIPES) : [];
serve(works[mode] as (typeof works)[string]);

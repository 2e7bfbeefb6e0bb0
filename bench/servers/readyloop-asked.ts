/**
 * What a loop of readyloop does besides sockets, as it is asked for: a chain of `callSoon`, a timer, or callbacks of pipes that are
 * always ready. The arguments are the loop's backend and the mode. Prints its port; then obeys its standard input.
 */
import { Loop, type LoopOptions } from '../../src/index.js';
import { LINKS, MILLISECONDS_A_BYTE, PIPES, ROUNDS } from '../runner/amounts.js';
import { serve } from './asked.js';
import { Heartbeat, obey } from './heartbeat.js';
import { readAndWrite, readyPipes } from './pipes.js';

const [backend, mode = ''] = process.argv.slice(2);
const loop = new Loop({ backend: backend as NonNullable<LoopOptions['backend']> });
obey(new Heartbeat());

const works: Readonly<Record<string, (bytes: number, done: () => void) => void>> = {
  soon(_, done) {
    let left = LINKS;
    loop.callSoon(function link() {
      if (--left > 0) loop.callSoon(link);
      else done();
    });
  },
  timers(bytes, done) {
    loop.callLater(bytes * MILLISECONDS_A_BYTE, done);
  },
  readers(_, done) {
    let left = PIPES * ROUNDS;
    for (const fd of pipes) {
      loop.addReader(fd, () => {
        readAndWrite(fd);
        if (--left > 0) return;
        for (const one of pipes) loop.removeReader(one);
        done();
      });
    }
  },
};

const pipes = mode === 'readers' ? readyPipes(PIPES) : [];
serve(works[mode] as (typeof works)[string]);

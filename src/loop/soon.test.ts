import { expect, test } from 'vitest';
import { Origins } from '../diagnostics/index.js';
import { Exceptions } from '../errors/index.js';
import { Liveness } from '../native/index.js';
import { Soon } from './soon.js';

test('a call for which no turn could be asked is not queued, and keeps none behind it from its turn', () => {
  const liveness = new Liveness(() => {});
  let turns = 0;
  let isFull = true;
  const soon = new Soon(
    () => {
      if (isFull) throw new RangeError('Maximum call stack size exceeded');
      turns++;
    },
    { liveness, exceptions: new Exceptions(), origins: new Origins(false) },
  );
  const ran: string[] = [];
  const add = (name: string) => soon.add((what: string) => void ran.push(what), [name]);
  expect(() => add('first')).toThrow(RangeError);
  expect([soon.isEmpty, liveness.isIdle]).toEqual([true, true]);
  isFull = false;
  add('second');
  add('third');
  expect(turns).toBe(1);
  soon.run();
  expect(ran).toEqual(['second', 'third']);
});

test('it is empty neither while a call waits nor while one runs, also where none of them keeps the process alive', () => {
  const liveness = new Liveness(() => {});
  const soon = new Soon(() => {}, { liveness, exceptions: new Exceptions(), origins: new Origins(false) });
  const seen: boolean[] = [];
  const look = () => void seen.push(soon.isEmpty, liveness.isIdle);
  soon.add(look, []).unref();
  look();
  soon.run();
  look();
  expect(seen).toEqual([false, true, false, true, true, true]);
});

import { expect, test } from 'vitest';
import { Tellings, type Told } from './tellings.js';

function scene() {
  const log: string[] = [];
  const tellings = new Tellings(
    () => log.push('turn'),
    (alive) => log.push(`alive ${alive}`),
  );
  const told = (name: string, also: () => void = () => {}): Told => ({
    advance: (event) => {
      log.push(`${name} ${event}`);
      also();
    },
  });
  return { log, tellings, told };
}

test('what comes about in a batch is told at its end, one after the other, with what comes of that', () => {
  const { log, tellings, told } = scene();
  tellings.begin();
  const late = told('late');
  tellings.add(
    told('a', () => tellings.add(late, 3)),
    1,
  );
  tellings.add(told('b'), 2);
  expect(log).toEqual([]);
  tellings.run();
  expect([log, tellings.isEmpty]).toEqual([['a 1', 'b 2', 'late 3'], true]);
});

test('what comes about outside of a batch asks for one turn, until which the process lives', () => {
  const { log, tellings, told } = scene();
  tellings.add(told('a'), 1);
  tellings.add(told('b'), 2);
  expect([log, tellings.isEmpty]).toEqual([['alive true', 'turn'], false]);
  tellings.begin();
  tellings.run();
  expect(log.slice(2)).toEqual(['alive false', 'a 1', 'b 2']);
  tellings.add(told('c'), 3);
  expect(log.slice(5)).toEqual(['alive true', 'turn']);
});

test('who goes on and on is put off to the next turn', () => {
  const { log, tellings, told } = scene();
  const again: Told = told('x', () => tellings.add(again, 0));
  tellings.begin();
  tellings.add(again, 0);
  tellings.run();
  expect([log.slice(-2), tellings.isEmpty]).toEqual([['alive true', 'turn'], false]);
});

import { expect, test } from 'vitest';
import type { Counterexample, ExampleStep } from './counterexample.js';
import { sequenceDiagram } from './sequence.js';

const example = (steps: readonly ExampleStep[], cycle?: number): Counterexample => ({
  world: 'a world',
  law: 'L2 nothing ready is forgotten',
  steps,
  state: '',
  ...(cycle !== undefined && { cycle }),
});

const added: ExampleStep = { lane: 'user', text: 'addReader' };
const reported: ExampleStep = { lane: 'loop', text: 'poll reports fd 0', arrow: ['kernel', 'loop'] };

test('a step between two parties is an arrow, and one of a party by itself a box', () => {
  const steps: ExampleStep[] = [
    added,
    { lane: 'peer', text: 'the peer sends' },
    reported,
    { lane: 'loop', text: 'looks' },
  ];
  expect(sequenceDiagram(example(steps)).split('\n')).toEqual([
    'sequenceDiagram',
    '  participant U as user',
    '  participant L as loop',
    '  participant K as kernel',
    '  participant P as peer',
    '  U->>L: 1. addReader',
    '  P->>K: 2. the peer sends',
    '  K->>L: 3. poll reports fd 0',
    '  Note over L: 4. looks',
    '  Note over U,P: #62;#62;#62; breaks L2 nothing ready is forgotten',
  ]);
});

test('parties that take no part are left out', () => {
  expect(sequenceDiagram(example([added]))).not.toMatch('kernel');
  expect(sequenceDiagram(example([{ lane: 'kernel', text: 'descriptors run out' }]))).toMatch('Note over K: #62;');
});

test('a cycle is a block of its own', () => {
  expect(
    sequenceDiagram(example([added, reported], 1))
      .split('\n')
      .slice(-5),
  ).toEqual([
    '  U->>L: 1. addReader',
    '  loop for ever',
    '    K->>L: 2. poll reports fd 0',
    '  end',
    '  Note over U,K: #62;#62;#62; the cycle ends, again from step 2 for<br/>ever#59; never fulfilled: L2 nothing ready is<br/>forgotten',
  ]);
});

test('a run that comes to rest has no block', () => {
  const diagram = sequenceDiagram(example([added], 1));
  expect(diagram).toMatch('nothing has to happen');
  expect(diagram).not.toMatch('for ever');
});

test('long texts are wrapped, and the characters of Mermaid itself are written as it wants them', () => {
  const text = 'one two three four five six seven eight nine ten # ;';
  expect(sequenceDiagram(example([{ lane: 'user', text }]))).toMatch(
    'U->>L: 1. one two three four five six seven<br/>eight nine ten #35; #59;',
  );
});

import { describe, expect, test } from 'vitest';
import { HandleEvent, HandleState, handle } from '../../generated/ts/handle.js';
import { loop } from '../../generated/ts/loop.js';
import { protocol } from '../../generated/ts/protocol.js';
import { step } from './step.js';

/** Remembers, for each action, in which state it was performed. */
class Recorder {
  readonly performed: string[] = [];

  constructor(public state: number) {}

  perform(action: number): void {
    this.performed.push(`${handle.actions[action]} in ${handle.states[this.state]}`);
  }
}

test('the state is the new one before the first action is performed', () => {
  const recorder = new Recorder(HandleState['referenced.due']);
  step(handle, recorder, HandleEvent.RUN);
  expect(recorder.performed).toEqual([
    'release in referenced.done',
    'retire in referenced.done',
    'call in referenced.done',
  ]);
});

test('what is ignored changes nothing', () => {
  const recorder = new Recorder(HandleState['referenced.cancelled']);
  step(handle, recorder, HandleEvent.RUN);
  expect(recorder).toEqual(new Recorder(HandleState['referenced.cancelled']));
});

test('what is forbidden changes nothing, and throws an error that says what met what', () => {
  const recorder = new Recorder(HandleState['referenced.done']);
  expect(() => step(handle, recorder, HandleEvent.RUN)).toThrow(
    expect.objectContaining({
      code: 'ERR_FORBIDDEN_STEP',
      message: expect.stringContaining("'handle' forbid RUN in the state 'referenced.done'"),
    }),
  );
  expect(recorder).toEqual(new Recorder(HandleState['referenced.done']));
});

describe("an action that lets the user's code in is the last of its list", () => {
  test.each([
    [handle, ['call']],
    [loop, ['close', 'fail', 'refuse']],
    [protocol, ['tellMade', 'tellData', 'tellKept', 'tellEnd', 'tellLost', 'tellPause', 'tellResume', 'refuseEnded']],
  ] as const)('$name', (table, names) => {
    for (const name of names) {
      const action = table.actions.indexOf(name);
      const lists = table.lists.filter((list) => list.includes(action));
      expect(lists.length, name).toBeGreaterThan(0);
      expect(lists.map((list) => list.at(-1))).toEqual(lists.map(() => action));
    }
  });
});

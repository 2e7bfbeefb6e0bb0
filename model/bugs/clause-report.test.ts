import { describe, expect, test } from 'vitest';
import { reportClauses, reportNeeded } from './clause-report.js';
import { changeOf, needed } from './needed.js';

const [one, other] = ['L8 none twice', 'L8 none lost'];
const need = { refused: [], seconds: 0 };
const holds = { ...need, clause: one, for: 'A1' };

describe('what is said to need a clause', () => {
  test('is fine where it does', () => {
    expect(reportNeeded([one], [{ clause: one, bug: 'A1' }], [holds])).toMatchObject({ ok: true, problems: [] });
  });

  test('has to be said of each clause, and of no other', () => {
    const { ok, problems } = reportNeeded([other], [{ clause: one, bug: 'A1' }], [holds]);
    expect(ok).toBe(false);
    expect(problems).toEqual([
      expect.stringContaining(`Nothing is said to need the clause '${other}'`),
      expect.stringContaining(`There is no clause '${one}'`),
    ]);
  });

  test('is said once', () => {
    const said = { clause: one, bug: 'A1' };
    expect(reportNeeded([one], [said, said], [holds, holds]).problems).toEqual([expect.stringContaining('twice')]);
  });

  test('has to be so, and what is the matter is told', () => {
    const refused = { ...need, clause: one, refused: ["'A1' is noticed without it: L15 x"] };
    expect(reportNeeded([one], [{ clause: one, bug: 'A1' }], [refused]).problems).toEqual([
      expect.stringContaining('is noticed without it: L15 x'),
    ]);
    const unknown = { ...need, clause: one };
    expect(reportNeeded([one], [{ clause: one, bug: 'A0' }], [unknown]).problems).toEqual([
      expect.stringContaining('no such bug'),
    ]);
  });

  test('is something that there is', () => {
    for (const said of needed) expect([said.clause, changeOf(said)]).toEqual([said.clause, expect.anything()]);
  });
});

describe('a clause', () => {
  const hunt = { seconds: 0 };
  const hunted = [
    { ...hunt, name: 'both', broken: [one, other] },
    { ...hunt, name: 'alone', broken: [one] },
    { ...hunt, name: 'thrown', broken: [one], beside: "'accepting' throws" },
  ];

  test('is told how many break it, how many no other, and what needs it', () => {
    const { ok, clauses, problems } = reportClauses(hunted, [
      { ...need, clause: one, for: 'alone' },
      { ...need, clause: other },
    ]);
    expect(clauses).toEqual([
      { clause: one, breaks: 3, alone: 1, for: 'alone' },
      { clause: other, breaks: 1, alone: 0, for: null },
    ]);
    expect([ok, problems]).toEqual([false, [expect.stringContaining(`Nothing needs the clause '${other}'`)]]);
  });
});

import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { type Exploration, explore } from './explore.js';
import type { Lasso } from './lasso.js';
import { liveness } from './liveness.js';
import { quiet } from './quiet.js';
import { arrow, type Rule, toy } from './toys.js';

/** The checker against definitions taken literally, on every small graph that comes up. */

interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly fairness: number;
  readonly progress: boolean;
}

const STATES = 5;
const state = fc.nat({ max: STATES - 1 });
const arrows = fc.array(
  fc.record({ from: state, to: state, fairness: fc.integer({ min: -1, max: 2 }), progress: fc.boolean() }),
  { minLength: 1, maxLength: 9 },
);

function exploreGraph(
  graph: readonly Arrow[],
  pending: readonly number[] = [],
  discharges: readonly number[] = [],
): Exploration {
  const rules: Rule[] = graph.map(({ from, to, ...rest }) => arrow(from, to, rest));
  const obligation = { law: 'X1', pending: (v: Uint8Array) => pending.includes(v[0] ?? -1), discharges };
  return explore(toy({ name: 'random', fields: { at: STATES }, rules, obligations: [obligation] }));
}

/** Distances from state 0 by repeated relaxation. */
function distances(graph: readonly Arrow[]): number[] {
  const distance = Array.from({ length: STATES }, (_, at) => (at === 0 ? 0 : Infinity));
  for (let round = 0; round < STATES; round++) {
    for (const { from, to } of graph)
      distance[to] = Math.min(distance[to] ?? Infinity, (distance[from] ?? Infinity) + 1);
  }
  return distance;
}

/** The states between which these arrows lead, if one can walk all of them round and round. */
function turning(used: readonly Arrow[]): Set<number> | undefined {
  const members = new Set(used.flatMap(({ from, to }) => [from, to]));
  const reach = new Set(used.map(({ from, to }) => `${from} ${to}`));
  for (const via of members) {
    for (const from of members) {
      for (const to of members)
        if (reach.has(`${from} ${via}`) && reach.has(`${via} ${to}`)) reach.add(`${from} ${to}`);
    }
  }
  return [...members].every((from) => [...members].every((to) => reach.has(`${from} ${to}`))) ? members : undefined;
}

const enabledAt = (graph: readonly Arrow[], at: number): Set<number> =>
  new Set(graph.filter(({ from, fairness }) => from === at && fairness >= 0).map(({ fairness }) => fairness));

/** All sets of arrows that a fair run can take for ever, by trying every set; stillness as the empty set of one state. */
function fairRuns(graph: readonly Arrow[], pending: readonly number[], discharges: readonly number[]): Set<number>[] {
  const reachable = distances(graph).flatMap((distance, at) => (distance < Infinity ? [at] : []));
  const standing = reachable.filter((at) => pending.includes(at));
  const usable = graph.filter(
    ({ from, to }, label) => standing.includes(from) && standing.includes(to) && !discharges.includes(label),
  );
  const runs = standing.filter((at) => enabledAt(graph, at).size === 0).map((at) => new Set([at]));
  for (let choice = 1; choice < 2 ** usable.length; choice++) {
    const used = usable.filter((_, i) => choice & (1 << i));
    const members = turning(used);
    if (!members) continue;
    const fair = [0, 1, 2].every(
      (one) =>
        used.some(({ fairness }) => fairness === one) || [...members].some((at) => !enabledAt(graph, at).has(one)),
    );
    if (fair) runs.push(members);
  }
  return runs;
}

/** The lasso as the arrows it takes, each of which must start where the one before ended. */
function walked(graph: readonly Arrow[], { stem, cycle }: Lasso): { stem: Arrow[]; cycle: Arrow[] } {
  const of = (label: number): Arrow => graph[label] as Arrow;
  let at = 0;
  for (const { label, after } of [...stem, ...cycle]) {
    expect(of(label)).toMatchObject({ from: at, to: after[0] });
    at = of(label).to;
  }
  const entry = stem.at(-1)?.after[0] ?? 0;
  expect(at).toBe(entry);
  return { stem: stem.map(({ label }) => of(label)), cycle: cycle.map(({ label }) => of(label)) };
}

test.prop([arrows])('the depth of a state is its distance', (graph) => {
  const exploration = exploreGraph(graph);
  const vector = new Uint8Array(1);
  const expected = distances(graph);
  expect(exploration.states).toBe(expected.filter((distance) => distance < Infinity).length);
  for (let number = 0; number < exploration.states; number++) {
    exploration.read(number, vector);
    expect(exploration.pathTo(number)).toHaveLength(expected[vector[0] ?? 0] ?? -1);
  }
});

test.prop([arrows, fc.uniqueArray(state), fc.uniqueArray(fc.nat({ max: 8 }), { maxLength: 2 })], { numRuns: 1000 })(
  'there is a lasso exactly if there is a fair run, and it is one',
  (graph, pending, discharging) => {
    const discharges = discharging.filter((label) => label < graph.length);
    const [result] = liveness(exploreGraph(graph, pending, discharges));
    const runs = fairRuns(graph, pending, discharges);
    expect(result?.lasso !== undefined).toBe(runs.length > 0);
    if (!result?.lasso) return;

    const { stem, cycle } = walked(graph, result.lasso);
    const distance = distances(graph);
    const entry = stem.at(-1)?.to ?? 0;
    const members = new Set([entry, ...cycle.map(({ to }) => to)]);
    expect(stem).toHaveLength(distance[entry] ?? -1);
    expect([...members].every((at) => pending.includes(at))).toBe(true);
    expect(result.lasso.cycle.some(({ label }) => discharges.includes(label))).toBe(false);
    for (const one of [0, 1, 2]) {
      const due =
        cycle.some(({ fairness }) => fairness === one) || [...members].some((at) => !enabledAt(graph, at).has(one));
      expect(due).toBe(true);
    }
    // Nothing nearer is on a fair run, unless the way to stillness is shorter as a whole.
    const nearest = Math.min(...runs.flatMap((run) => [...run].map((at) => distance[at] ?? Infinity)));
    if (cycle.length > 0) expect(stem).toHaveLength(nearest);
  },
);

test.prop([arrows])('a busy loop is found exactly if some steps without progress lead round', (graph) => {
  const { lasso } = quiet(exploreGraph(graph));
  const distance = distances(graph);
  const idle = graph.filter(({ from, progress }) => !progress && (distance[from] ?? Infinity) < Infinity);
  const loops = Array.from({ length: 2 ** idle.length - 1 }, (_, i) =>
    turning(idle.filter((_, bit) => (i + 1) & (1 << bit))),
  );
  expect(lasso !== undefined).toBe(loops.some((loop) => loop !== undefined));
  if (!lasso) return;
  const { stem, cycle } = walked(graph, lasso);
  expect(cycle.length).toBeGreaterThan(0);
  expect(cycle.every(({ progress }) => !progress)).toBe(true);
  expect(stem).toHaveLength(
    Math.min(...loops.flatMap((loop) => [...(loop ?? [])].map((at) => distance[at] ?? Infinity))),
  );
});

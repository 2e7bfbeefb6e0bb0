import { type Contract, realContract } from '../worlds/contract/variant.js';

/** The switches of the contract that the parts know, each by the value for which its constant is true. */
const switches = {
  added: { name: 'RUNS_AT_ONCE', on: 'runsAtOnce', why: 'a callback waits for nothing (F0)' },
  rearm: { name: 'REARM_MODIFIES', on: 'modifies', why: 're-arming makes the kernel look again (not so: F3)' },
  interest: { name: 'INTEREST_BEFORE', on: 'before', why: 'a modification asks for the interest before the step (R1)' },
  gate: { name: 'TABLE_GATES', on: 'table', why: 'the table says whether a queued callback runs (not so: F4)' },
  removed: { name: 'SAYS_YES', on: 'saysYes', why: 'removing says yes in any case (R7)' },
  ended: { name: 'ENDS_ALWAYS', on: 'always', why: "a callback's end is told to a slot that was freed (P2)" },
  deregister: { name: 'DEREGISTER_REMOVES', on: 'removes', why: 'deregistering removes the registration (not so: P3)' },
} as const satisfies Partial<{
  readonly [Switch in keyof Contract]: { readonly name: string; readonly on: Contract[Switch]; readonly why: string };
}>;

export function contractAsPromela(contract: Contract): string {
  const lines = Object.entries(switches).map(([key, { name, on, why }]) => {
    const value = contract[key as keyof typeof switches] === on;
    return `#define ${name.padEnd(18)} ${String(value).padEnd(5)} /* ${why} */`;
  });
  return `/* What the engine promises besides stepping the table; a known bug is another value (model/worlds/contract/variant.ts). */

${lines.join('\n')}
`;
}

/** The first switch that is not as in the real engine and that the parts know nothing of. */
export function unknownSwitch(contract: Contract): string | undefined {
  const keys = Object.keys(contract) as (keyof Contract)[];
  return keys.find((key) => !(key in switches) && contract[key] !== realContract[key]);
}

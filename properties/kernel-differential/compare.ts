import { HUP, IN, OUT, PRI, RDHUP } from '../../model/kernel/bits.js';
import { ModelKernel, NOT_NOW } from './model-kernel.js';
import { describe, NUMBERS, type Operation, type Report, type Sequence, type Subject } from './operations.js';
import { PATIENCE_MS } from './real-files.js';
import { RealKernel } from './real-kernel.js';
import { Spurious } from './spurious.js';

/** What a comparison saw: where the two differ, if they do, and how often each operation really was done. */
export interface Comparison {
  readonly difference?: string;
  readonly done: ReadonlyMap<string, number>;
}

/**
 * Does a sequence on both kernels, and compares answers, levels and reports after each step.
 *
 * @param patience how many milliseconds the real kernel may take to settle
 */
export function compare(
  sequence: Sequence,
  model: ModelKernel = new ModelKernel(sequence.kinds),
  patience = PATIENCE_MS,
): Comparison {
  using real = new RealKernel(sequence.kinds);
  const done = new Map<string, number>();
  const spurious = new Spurious();
  const story: string[] = [];
  const differs = (what: string): Comparison => ({
    difference: `${sequence.kinds.join(' and ')}:\n${story.join('\n')}\n${what}`,
    done,
  });
  for (const [step, operation] of sequence.operations.entries()) {
    const expected = model.perform(operation, step + 1);
    if (expected === NOT_NOW) continue;
    story.push(`  ${describe(operation)}`);
    done.set(keyOf(operation), (done.get(keyOf(operation)) ?? 0) + 1);
    spurious.note(operation, model, step + 1);
    const answer = real.perform(operation, step + 1);
    if (answer !== expected) return differs(`the model answers ${expected}, the kernel ${answer}`);
    const unlike = settle(model, real, patience);
    if (unlike !== undefined) return differs(unlike);
    if (operation.op === 'poll') {
      const wrong = comparePolls(model.poll(), real, spurious, patience);
      if (wrong !== undefined) return differs(wrong);
    }
  }
  return { done };
}

/** Waits until the levels of all numbers are alike; what is different if they do not become so. */
function settle(model: ModelKernel, real: RealKernel, patience: number): string | undefined {
  for (const end = performance.now() + patience; ; ) {
    const unlike = Array.from({ length: NUMBERS }, (_, number) => number).find(
      (number) => model.levels(number) !== real.levels(number) || model.queued(number) !== real.queued(number),
    );
    if (unlike === undefined) return undefined;
    if (performance.now() > end)
      return `fd ${unlike} is ${state(model, unlike)} in the model, ${state(real, unlike)} in the kernel`;
  }
}

/** What the model reports the kernel must report, with the same bits; more only if it is spurious. */
function comparePolls(
  expected: readonly Report[],
  real: RealKernel,
  spurious: Spurious,
  patience: number,
): string | undefined {
  const told = real.poll();
  const isMissing = ({ token }: Report) => !told.some((one) => one.token === token);
  for (const end = performance.now() + patience; expected.some(isMissing) && performance.now() < end; )
    told.push(...real.poll());
  for (const { token, bits } of expected) {
    const report = told.find((one) => one.token === token);
    if (report === undefined) return `the model reports ${words(bits)} for token ${token}, the kernel nothing`;
    if (report.bits !== bits)
      return `of token ${token} the model reports ${words(bits)}, the kernel ${words(report.bits)}`;
  }
  for (const { token, bits } of told) {
    const may = spurious.isPossible(token) || expected.some((one) => one.token === token);
    if (!may) return `the kernel reports ${words(bits)} for token ${token}, the model nothing`;
    spurious.reported(token);
  }
  return undefined;
}

function state(kernel: Subject, number: number): string {
  return `${words(kernel.levels(number))} with ${kernel.queued(number)} bytes to read`;
}

function keyOf(operation: Operation): string {
  return operation.op === 'peer' ? `peer ${operation.act}` : operation.op;
}

function words(bits: number): string {
  if (bits < 0) return 'closed';
  const names = [
    bits & IN && 'IN',
    bits & PRI && 'PRI',
    bits & OUT && 'OUT',
    bits & RDHUP && 'RDHUP',
    bits & HUP && 'HUP',
  ].filter(Boolean);
  return names.join('|') || 'nothing';
}

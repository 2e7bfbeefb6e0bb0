import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateTrace } from '../../model/checker/trace/validate.js';
import { SystemError } from '../../src/index.js';
import { LawBroken } from '../kernel-laws/law.js';
import type { backends } from '../support/backends.js';
import { Scene } from '../support/scene.js';
import { clearFaults } from '../support/testing-addon.js';
import { echo } from './echo.js';
import { LIMITS, type Plan } from './plan.js';

/** How long a plan may take at most, in milliseconds: longer only if a promise never settles (L10). */
const SETTLE_WITHIN = 20_000;

/** Runs a plan, recorded, and throws the first law that did not hold. How many calls met a fault. */
export async function run(backend: (typeof backends)[number], plan: Plan): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'readyloop-faults-'));
  try {
    const trace = join(folder, 'run.trace');
    const met = await judge(backend, plan, trace);
    const { firstWrong } = await validateTrace(trace);
    if (firstWrong !== undefined) {
      const { law, record, what, allowed } = firstWrong;
      throw new LawBroken(law, `record ${record}: ${what}; allowed: ${allowed.join(', ')}`);
    }
    return met;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function judge(backend: (typeof backends)[number], plan: Plan, trace: string): Promise<number> {
  using scene = new Scene(backend, { trace });
  const reports: unknown[] = [];
  scene.loop.setExceptionHandler(({ exception }) => reports.push(exception));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LawBroken('L10', 'a promise never settled')), SETTLE_WITHIN);
  });
  let met = 0;
  try {
    await Promise.race([echo(scene, plan), late]);
  } finally {
    clearTimeout(timer);
    met = clearFaults();
  }
  demandReports(plan, reports);
  return met;
}

/** L9: a limit is reported once for as long as it lasts, and nothing else is reported. */
function demandReports({ listener }: Plan, reports: readonly unknown[]): void {
  const limits = listener.filter(({ errno }) => errno !== undefined && LIMITS.includes(errno));
  const codes = reports.map((report) => (report instanceof SystemError ? report.code : String(report)));
  if (codes.length > limits.length || codes.some((code) => !limits.some(({ errno }) => errno === code))) {
    throw new LawBroken('L9', `${codes.join(', ')} was reported of ${limits.map(({ errno }) => errno).join(', ')}`);
  }
}

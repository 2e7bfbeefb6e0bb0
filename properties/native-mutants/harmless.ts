import { whySurvives } from '../../model/bugs/survivors.js';
import type { Mutant } from '../../model/compiler/mutants.js';

/** Changes that the engine makes good by itself, beside those that no law can tell from the original anyway. */
const madeGood: readonly { readonly events: readonly string[]; readonly change: RegExp; readonly because: string }[] = [
  {
    events: ['CLOSE', 'LOST'],
    change: /^without reject(All)?$/,
    because: 'a slot that is freed settles what its machines left pending (L10)',
  },
  {
    events: ['STALE'],
    change: /^without abandon$/,
    because: 'the slot is freed next, which settles what its machines left pending (L10)',
  },
  {
    events: ['CANCEL'],
    change: /^release(Reader|Writer) before rejectAborted$/,
    because: 'an event that an action sends to another machine is stepped when all actions are performed',
  },
  {
    events: ['ACCEPTED', 'DATA', 'SHORT_READ', 'END', 'FAILED', 'REFUSED', 'SENT_ALL'],
    change: /^note\w+ before (deliver|resolve|reject|rejectAll)$/,
    because: 'an event that an action sends to another machine is stepped when all actions are performed',
  },
];

/** Why a mutant does no harm in the native engine; undefined if it does. */
export function whyHarmless(mutant: Mutant): string | undefined {
  const good = madeGood.find(({ events, change }) => events.includes(mutant.event) && change.test(mutant.change));
  return good?.because ?? whySurvives(mutant)?.because;
}

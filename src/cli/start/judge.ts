import type { Drive } from './drive.js';
import { type Conversation, isReset } from './plan.js';

/** A law that the whole run bears witness to, beside those that its trace does. */
export interface Observed {
  readonly law: string;
  readonly held: boolean;
  readonly what: string;
}

/** What can be said without looking into the loop: how many connections came and how they ended, and whose bytes returned. */
export function observe(conversations: readonly Conversation[], { client, tally }: Drive): Observed[] {
  const expected = expectationsOf(conversations);
  const { accepted = 0, ended = 0, reset = 0 } = tally ?? {};
  const requests = client?.requests ?? 0;
  return [
    {
      law: 'L8',
      held: accepted === conversations.length,
      what: `${accepted} of ${conversations.length} connections were accepted`,
    },
    {
      law: 'L10',
      held: ended === expected.ended && reset === expected.reset,
      what: `the server saw ${ended} of ${expected.ended} connections end and ${reset} of ${expected.reset} reset`,
    },
    {
      law: 'L11',
      held: client?.failures.length === 0 && requests === expected.requests,
      what: `${requests} of ${expected.requests} messages came back whole`,
    },
  ];
}

function expectationsOf(conversations: readonly Conversation[]): { ended: number; reset: number; requests: number } {
  const reset = conversations.filter(({ ending }) => isReset(ending)).length;
  const messages = conversations.reduce((sum, one) => sum + one.messages.length, 0);
  const cutShort = conversations.filter(({ ending }) => ending === 'reset in flight').length;
  return { ended: conversations.length - reset, reset, requests: messages - cutShort };
}

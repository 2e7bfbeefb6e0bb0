import { Talk } from './conversation.js';
import { type ClientOptions, type Totals, tell } from './messages.js';
import { Pattern } from './pattern.js';
import { plan } from './plan.js';

/** The client's process: drives all conversations at once and reports. */

const { host, port, seed, connections } = JSON.parse(process.argv[2] ?? '') as ClientOptions;
const totals: Totals = { opened: 0, finished: 0, requests: 0, bytes: 0 };

const conversations = plan(seed, connections);
const patterns = conversations.map(({ connection }) => new Pattern(seed, connection));

const began = performance.now();
const talks = conversations.map((one, index) => new Talk({ host, port }, one, patterns[index] as Pattern, totals));

process.on('message', () => {
  tell({ kind: 'pending', lines: talks.flatMap((talk) => talk.pending() ?? []) });
});
const reporting = setInterval(() => tell({ kind: 'progress', ...totals }), 100);

const outcomes = await Promise.allSettled(talks.map((talk) => talk.settled));
clearInterval(reporting);
tell({
  kind: 'done',
  ...totals,
  seconds: (performance.now() - began) / 1000,
  failures: outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason.message)] : [])),
});
process.disconnect();

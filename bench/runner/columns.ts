/** The columns of the report, as data: what each shows, and what its figures mean. */
import { type Line, type Ratio, type Result, seriesOf } from './summary.js';

/** What a row of the report is made from. */
interface Row {
  readonly line: Line;
  readonly result: Result;
  readonly baseline: string | undefined;
}

interface Column {
  /** Its heading, and the name it has in the legend. */
  readonly name: string;
  /** Second line of the heading. */
  readonly unit?: string;
  /** What its figures mean. */
  readonly about?: string;
  /** It compares, and is there if there is somebody to compare with. */
  readonly ratio?: boolean;
  readonly show: (row: Row) => string;
}

export interface Section {
  readonly title: string;
  readonly columns: readonly Column[];
}

const server: Column = { name: 'server', show: ({ line }) => line.peer };

const slowest: Column = {
  name: 'slowest',
  about: 'answers of the connection that got fewest, by the mean of all: 1 is even, 0 is none at all (worst round)',
  show: ({ line }) => line.slowest?.toFixed(2) ?? '-',
};

/** No ratio of requests/s is without the slowest connection's share beside it. */
const rate: readonly Column[] = [
  {
    name: 'requests/s',
    show: ({ line }) => `${line.saturated ? '*' : ''}${line.noisy ? '~' : ''}${whole(line.rps)}`,
  },
  {
    name: 'ratio',
    ratio: true,
    about: 'of requests/s, the median of the ratios within a round; worth what `slowest` beside it leaves of it',
    show: (row) => ratio(row, 'rps'),
  },
  slowest,
];

const cost: Section = {
  title: 'What a request costs',
  columns: [
    server,
    ...rate,
    {
      name: 'CPU us/request',
      unit: '(user + system)',
      about: "of the server's whole process",
      show: ({ line: { user, system } }) => `${(user + system).toFixed(2)} (${user.toFixed(2)} + ${system.toFixed(2)})`,
    },
    { name: 'CPU ratio', ratio: true, show: (row) => ratio(row, 'cpu') },
    {
      name: 'JS us/req',
      about: 'what of it the thread took that runs JavaScript',
      show: ({ line }) => line.javascript?.toFixed(2) ?? '-',
    },
    {
      name: 'JS ratio',
      ratio: true,
      show: (row) => (row.line.javascript === undefined ? '-' : ratio(row, 'javascript')),
    },
    {
      name: 'syscalls',
      unit: '/request',
      show: ({ line, result }) => seriesOf(result, line.peer)?.syscalls?.perRequest.toFixed(2) ?? '-',
    },
  ],
};

const fairness: Section = {
  title: 'Who waits for it, and how long',
  columns: [
    server,
    slowest,
    {
      name: 'fastest',
      about: 'answers of the connection that got most, by the mean of all (worst round)',
      show: ({ line }) => line.fastest?.toFixed(2) ?? '-',
    },
    { name: 'p50 us', show: ({ line }) => whole(line.p50) },
    { name: 'p99 us', show: ({ line }) => whole(line.p99) },
    { name: 'p99.9 us', show: ({ line }) => (line.p999 === undefined ? '-' : whole(line.p999)) },
    {
      name: 'longest',
      unit: 'ms',
      about: 'wait of any request in any round, also of one that was still waiting at its end',
      show: ({ line }) => (line.max / 1000).toFixed(1),
    },
    {
      name: 'overtaken',
      about: 'most answers that others got while a connection waited for one; served in turn, one each (worst round)',
      show: ({ line }) => (line.overtaken === undefined ? '-' : whole(line.overtaken)),
    },
    {
      name: 'timer',
      unit: 'ms',
      about: 'longest time between two callbacks of a setInterval of 5 ms in the server, in a pass of its own',
      show: ({ line, result }) => seriesOf(result, line.peer)?.heartbeat?.timer.toFixed(1) ?? '-',
    },
    {
      name: 'between',
      about: 'most requests answered between two callbacks of setImmediate, in that pass',
      show: (row) => between(row),
    },
  ],
};

/** The tables of the report, in their order. */
export const sections: readonly Section[] = [cost, fairness];

/** A line for each column that needs one. */
export function legend(): readonly string[] {
  const columns = new Set(sections.flatMap((section) => section.columns));
  return [...columns].flatMap(({ name, about }) => (about === undefined ? [] : [`${name.padEnd(16)}${about}`]));
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** To the baseline, which is 1 to itself. */
function ratio({ line, baseline = '' }: Row, of: Exclude<keyof Ratio, 'slowest'>): string {
  return line.ratios[baseline]?.[of]?.toFixed(2) ?? (line.peer === baseline ? '1' : '-');
}

function between({ line, result }: Row): string {
  const heartbeat = seriesOf(result, line.peer)?.heartbeat;
  return heartbeat === undefined ? '-' : whole(heartbeat.between);
}

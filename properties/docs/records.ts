import { TABLE_HASH, tables } from '../../generated/ts/index.js';
import {
  PollerBits,
  SystemCall,
  Told,
  TRACE_WORDS,
  TraceField,
  TraceKind,
  UserCall,
} from '../../generated/ts/layout.js';
import { readTrace } from '../../model/checker/trace/read.js';
import type { Table } from '../../model/compiler/table.js';

/** Prints a trace, a line for each record. */
const [path = 'one-byte.trace'] = process.argv.slice(2);
for await (const block of readTrace(path, TABLE_HASH)) {
  for (let at = 0; at < block.length; at += TRACE_WORDS) console.log(lineOf(block.subarray(at, at + TRACE_WORDS)));
}

function lineOf(record: Int32Array): string {
  const word = (field: keyof typeof TraceField): number => record[TraceField[field]] as number;
  if (word('KIND') === TraceKind.USER) return `user    ${nameIn(UserCall, word('CODE'))}`;
  if (word('KIND') === TraceKind.SYSTEM) return `system  ${systemCall(word('CODE'), word('VALUE'), word('ERROR'))}`;
  if (word('KIND') === TraceKind.TOLD) return `told    ${nameIn(Told, word('CODE'))}${tail(word('VALUE'))}`;
  const { name, states, events } = tables[word('CODE')] as Table;
  return `step    ${name} ${events[word('EVENT')]}: ${states[word('BEFORE')]} -> ${states[word('AFTER')]}`;
}

function systemCall(code: number, value: number, error: number): string {
  const call = nameIn(SystemCall, code);
  if (error !== 0) return `${call}: errno ${error}`;
  if (code !== SystemCall.poll) return call;
  const bits = Object.entries(PollerBits).filter(([, bit]) => (value & bit) !== 0);
  return `poll: ${bits.map(([bit]) => bit).join(', ')}`;
}

function tail(value: number): string {
  return value === 0 ? '' : `: ${value}`;
}

function nameIn(numbers: Readonly<Record<string, number>>, number: number): string {
  return Object.keys(numbers).find((name) => numbers[name] === number) ?? `${number}`;
}

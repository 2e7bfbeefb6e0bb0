import type { Compiled } from '../compile.js';
import { constantCase, snakeCase } from '../names.js';
import { header, indent, numbered } from './text.js';

/** layout.rs: the records that both sides read and write. */
export function rustLayout({ layout }: Compiled): string {
  const { batchRecord, commandRow, engineErrors, socketKinds, toldRow, traceRecord, traceHeader } = layout;
  const { pollerBits, received } = layout;
  const aliases = Object.entries(traceRecord.aliases).map(([alias, field]) => {
    return [alias, (traceRecord.fields as readonly string[]).indexOf(field)] as const;
  });
  const bits = Object.entries(pollerBits).map(([name, value]) => `pub const ${name}: u32 = ${hex(value)};`);
  const errors = Object.entries(engineErrors).map(([name, value]) => `pub const ${name}: i32 = ${value};`);
  const kinds = Object.entries(socketKinds).map(([name, value]) => `pub const ${name}: usize = ${value};`);
  const marks = Object.entries(received).map(([name, value]) => `pub const ${name}: i32 = ${value};`);
  return [
    header('The bytes that native code and TypeScript share.', ['model/layout.ts']),
    `/// The 32-bit words of a batch record.\npub const BATCH_WORDS: usize = ${batchRecord.words};\n`,
    fields('batch', numberedNames(batchRecord.fields)),
    numbered('What a batch record tells.', 'BatchKind', batchRecord.kinds),
    `/// The 32-bit words of a row that asks something of a transport.\npub const COMMAND_WORDS: usize = ${commandRow.words};\n`,
    `/// How many such rows there is room for.\npub const COMMAND_ROWS: usize = ${commandRow.most};\n`,
    `/// How many bytes such rows can point to.\npub const OUTGOING_BYTES: usize = ${commandRow.bytes};\n`,
    fields('command', numberedNames(commandRow.fields)),
    numbered('What such a row asks for.', 'CommandKind', commandRow.kinds),
    `/// Why something fails that no errno is for.\npub mod engine_error {\n${indent(errors)}\n}\n`,
    `/// Kinds of sockets, as far as receiving differs.\npub mod socket_kind {\n${indent(kinds)}\n}\n`,
    `/// The 32-bit words of a row that says what users were told.\npub const TOLD_WORDS: usize = ${toldRow.words};\n`,
    `/// How many such rows there is room for.\npub const TOLD_ROWS: usize = ${toldRow.most};\n`,
    fields('told', numberedNames(toldRow.fields)),
    `/// The 32-bit words of a trace record.\npub const TRACE_WORDS: usize = ${traceRecord.words};\n`,
    fields('trace', [...numberedNames(traceRecord.fields), ...aliases]),
    numbered('What a trace record is.', 'TraceKind', traceRecord.kinds),
    numbered('The `code` of a USER record.', 'UserCall', traceRecord.userCalls),
    numbered('The `code` of a SYSTEM record.', 'SystemCall', traceRecord.systemCalls),
    numbered('The `code` of a TOLD record.', 'ToldKind', traceRecord.told),
    `/// The first bytes of a trace file.\npub const TRACE_MAGIC: &[u8; ${traceHeader.magic.length}] = b"${traceHeader.magic}";\n`,
    `/// The length of a trace file's head.\npub const TRACE_HEADER_BYTES: usize = ${traceHeader.bytes};\n`,
    `/// Numbers with a meaning of their own in a RECEIVED record.\npub mod received {\n${indent(marks)}\n}\n`,
    `/// The poller's bits, as epoll(7) has them.\npub mod poller_bits {\n${indent(bits)}\n}\n`,
  ].join('\n');
}

function numberedNames(names: readonly string[]): (readonly [string, number])[] {
  return names.map((name, number) => [name, number] as const);
}

function fields(record: string, names: readonly (readonly [string, number])[]): string {
  const lines = names.map(([name, number]) => `pub const ${constantCase(name)}: usize = ${number};`);
  const doc = `/// The word of each field of a ${record} ${record === 'told' || record === 'command' ? 'row' : 'record'}.`;
  return `${doc}\npub mod ${snakeCase(record)}_field {\n${indent(lines)}\n}\n`;
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

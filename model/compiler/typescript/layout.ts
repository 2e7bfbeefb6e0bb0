import type { Compiled } from '../compile.js';
import { header, numbered, numbers, quoted } from './text.js';

/** layout.ts: the records that both sides read and write. */
export function typescriptLayout({ layout }: Compiled): string {
  const { batchRecord, commandRow, engineErrors, socketKinds, toldRow, traceRecord, traceHeader } = layout;
  const { pollerBits, received } = layout;
  const fields: readonly string[] = traceRecord.fields;
  const aliases = Object.entries(traceRecord.aliases).map(([alias, field]) => [alias, fields.indexOf(field)] as const);
  const bits = Object.entries(pollerBits).map(([name, value]) => [name, `0x${value.toString(16)}`] as const);
  const constant = (doc: string, name: string, value: string | number) =>
    `/** ${doc} */\nexport const ${name} = ${value};\n`;
  return [
    header('model/layout.ts'),
    constant('The 32-bit words of a batch record.', 'BATCH_WORDS', batchRecord.words),
    numbers('The word of each field of a batch record.', 'BatchField', upper(numbered(batchRecord.fields))),
    numbers('What a batch record tells.', 'BatchKind', numbered(batchRecord.kinds)),
    constant('The 32-bit words of a row that asks something of a transport.', 'COMMAND_WORDS', commandRow.words),
    constant('How many such rows there is room for.', 'COMMAND_ROWS', commandRow.most),
    constant('How many bytes such rows can point to.', 'OUTGOING_BYTES', commandRow.bytes),
    numbers('The word of each field of such a row.', 'CommandField', upper(numbered(commandRow.fields))),
    numbers('What such a row asks for.', 'CommandKind', numbered(commandRow.kinds)),
    numbers('Why something fails that no errno is for.', 'EngineError', Object.entries(engineErrors)),
    numbers('Kinds of sockets, as far as receiving differs.', 'SocketKind', Object.entries(socketKinds)),
    constant('The 32-bit words of a row that says what users were told.', 'TOLD_WORDS', toldRow.words),
    constant('How many such rows there is room for.', 'TOLD_ROWS', toldRow.most),
    numbers('The word of each field of such a row.', 'ToldField', upper(numbered(toldRow.fields))),
    constant('The 32-bit words of a trace record.', 'TRACE_WORDS', traceRecord.words),
    numbers('The word of each field of a trace record.', 'TraceField', upper([...numbered(fields), ...aliases])),
    numbers('What a trace record is.', 'TraceKind', numbered(traceRecord.kinds)),
    numbers('The `code` of a USER record.', 'UserCall', numbered(traceRecord.userCalls)),
    numbers('The `code` of a SYSTEM record.', 'SystemCall', numbered(traceRecord.systemCalls)),
    numbers('The `code` of a TOLD record.', 'Told', numbered(traceRecord.told)),
    constant('The first bytes of a trace file.', 'TRACE_MAGIC', quoted(traceHeader.magic)),
    constant("The length of a trace file's head.", 'TRACE_HEADER_BYTES', traceHeader.bytes),
    numbers('Numbers with a meaning of their own in a RECEIVED record.', 'Received', Object.entries(received)),
    numbers("The poller's bits, as epoll(7) has them.", 'PollerBits', bits),
  ].join('\n');
}

function upper(entries: readonly (readonly [string, number])[]): (readonly [string, number])[] {
  return entries.map(([name, number]) => [name.toUpperCase(), number] as const);
}

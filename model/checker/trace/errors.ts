/** Why a file cannot be validated at all, as opposed to a run that did something wrong. */
export type TraceErrorCode =
  /** The file does not begin as a trace does. */
  | 'ERR_TRACE_FORMAT'
  /** The file ends before its END record. */
  | 'ERR_TRACE_CUT_OFF'
  /** It was recorded with other tables. */
  | 'ERR_TRACE_TABLES'
  /** A record that no table or list of calls knows. */
  | 'ERR_TRACE_RECORD';

/** A file cannot be validated at all; `code` says why. */
export class TraceError extends Error {
  override readonly name = 'TraceError';

  constructor(
    /** See `TraceErrorCode`. */
    readonly code: TraceErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** A record of which no writer of this version can be. */
export function unknownRecord(record: number, fields: string): TraceError {
  const advice = 'the file is damaged, or its writer is not of this version';
  return new TraceError('ERR_TRACE_RECORD', `Record ${record} is unknown (${fields}): ${advice}`);
}

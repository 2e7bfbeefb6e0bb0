/** A value in a message: short, and with its type where the value alone would not tell. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `the string ${JSON.stringify(value)}`;
    case 'number':
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'function':
      return 'a function';
    case 'object':
      return value === null ? 'null' : `an instance of ${value.constructor?.name ?? 'Object'}`;
    default:
      return `a ${typeof value}`;
  }
}

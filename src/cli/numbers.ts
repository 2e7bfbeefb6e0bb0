import { InvalidArgumentError } from 'commander';

/** Numbers as commander parses them from a flag. */
export function natural(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value >= 2 ** 32) throw new InvalidArgumentError('It must be a whole number below 2^32');
  return value;
}

export function positive(text: string): number {
  const value = natural(text);
  if (value === 0) throw new InvalidArgumentError('It must be at least 1');
  return value;
}

/** Numbers with dots between them, as a path is printed. */
export function path(text: string): number[] {
  if (!/^\d+(\.\d+)*$/.test(text)) throw new InvalidArgumentError('It must be numbers with dots between them');
  return text.split('.').map(natural);
}

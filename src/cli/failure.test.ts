import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { CommandError, failureLine } from './failure.js';

test('an error of a command is its code, what was wrong, what to do next', () => {
  const error = new CommandError('ERR_UNKNOWN_MODEL', "there is no model 'x'", 'Choose among: y.');
  expect(failureLine(error)).toBe("ERR_UNKNOWN_MODEL: there is no model 'x'. Choose among: y.");
});

test('an error of the library or of Node keeps its code, and its message says what to do', () => {
  const error = Object.assign(new Error('the loop is closed;\n  make a new Loop'), { code: 'ERR_LOOP_CLOSED' });
  expect(failureLine(error)).toBe('ERR_LOOP_CLOSED: the loop is closed; make a new Loop');
});

test('an error of the file system, whose message begins with its code, does not say it twice', () => {
  const error = Object.assign(new Error("ENOENT: no such file or directory, open 'x'"), { code: 'ENOENT' });
  expect(failureLine(error)).toBe("ENOENT: no such file or directory, open 'x'");
});

test('an error without a code is a bug of ours, and says how to see more', () => {
  expect(failureLine(new TypeError('x is not a function'))).toBe(
    'ERR_UNEXPECTED: x is not a function. Run it again with DEBUG=readyloop to see where, and please report it.',
  );
});

describe('a command line that cannot be understood', () => {
  const parse = (...args: string[]) => {
    const program = new Command('tool').exitOverride().configureOutput({ writeErr: () => {} });
    program.command('check').option('--limit <n>').argument('[model]');
    try {
      program.parse(args, { from: 'user' });
    } catch (error) {
      return failureLine(error);
    }
    return 'understood';
  };

  test.each([
    [['chek'], "ERR_USAGE: unknown command 'chek'. Did you mean check? Run it with --help to see what it takes."],
    [
      ['check', '--lmit'],
      "ERR_USAGE: unknown option '--lmit'. Did you mean --limit? Run it with --help to see what it takes.",
    ],
    [
      ['check', '--limit'],
      "ERR_USAGE: option '--limit <n>' argument missing. Run it with --help to see what it takes.",
    ],
  ])('%j', (args, line) => {
    expect(parse(...args)).toBe(line);
  });
});

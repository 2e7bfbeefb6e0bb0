import { describe, expect, test } from 'vitest';
import { cellName, subject } from './registry.js';
import { ArgumentError, number, select } from './selection.js';

const names = (wish: Parameters<typeof select>[0]) => select(wish).peers.map((peer) => peer.name);
const everyone = [
  'readyloop',
  'tokio',
  'borrowed',
  'tokio-lent',
  'timed',
  'tokio-timed',
  'net',
  'readline',
  'bun',
  'mio',
  'redis',
  'plain',
  'plain-python',
  'asyncio',
  'uvloop',
  'rloop',
];

describe('select', () => {
  test('without a wish takes every peer, and the quick cells', () => {
    const { cells, peers, baseline } = select({});
    expect(peers.map((peer) => peer.name)).toEqual(everyone);
    const ofMode = (mode: string) => cells.filter((cell) => cell.mode === mode).map(cellName);
    expect(ofMode('raw')).toEqual(['1024x1', '1024x64', '102400x64', '1024x512', '10240x512']);
    expect(ofMode('proto')).toEqual(['1024x1', '102400x16', '1024x64', '10240x64']);
    expect(ofMode('pipelined')).toEqual(['14x50p16']);
    expect(ofMode('churn')).toEqual(['1x64']);
    expect(ofMode('timers')).toEqual(['1x1', '10x1', '50x1']);
    expect(baseline).toBe('net');
  });
  test('takes the whole matrix with --full', () => {
    expect(select({ full: true }).cells.map(cellName)).toContain('102400x512');
  });
  test('measures a cell asked for by its name, --full or not', () => {
    expect(select({ only: 'raw', cells: '102400x512' }).cells.map(cellName)).toEqual(['102400x512']);
  });
  test('never leaves out the subject, and keeps it first', () => {
    expect(names({ peers: 'mio,net' })).toEqual([subject.name, 'net', 'mio']);
    expect(names({ peers: subject.name })).toEqual([subject.name]);
  });
  test('compares with what there is, where the usual baseline is not', () => {
    expect(select({ peers: 'mio' }).baseline).toBe('mio');
    expect(select({ peers: subject.name }).baseline).toBeUndefined();
    expect(select({ baseline: 'mio' }).baseline).toBe('mio');
  });
  test('refuses an unknown name and lists the known ones', () => {
    expect(() => select({ only: 'raw,rw' })).toThrow(
      'unknown mode "rw"; known: raw, proto, stream, pipelined, churn, udp, soon, timers, readers',
    );
    expect(() => select({ peers: 'nett' })).toThrow(`unknown peer "nett"; known: ${everyone.join(', ')}`);
    expect(() => select({ cells: '7x7' })).toThrow(/unknown cell "7x7"; known: 1024x1, /);
    expect(() => select({ peers: 'mio', baseline: 'net' })).toThrow(/--baseline net is not among .*: mio/);
    expect(() => select({ only: '' })).toThrow(ArgumentError);
  });
});

describe('number', () => {
  test('takes what is at least the least', () => {
    expect(number('--rounds', '3', 1, true)).toBe(3);
    expect(number('--warmup', '0.5', 0, false)).toBe(0.5);
  });
  test('refuses the rest and names the option', () => {
    for (const text of ['0', '-1', '1.5', 'NaN', 'Infinity', 'many', '']) {
      expect(() => number('--rounds', text, 1, true)).toThrow('not a whole number of at least 1');
    }
  });
});

import { backPressure } from './full-properties.js';
import { halves } from './half-close-properties.js';
import { type CheckOptions, checkedOptions, checkMaker } from './options.js';
import { judge, type Property } from './property.js';
import { serving } from './server-properties.js';
import type { MakePair, MakeServer } from './stream.js';
import { closing, loss, type Makers, transfer } from './stream-properties.js';
import { started } from './trial.js';

const [pieces, ...longer] = transfer;

/** Back-pressure comes first: much is sent only where it is known to work. */
const stream: readonly Property<Makers>[] = [pieces, ...backPressure, ...longer, ...closing, ...loss].filter(
  (one) => one !== undefined,
);

/**
 * What is checked, by name, and the sentence that holds of whatever passes.
 *
 * @since 0.2.0
 */
export type Checks = ReadonlyMap<string, string>;

const named = (properties: readonly { name: string; title: string }[]): Checks =>
  new Map(properties.map(({ name, title }) => [name, title]));

/** What `checkStream` checks, in its order. @since 0.2.0 */
export const streamChecks: Checks = named(stream);
/** What `checkHalfClose` checks, in its order. @since 0.2.0 */
export const halfCloseChecks: Checks = named(halves);
/** What `checkServer` checks, in its order. @since 0.2.0 */
export const serverChecks: Checks = named(serving);

/**
 * Checks a stream: that bytes come once, complete and in order, that a sender is held back and let go again, that closing loses
 * nothing, and that everybody who waits is told of a loss, once. Each side of the pair is sender and receiver in turn.
 *
 * @param make gives a new connection, each time it is called
 * @param makeClogged gives one whose first side is full, so that a `sendAll` of it does not settle until its second receives.
 *   Without it, sides of `make` are sent to until they are full.
 * @param options how long what is awaited may take, in milliseconds, and what is not checked
 * @returns when all properties hold
 * @throws CheckError ERR_CHECK_FAILED: the first property, by its name in `streamChecks`, that does not hold
 * @throws CheckArgumentError ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE
 * @throws UnknownOptionError ERR_UNKNOWN_OPTION
 * @since 0.2.0
 */
export async function checkStream(make: MakePair, makeClogged?: MakePair, options: CheckOptions = {}): Promise<void> {
  checkMaker('make', make);
  if (makeClogged !== undefined) checkMaker('makeClogged', makeClogged);
  const settings = checkedOptions(options, [...streamChecks.keys()]);
  await judge(stream, { make, makeClogged }, settings);
  // A clogged pair has one side that is full; of the other way round `make` alone is known.
  await judge(stream, { make: flipped(make), makeClogged: undefined }, settings);
}

/**
 * Checks that the halves of a stream, which has `sendEof`, end one by one.
 *
 * @param make gives a new connection, each time it is called
 * @param options how long what is awaited may take, in milliseconds, and what is not checked
 * @returns when all properties hold
 * @throws CheckError ERR_CHECK_FAILED: the first property, by its name in `halfCloseChecks`, that does not hold
 * @throws CheckArgumentError ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE
 * @throws UnknownOptionError ERR_UNKNOWN_OPTION
 * @since 0.2.0
 */
export async function checkHalfClose(make: MakePair, options: CheckOptions = {}): Promise<void> {
  checkMaker('make', make);
  const settings = checkedOptions(options, [...halfCloseChecks.keys()]);
  await judge(halves, make, settings);
  await judge(halves, flipped(make), settings);
}

/**
 * Checks a server: that each connection is accepted once, what closing it does to whom, and that who waits for its end is told in
 * time.
 *
 * @param make gives a new server that listens, each time it is called
 * @param options how long what is awaited may take, in milliseconds, and what is not checked
 * @returns when all properties hold
 * @throws CheckError ERR_CHECK_FAILED: the first property, by its name in `serverChecks`, that does not hold
 * @throws CheckArgumentError ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE
 * @throws UnknownOptionError ERR_UNKNOWN_OPTION
 * @since 0.2.0
 */
export async function checkServer(make: MakeServer, options: CheckOptions = {}): Promise<void> {
  checkMaker('make', make);
  await judge(serving, make, checkedOptions(options, [...serverChecks.keys()]));
}

/** The same connections, seen from the other side. */
function flipped(make: MakePair): MakePair {
  return async () => {
    const [a, b] = await started(make);
    return [b, a];
  };
}

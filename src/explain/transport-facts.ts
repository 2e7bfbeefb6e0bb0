/** How a transport stands, as far as JavaScript has it. */
export interface TransportFacts {
  /**
   * - `beginning`: its protocol is in `connectionMade`, or about to be.
   * - `open`: it is read and written.
   * - `closing`: it was closed or aborted, and its protocol has still to be told that it is over.
   * - `lost`: something else has ended it, of which its protocol has still to be told.
   * - `over`: its protocol was told.
   */
  readonly life: 'beginning' | 'open' | 'closing' | 'lost' | 'over';
  /**
   * - `reading`: what comes is told.
   * - `paused`: `pauseReading` was called.
   * - `resuming`: `resumeReading` was called, and what was kept is about to be told.
   * - `lacksBuffer`: its protocol has not said where the next bytes go.
   * - `ended`: the peer sends nothing more, or nobody is told of it any more.
   */
  readonly reading: 'reading' | 'paused' | 'resuming' | 'lacksBuffer' | 'ended';
  /** How many bytes were received and are kept until reading is resumed. */
  readonly kept: number;
  /** How many bytes were written that the kernel is not known to have taken. */
  readonly unsent: number;
  /** The marks at which `pauseWriting` and `resumeWriting` are told. */
  readonly limits: { readonly high: number; readonly low: number };
  /** `pauseWriting` was told, and `resumeWriting` was not. */
  readonly isWritingPaused: boolean;
  /** How many `uncork`s are missing. */
  readonly corks: number;
  /** What has ended it; null if nothing has failed. */
  readonly error: unknown;
}

/** The same in sentences. */
export function transportSentences(facts: TransportFacts): string[] {
  return [life(facts), ...(isRunning(facts) ? [...reading(facts), ...writing(facts)] : leaving(facts))];
}

/** Whether its protocol may hear anything but the end. */
export function isRunning({ life }: TransportFacts): boolean {
  return life === 'beginning' || life === 'open';
}

function life({ life, error }: TransportFacts): string {
  const why = error === null ? '' : `, for ${error}`;
  switch (life) {
    case 'beginning':
      return 'The transport begins: nothing is read before connectionMade has returned.';
    case 'open':
      return 'The transport is open.';
    case 'closing':
      return `The transport was ended${why}: its protocol is told connectionLost when that is done.`;
    case 'lost':
      return `The transport is lost${why}: its protocol is told what was received before, and then that.`;
    case 'over':
      return `The transport is over${why}: nothing more is told.`;
  }
}

function reading({ reading, kept }: TransportFacts): string[] {
  switch (reading) {
    case 'reading':
      return [];
    case 'paused': {
      const waiting = kept === 0 ? '' : `; ${bytes(kept)} that were received before are kept for it`;
      return [`pauseReading was called: dataReceived is not called until resumeReading${waiting}.`];
    }
    case 'resuming':
      return [`resumeReading was called: ${bytes(kept)} that were kept are told next.`];
    case 'lacksBuffer':
      return ['Its protocol has not said where the next bytes go: getBuffer is called next.'];
    case 'ended':
      return ['The peer sends nothing more, and its protocol was told so.'];
  }
}

function writing({ unsent, limits, isWritingPaused, corks }: TransportFacts): string[] {
  const { high, low } = limits;
  const told = isWritingPaused
    ? `pauseWriting was told, and resumeWriting is when no more than ${bytes(low)} are left`
    : `pauseWriting is told above ${bytes(high)}`;
  return [
    ...(unsent > 0 ? [`${bytes(unsent)} were written that have not left: ${told}.`] : []),
    ...(corks > 0 ? [`It is corked: what is written is gathered until uncork is called ${times(corks)}.`] : []),
  ];
}

function leaving({ unsent }: TransportFacts): string[] {
  return unsent > 0 ? [`${bytes(unsent)} were written that have not left.`] : [];
}

function bytes(count: number): string {
  return `${count} bytes`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

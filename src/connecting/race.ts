import { RaceAction, RaceEvent, RaceState, race } from '../../generated/ts/race.js';
import { type Steered, step } from '../native/index.js';

/** One try to connect to one address. */
export interface Attempt {
  /** Gives it up, and closes its socket if it has one of its own. */
  close(): void;
}

/** Somebody who calls when a time has come. */
export interface Clock {
  after(ms: number, callback: () => void): { cancel(): void };
}

/** An attempt that has begun. */
interface Entrant {
  /** Its place in the order of addresses. */
  readonly place: number;
  attempt: Attempt | undefined;
}

/** Something that has happened, with what it is about. */
interface Happening<Address> {
  readonly event: number;
  readonly addresses?: readonly Address[];
  readonly entrant?: Entrant;
  readonly error?: unknown;
}

/**
 * Connecting to the first of several addresses that lets itself be connected to. The table of `race` decides; what is looked
 * up, what an attempt is, and who is told, a subclass knows.
 *
 * What happens while a step is under way comes behind it, in its order, and behind what the step itself is answered.
 */
export abstract class Race<Address, One extends Attempt> implements Steered {
  state: number = RaceState.new;
  readonly #clock: Clock;
  readonly #delay: number;
  readonly #happenings: Happening<Address>[] = [];
  /** Whether an attempt that has just begun is the last; it is told before anything else. */
  #answer: number | undefined;
  #at: Happening<Address> = { event: RaceEvent.START };
  #isStepping = false;
  /** The addresses in their order, and how many of them were tried. */
  #addresses: readonly Address[] = [];
  #begun = 0;
  /** Attempts of which nothing was heard, and those whose sockets are open. */
  readonly #underWay = new Set<Entrant>();
  readonly #open = new Set<Entrant>();
  readonly #errors: unknown[] = [];
  #winner: Entrant | undefined;
  #timer: { cancel(): void } | undefined;

  /** @param delay for how many milliseconds an attempt has no other beside it; infinite: until it has failed */
  constructor(clock: Clock, delay: number) {
    this.#clock = clock;
    this.#delay = delay;
  }

  start(): void {
    this.#happen({ event: RaceEvent.START });
  }

  /** The lookup has answered. */
  found(addresses: readonly Address[]): void {
    this.#happen({ event: RaceEvent.FOUND, addresses });
  }

  notFound(error: unknown): void {
    this.#happen({ event: RaceEvent.NOT_FOUND, error });
  }

  /** @param error what whoever asked is told, unless the race is over */
  giveUp(error: unknown): void {
    this.#happen({ event: RaceEvent.GIVE_UP, error });
  }

  /** Its turn in the queue of what is told later. */
  advance(event: number): void {
    this.#happen({ event });
  }

  /** What it waits for, in a few words. */
  get waitsFor(): string {
    switch (this.state) {
      case RaceState.new:
      case RaceState.finding:
        return 'its lookup';
      case RaceState.won:
        return 'its turn to be told';
      default:
        return `an answer of ${this.#begun} of ${this.#addresses.length} addresses, ${this.errors.length} have failed`;
    }
  }

  /** What attempts have failed with, in the order of the addresses. */
  protected get errors(): readonly Error[] {
    return Object.values(this.#errors) as Error[];
  }

  /** It is pending from now on. */
  protected abstract retain(): void;
  /** It has settled, or is about to. */
  protected abstract release(): void;
  /** Has the addresses looked up: `found` or `notFound` is called, perhaps at once. */
  protected abstract find(): void;
  /** In which order they are tried. */
  protected abstract order(addresses: readonly Address[]): readonly Address[];
  /**
   * Tries an address. One of the two is called once, perhaps at once.
   *
   * @throws what it failed with before it began
   */
  protected abstract attempt(address: Address, connected: () => void, failed: (error: unknown) => void): One;
  /** Has `advance` called with this event, when its turn comes. */
  protected abstract tellLater(event: number): void;
  protected abstract won(winner: One): void;
  protected abstract lost(error: unknown): void;
  /** What is told where every attempt has failed. */
  protected abstract failure(errors: readonly Error[]): unknown;

  perform(action: number): void {
    switch (action) {
      case RaceAction.retain:
        this.retain();
        break;
      case RaceAction.find:
        this.find();
        break;
      case RaceAction.order:
        this.#addresses = this.order(this.#at.addresses as readonly Address[]);
        break;
      case RaceAction.begin:
        this.#begin();
        break;
      case RaceAction.startDelay:
        this.#startDelay();
        break;
      case RaceAction.stopDelay:
        this.#timer?.cancel();
        this.#timer = undefined;
        break;
      case RaceAction.drop:
        this.#drop(this.#at.entrant as Entrant);
        break;
      case RaceAction.choose:
        this.#winner = this.#at.entrant;
        break;
      case RaceAction.closeOthers:
        this.#closeAllBut(this.#winner);
        break;
      case RaceAction.closeAll:
        this.#closeAllBut(undefined);
        break;
      case RaceAction.tellLater:
        this.tellLater(RaceEvent.TELL);
        break;
      case RaceAction.release:
        this.release();
        break;
      case RaceAction.resolve:
        this.won(this.#winner?.attempt as One);
        break;
      case RaceAction.rejectFailed:
        this.lost(this.failure(this.errors));
        break;
      case RaceAction.rejectNotFound:
      case RaceAction.rejectGivenUp:
        this.lost(this.#at.error);
    }
  }

  #happen(happening: Happening<Address>): void {
    this.#happenings.push(happening);
    if (this.#isStepping) {
      return;
    }
    this.#isStepping = true;
    try {
      for (let next = this.#happenings.shift(); next !== undefined; next = this.#happenings.shift()) {
        this.#at = next;
        step(race, this, next.event);
        if (this.#answer !== undefined) {
          step(race, this, this.#answer);
          this.#answer = undefined;
        }
      }
    } finally {
      this.#isStepping = false;
    }
  }

  #begin(): void {
    const entrant: Entrant = { place: this.#begun++, attempt: undefined };
    this.#underWay.add(entrant);
    this.#answer = this.#begun < this.#addresses.length ? RaceEvent.MORE : RaceEvent.NO_MORE;
    const failed = (error: unknown) => {
      this.#underWay.delete(entrant);
      this.#happen({ event: this.#failureOf(entrant), entrant, error });
    };
    const connected = () => {
      this.#underWay.delete(entrant);
      this.#happen({ event: RaceEvent.CONNECTED, entrant });
    };
    try {
      entrant.attempt = this.attempt(this.#addresses[entrant.place] as Address, connected, failed);
      this.#open.add(entrant);
    } catch (error) {
      failed(error);
    }
  }

  #failureOf({ place }: Entrant): number {
    if (this.#underWay.size === 0) {
      return RaceEvent.ALL_FAILED;
    }
    return place + 1 === this.#begun ? RaceEvent.NEWEST_FAILED : RaceEvent.FAILED;
  }

  #startDelay(): void {
    if (this.#delay !== Number.POSITIVE_INFINITY) {
      this.#timer = this.#clock.after(this.#delay, () => this.#happen({ event: RaceEvent.DELAY_OVER }));
    }
  }

  #drop(entrant: Entrant): void {
    this.#errors[entrant.place] = this.#at.error;
    this.#close(entrant);
  }

  #closeAllBut(winner: Entrant | undefined): void {
    for (const entrant of [...this.#open]) {
      if (entrant !== winner) {
        this.#close(entrant);
      }
    }
  }

  #close(entrant: Entrant): void {
    this.#open.delete(entrant);
    entrant.attempt?.close();
  }
}

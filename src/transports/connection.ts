import { CommandKind } from '../../generated/ts/layout.js';
import { ProtocolAction, ProtocolEvent, ProtocolState, protocol } from '../../generated/ts/protocol.js';
import { CONNECTION_LOST, CONNECTION_MADE } from '../diagnostics/index.js';
import { WriteAfterEofError } from '../errors/index.js';
import type { TransportFacts } from '../explain/index.js';
import { type AddressInfo, addon, step } from '../native/index.js';
import type { Bare, With } from './caller.js';
import type { Clock, Ground, Manner, Owned, Owner } from './ground.js';
import type { Idle } from './idle.js';
import { Journal } from './journal.js';
import { IS_LOSING, IS_OPEN, IS_READING, IS_UNTOLD, IS_WRITING_PAUSED, LIFE_OF, READING_OF } from './lives.js';
import { Loss } from './loss.js';
import type { Methods } from './methods.js';
import { type Marked, Outgoing } from './outgoing.js';
import { Receiver } from './receiver.js';
import type { Scope } from './scope.js';
import type { Told as Teller } from './tellings.js';
import type { Change } from './unchanged.js';
import { warnOfChange, warnOfLateWrite } from './warnings.js';

/**
 * One connection, as far as JavaScript has it: what its protocol is told, and what it asks of the engine. The table of
 * `protocol` decides both. Users hold a `Transport`.
 */
export class Connection extends Receiver implements Marked, Owned, Teller {
  state: number = ProtocolState['new.unasked.open'];
  readonly slot: number;
  readonly generation: number;
  readonly fd: number;
  readonly outgoing: Outgoing;
  place = -1;
  idle: Idle | undefined;
  /** When it was made, in the loop's time. */
  readonly since: number;
  readonly #ground: Ground;
  readonly #owner: Owner;
  /** The bytes of the peer's `sockaddr`, a character each; none if it has no name. */
  readonly #peer: string;
  /** What is being written. */
  #data: string | Uint8Array = '';
  readonly #loss = new Loss();
  #resets = false;
  #isCut = false;
  #hasWarned = false;
  #isReferenced = true;
  #isRetained = false;
  /** The engine has lost it, and its protocol does not know, nor has its user ended it. */
  #isLost = false;
  #isOver = false;

  constructor(
    ground: Ground,
    slot: number,
    generation: number,
    fd: number,
    peer: string,
    owner: Owner,
    manner: Manner,
  ) {
    super(ground, manner.isBorrowed, new Journal(ground.telling, slot, generation));
    this.#ground = ground;
    this.since = ground.origins.now();
    this.slot = slot;
    this.generation = generation;
    this.fd = fd;
    this.#peer = peer;
    this.#owner = owner;
    this.outgoing = new Outgoing(ground.commands, slot, generation, this, manner.high, manner.low);
    this.#keepAlive();
  }

  // What the engine brings, and the queue of what is told later.

  /** Bytes have come. */
  data(offset: number, length: number, chunk: number): void {
    this.receive(offset, length, chunk);
    this.idle?.touch();
    this.advance(ProtocolEvent.DATA);
  }

  /** @param call the number of the system call that has failed, or -1 */
  lost(error: number, call: number): void {
    this.#isLost = true;
    this.#loss.report(error, call);
    this.advance(ProtocolEvent.LOST);
    this.#endUntold();
  }

  /** Begins with this protocol, unless it has ended before. */
  begin(methods: Methods, scope: Scope | null): void {
    this.setProtocol(methods, scope);
    this.advance(ProtocolEvent.MADE);
  }

  /** There is no protocol for it. */
  fail(): void {
    step(protocol, this, ProtocolEvent.THREW);
    this.#endUntold();
  }

  /** The loop is no more, or the server that it was to be made by. */
  cut(error: number, reason: Error): void {
    this.#loss.report(error, -1);
    this.#loss.because(reason);
    step(protocol, this, ProtocolEvent.CUT);
    this.#endUntold();
  }

  aboveHigh(): void {
    step(protocol, this, ProtocolEvent.ABOVE_HIGH);
  }

  belowLow(): void {
    step(protocol, this, ProtocolEvent.BELOW_LOW);
  }

  sent(): void {
    if (!this.#isReferenced) {
      this.#keepAlive();
    }
  }

  changed(change: Change): void {
    warnOfChange(change, this.name(true));
  }

  // What the user asks for.

  get isClosing(): boolean {
    return !(IS_OPEN[this.state] as boolean);
  }

  get isReading(): boolean {
    return IS_READING[this.state] as boolean;
  }

  /** PAUSE, RESUME, WRITE_EOF or CLOSE. */
  ask(event: number): void {
    step(protocol, this, event);
    if (event === ProtocolEvent.CLOSE) {
      this.#noteLateEnd();
    } else if (this.lacksBuffer) {
      // Asked inside of the user's call, it would be called within itself.
      this.#ground.tellings.add(this, ProtocolEvent.TELL);
    }
  }

  write(data: string | Uint8Array): void {
    this.#data = data;
    this.idle?.touch();
    step(protocol, this, ProtocolEvent.WRITE);
    this.#data = '';
    this.outgoing.weigh();
  }

  /** @param reason what its protocol is told; null if there is none */
  abort(resets: boolean, reason?: Error): void {
    this.#resets = resets;
    if (reason !== undefined) {
      this.#loss.because(reason);
    }
    step(protocol, this, ProtocolEvent.ABORT);
    this.#noteLateEnd();
  }

  get isReferenced(): boolean {
    return this.#isReferenced;
  }

  reference(referenced: boolean): void {
    this.#isReferenced = referenced;
    this.#keepAlive();
  }

  /** How it stands, for who asks why. */
  facts(): TransportFacts {
    const { outgoing, state } = this;
    return {
      life: LIFE_OF[state] as TransportFacts['life'],
      reading: this.lacksBuffer ? 'lacksBuffer' : (READING_OF[state] as TransportFacts['reading']),
      kept: this.incoming.kept,
      unsent: outgoing.size,
      limits: { high: outgoing.high, low: outgoing.low },
      isWritingPaused: IS_WRITING_PAUSED[state] as boolean,
      corks: outgoing.corks,
      error: this.#loss.known,
    };
  }

  /** More is unsent than the high mark, whether its protocol was told so or not. */
  get isAbove(): boolean {
    return this.outgoing.isAbove;
  }

  /** Has somebody told when what is to be told before was told. */
  tellLater(whom: Teller, event: number): void {
    this.#ground.tellings.add(whom, event);
  }

  /** Whether the process lives as long as it does. */
  get keepsAlive(): boolean {
    return this.#isRetained;
  }

  /** Whose it is. */
  get owner(): Owner {
    return this.#owner;
  }

  /** Whether it is one of these. */
  isOf(ground: Ground): boolean {
    return ground === this.#ground;
  }

  /** Its protocol has been told of the loss, or there never was one. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get clock(): Clock {
    return this.#ground.clock;
  }

  /** Whether the descriptor is the connection's still. */
  get isThere(): boolean {
    return !this.#isOver && this.#name(false) !== null;
  }

  name(ofPeer: boolean): AddressInfo | undefined {
    const bytes = ofPeer && this.#peer !== '' ? Buffer.from(this.#peer, 'latin1') : this.#name(ofPeer);
    return bytes === null ? undefined : addon().socketAddress(bytes);
  }

  // What the table decides.

  perform(action: number): void {
    switch (action) {
      case ProtocolAction.tellData:
        this.tellPart();
        break;
      case ProtocolAction.take:
        this.outgoing.write(this.#data);
        break;
      case ProtocolAction.tellMade:
        this.#tellMade();
        break;
      case ProtocolAction.tellKept:
        this.incoming.recall();
        this.tellPart();
        break;
      case ProtocolAction.tellEnd:
        this.#tellEnd();
        break;
      case ProtocolAction.tellLost:
        this.#tellLost();
        break;
      case ProtocolAction.tellPause:
        this.journal.pauseWriting();
        this.invoke('pauseWriting', this.methods.pauseWriting as Bare | undefined);
        break;
      case ProtocolAction.tellResume:
        this.journal.resumeWriting();
        this.invoke('resumeWriting', this.methods.resumeWriting as Bare | undefined);
        break;
      case ProtocolAction.tellLater:
        this.#ground.tellings.add(this, ProtocolEvent.TELL);
        break;
      case ProtocolAction.tellRoomLater:
        this.#ground.tellings.add(this, ProtocolEvent.TELL_ROOM);
        break;
      case ProtocolAction.keep:
        this.keep();
        break;
      case ProtocolAction.discard:
        this.incoming.discard();
        break;
      case ProtocolAction.resumeTransport:
        this.outgoing.ask(CommandKind.RESUME, 0);
        break;
      case ProtocolAction.pauseTransport:
        this.outgoing.ask(CommandKind.PAUSE, 0);
        break;
      case ProtocolAction.endWriting:
        this.outgoing.end(CommandKind.WRITE_EOF);
        break;
      case ProtocolAction.closeTransport:
        this.outgoing.end(CommandKind.CLOSE);
        this.#keepAlive();
        break;
      case ProtocolAction.cutOff:
        this.#cutOff();
        break;
      case ProtocolAction.refuseEnded:
        throw new WriteAfterEofError('transport.write');
      case ProtocolAction.dropWritten:
        this.#warn();
    }
  }

  /** Once: who ends it again says nothing that the engine does not know. */
  #cutOff(): void {
    if (!this.#isCut) {
      this.#isCut = true;
      this.outgoing.drop();
      this.outgoing.ask(CommandKind.ABORT, this.#resets ? 1 : 0);
      this.#keepAlive();
    }
  }

  #tellMade(): void {
    this.journal.made(this.fd);
    this.#owner.made(this);
    this.#ground.counts.made++;
    if (CONNECTION_MADE.hasSubscribers) {
      CONNECTION_MADE.publish({ transport: this.transport });
    }
    this.invoke('connectionMade', this.methods.connectionMade as Bare | undefined);
    this.askForBuffer();
    this.advance(ProtocolEvent.BEGUN);
  }

  #tellEnd(): void {
    this.journal.end();
    if (this.invoke('eofReceived', this.methods.eofReceived as Bare | undefined) !== true) {
      step(protocol, this, ProtocolEvent.CLOSE);
    }
  }

  #tellLost(): void {
    const loss = this.#loss;
    this.#isLost = false;
    this.journal.lost(loss.error);
    const reason = loss.reason(() => (this.#peer === '' ? undefined : this.name(true)));
    this.#ground.counts.lost++;
    if (CONNECTION_LOST.hasSubscribers) {
      CONNECTION_LOST.publish({ transport: this.transport, error: reason });
    }
    this.invokeWith('connectionLost', this.methods.connectionLost as With | undefined, reason);
    this.#end();
    if (loss.blamed !== undefined) {
      this.blame(
        loss.blamed,
        loss.reason(() => undefined),
      );
    }
  }

  #endUntold(): void {
    if (IS_UNTOLD[this.state] && !this.#isOver) {
      this.#end();
    }
  }

  #end(): void {
    this.#isOver = true;
    this.#ground.counts.open--;
    this.idle?.stop();
    this.idle = undefined;
    this.forget();
    this.outgoing.clear();
    this.#keepAlive();
    this.#owner.over(this);
  }

  protected threw(name: string, error: unknown): void {
    if (this.#isOver || this.#loss.blamed !== undefined) {
      this.blame(name, error);
      return;
    }
    this.#loss.blame(name, error);
    step(protocol, this, ProtocolEvent.THREW);
    this.#noteLateEnd();
  }

  /** A trace has to say that the user has ended what is lost already: of what came before he is told no more. */
  #noteLateEnd(): void {
    if (this.#isLost && this.journal.isOn) {
      this.outgoing.ask(CommandKind.ABORT, 0);
    }
    this.#isLost = false;
  }

  #warn(): void {
    if (!this.#hasWarned && !IS_LOSING[this.state]) {
      this.#hasWarned = true;
      warnOfLateWrite();
    }
  }

  #name(ofPeer: boolean): Uint8Array | null {
    return this.#ground.nameOf(this.slot, this.generation, ofPeer);
  }

  /** A connection keeps the process alive while it is referenced; one that was closed, until all has left (L15). */
  #keepAlive(): void {
    const { liveness } = this.#ground;
    const retained = !this.#isOver && (this.#isReferenced || (this.isClosing && this.outgoing.isWaiting));
    if (retained !== this.#isRetained) {
      this.#isRetained = retained;
      retained ? liveness.retain() : liveness.release();
    }
  }
}

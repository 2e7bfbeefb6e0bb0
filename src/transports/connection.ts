import { CommandKind, SystemCall, Told } from '../../generated/ts/layout.js';
import { ProtocolAction, ProtocolEvent, ProtocolState, protocol } from '../../generated/ts/protocol.js';
import {
  atAddress,
  BufferDetachedError,
  failure,
  InvalidArgumentTypeError,
  WriteAfterEofError,
} from '../errors/index.js';
import { type AddressInfo, addon, type Steered, step, type ToldCode, wordOf } from '../native/index.js';
import type { Clock, Ground } from './ground.js';
import type { Idle } from './idle.js';
import { IS_FLOWING, IS_OPEN, IS_READING, IS_UNTOLD } from './lives.js';
import type { Methods } from './methods.js';
import { type Marked, Outgoing } from './outgoing.js';
import type { Scope } from './scope.js';
import type { Told as Teller } from './tellings.js';

/** How many bytes a protocol is asked to have room for, where nobody knows yet how many come. */
const READ_BYTES = 65_536;

const CALLS: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(SystemCall).map(([name, number]) => [number, name]),
);

/** Whose connections they are. */
export interface Owner {
  /** The protocol is about to be told that it is made. */
  made(transport: object): void;
  /** It is lost, and its protocol knows it, if there is one. */
  over(transport: object): void;
}

/** How connections are to be. */
export interface Manner {
  readonly isBorrowed: boolean;
  readonly high: number;
  readonly low: number;
}

/** What a method of a protocol looks like, with the transport and with something before it. */
type Bare = (transport: object) => unknown;
type With = (told: unknown, transport: object) => unknown;

/**
 * One connection, as far as JavaScript has it: what its protocol is told, and what it asks of the engine. The table of
 * `protocol` decides both. Users hold a `Transport`.
 */
export class Connection implements Steered, Marked, Teller {
  state: number = ProtocolState['new.unasked.open'];
  readonly slot: number;
  readonly generation: number;
  readonly fd: number;
  readonly outgoing: Outgoing;
  /** What users know it as. */
  transport!: object;
  idle: Idle | undefined;
  readonly #ground: Ground;
  readonly #owner: Owner;
  /** The bytes of the peer's `sockaddr`, a character each; none if it has no name. */
  readonly #peer: string;
  readonly #isBorrowed: boolean;
  #methods!: Methods;
  #scope: Scope | null = null;

  /** What is being told: bytes of `source` from `at`, of which so many are left. */
  #source: Buffer;
  #at = 0;
  #left = 0;
  /** How many bytes its protocol was told of. */
  #told = 0;
  /** Where the protocol wants the next bytes. */
  #target: Uint8Array | undefined;
  /** What was received while it was paused. */
  #kept: Buffer[] | undefined;
  /** What is being written. */
  #data: string | Uint8Array = '';

  /** Why it is lost: as the engine says, and as the user or the loop has it, which goes before that. */
  #error = 0;
  #call = -1;
  #reason: unknown;
  #hasReason = false;
  /** The method that threw. */
  #blamed: string | undefined;
  #resets = false;
  #hasWarned = false;
  #isReferenced = true;
  #isRetained = false;
  /** The engine has lost it. */
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
    this.#ground = ground;
    this.slot = slot;
    this.generation = generation;
    this.fd = fd;
    this.#peer = peer;
    this.#owner = owner;
    this.#isBorrowed = manner.isBorrowed;
    this.outgoing = new Outgoing(ground.commands, slot, generation, this, manner.high, manner.low);
    this.#source = ground.slab;
    this.#keepAlive();
  }

  // What the engine brings, and the queue of what is told later.

  /** A step, and more of them as long as the protocol has no room for all that it is told. */
  advance(event: number): void {
    step(protocol, this, event);
    if (this.#left > 0) {
      this.#tellRest();
    }
  }

  /** Bytes have come. They stand in the slab. */
  data(offset: number, length: number): void {
    this.#source = this.#ground.slab;
    this.#at = offset;
    this.#left = length;
    this.idle?.touch();
    this.advance(ProtocolEvent.DATA);
  }

  /** @param call the number of the system call that has failed, or -1 */
  lost(error: number, call: number): void {
    this.#isLost = true;
    this.#error = error;
    this.#call = call;
    this.advance(ProtocolEvent.LOST);
    this.#endUntold();
  }

  /** Begins with this protocol, unless it has ended before. */
  begin(methods: Methods, scope: Scope | null): void {
    this.#methods = methods;
    this.#scope = scope;
    this.advance(ProtocolEvent.MADE);
  }

  /** There is no protocol for it. */
  fail(): void {
    step(protocol, this, ProtocolEvent.THREW);
    this.#endUntold();
  }

  /** The loop is no more, or the server that it was to be made by. */
  cut(error: number, reason: Error): void {
    if (!this.#hasReason) {
      this.#hasReason = true;
      this.#reason = reason;
      this.#error = error;
    }
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

  // What the user asks for.

  get isClosing(): boolean {
    return !(IS_OPEN[this.state] as boolean);
  }

  get isReading(): boolean {
    return IS_READING[this.state] as boolean;
  }

  write(data: string | Uint8Array): void {
    this.#data = data;
    this.idle?.touch();
    step(protocol, this, ProtocolEvent.WRITE);
    this.#data = '';
    this.outgoing.weigh();
  }

  writeEof(): void {
    step(protocol, this, ProtocolEvent.WRITE_EOF);
  }

  pause(): void {
    step(protocol, this, ProtocolEvent.PAUSE);
  }

  resume(): void {
    step(protocol, this, ProtocolEvent.RESUME);
  }

  close(): void {
    step(protocol, this, ProtocolEvent.CLOSE);
  }

  /** @param reason what its protocol is told; null if there is none */
  abort(resets: boolean, reason?: Error): void {
    this.#resets = resets;
    if (reason !== undefined && !this.#hasReason && !this.#isOver) {
      this.#hasReason = true;
      this.#reason = reason;
    }
    step(protocol, this, ProtocolEvent.ABORT);
  }

  get handler(): object {
    return this.#methods.handler;
  }

  setProtocol(methods: Methods, scope: Scope | null): void {
    this.#methods = methods;
    this.#scope = scope;
    this.#target = undefined;
  }

  get isReferenced(): boolean {
    return this.#isReferenced;
  }

  reference(referenced: boolean): void {
    this.#isReferenced = referenced;
    this.#keepAlive();
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
        this.#tellPart();
        break;
      case ProtocolAction.take:
        this.outgoing.write(this.#data);
        break;
      case ProtocolAction.tellMade:
        this.#tellMade();
        break;
      case ProtocolAction.tellKept:
        this.#tellKept();
        break;
      case ProtocolAction.tellEnd:
        this.#tellEnd();
        break;
      case ProtocolAction.tellLost:
        this.#tellLost();
        break;
      case ProtocolAction.tellPause:
        this.#tell(Told.PAUSE_WRITING, 0);
        this.invoke('pauseWriting', this.#methods.pauseWriting as Bare | undefined);
        break;
      case ProtocolAction.tellResume:
        this.#tell(Told.RESUME_WRITING, 0);
        this.invoke('resumeWriting', this.#methods.resumeWriting as Bare | undefined);
        break;
      case ProtocolAction.tellLater:
        this.#ground.tellings.add(this, ProtocolEvent.TELL);
        break;
      case ProtocolAction.tellRoomLater:
        this.#ground.tellings.add(this, ProtocolEvent.TELL_ROOM);
        break;
      case ProtocolAction.keep:
        this.#keep();
        break;
      case ProtocolAction.discard:
        this.#kept = undefined;
        this.#left = 0;
        this.#noteLateEnd();
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
        this.outgoing.drop();
        this.outgoing.ask(CommandKind.ABORT, this.#resets ? 1 : 0);
        this.#keepAlive();
        break;
      case ProtocolAction.refuseEnded:
        throw new WriteAfterEofError('transport.write');
      case ProtocolAction.dropWritten:
        this.#warn();
    }
  }

  #tellMade(): void {
    this.#tell(Told.MADE, this.fd);
    this.#owner.made(this.transport);
    this.invoke('connectionMade', this.#methods.connectionMade as Bare | undefined);
    this.advance(ProtocolEvent.BEGUN);
    this.#askForBuffer();
  }

  /** As much of what is left as the protocol has room for. */
  #tellPart(): void {
    const { dataReceived, getBuffer } = this.#methods;
    if (getBuffer !== undefined) {
      this.#fill();
      return;
    }
    const length = this.#left;
    this.#left = 0;
    this.#told += length;
    this.#tell(Told.DATA, wordOf(length));
    if (dataReceived !== undefined) {
      this.#invokeWith('dataReceived', dataReceived as With, this.#take(length));
    }
  }

  /** What is told, in the memory that the user is to have of it. */
  #take(length: number): Buffer {
    const { bytes, slab } = this.#ground;
    const source = this.#source;
    const from = this.#at;
    if (source !== slab) {
      return from === 0 ? source : source.subarray(from, from + length);
    }
    return this.#isBorrowed ? bytes.lent(from, from + length) : bytes.owned(from, from + length);
  }

  /** Into the protocol's own memory, as it is now. */
  #fill(): void {
    const target = this.#target ?? this.#getBuffer(this.#left);
    this.#target = undefined;
    if (target === undefined) {
      return;
    }
    const part = Math.min(target.length, this.#left);
    if (part === 0) {
      this.#threw('getBuffer', new BufferDetachedError('getBuffer'));
      return;
    }
    this.#source.copy(target, 0, this.#at, this.#at + part);
    this.#at += part;
    this.#left -= part;
    this.#told += part;
    this.#tell(Told.DATA, wordOf(part));
    this.#invokeWith('bufferUpdated', this.#methods.bufferUpdated as With, part);
    if (this.#left === 0) {
      this.#askForBuffer();
    }
  }

  /** One read ahead. */
  #askForBuffer(): void {
    if (this.#methods.getBuffer !== undefined && this.#target === undefined && IS_FLOWING[this.state]) {
      this.#target = this.#getBuffer(READ_BYTES);
    }
  }

  #getBuffer(hint: number): Uint8Array | undefined {
    const getBuffer = this.#methods.getBuffer as With;
    try {
      const target =
        this.#scope === null
          ? getBuffer.call(this.#methods.handler, hint, this.transport)
          : this.#scope.runInAsyncScope(getBuffer, this.#methods.handler, hint, this.transport);
      if (target instanceof Uint8Array && target.length > 0) {
        return target;
      }
      throw new InvalidArgumentTypeError(
        'what getBuffer returned',
        'a Uint8Array with room for a byte at least',
        target,
      );
    } catch (error) {
      this.#threw('getBuffer', error);
      return undefined;
    }
  }

  /** What a protocol had no room for, or is not to be told now: the table knows which. */
  #tellRest(): void {
    for (let before = 0; this.#left > 0 && this.#left !== before; ) {
      before = this.#left;
      step(protocol, this, ProtocolEvent.DATA);
    }
    this.#left = 0;
  }

  #keep(): void {
    const kept = Buffer.allocUnsafeSlow(this.#left);
    this.#source.copy(kept, 0, this.#at, this.#at + this.#left);
    this.#left = 0;
    this.#kept ??= [];
    this.#kept.push(kept);
  }

  #tellKept(): void {
    const kept = this.#kept as Buffer[];
    this.#kept = undefined;
    this.#source = kept.length === 1 ? (kept[0] as Buffer) : Buffer.concat(kept);
    this.#at = 0;
    this.#left = this.#source.length;
    this.#tellPart();
  }

  #tellEnd(): void {
    this.#tell(Told.EOF, 0);
    if (this.invoke('eofReceived', this.#methods.eofReceived as Bare | undefined) !== true) {
      step(protocol, this, ProtocolEvent.CLOSE);
    }
  }

  #tellLost(): void {
    this.#tell(Told.LOST, wordOf(this.#told), this.#error);
    const reason = this.#hasReason ? this.#reason : this.#failure();
    this.#invokeWith('connectionLost', this.#methods.connectionLost as With | undefined, reason);
    this.#end();
    if (this.#blamed !== undefined) {
      this.#blame(this.#blamed, this.#reason);
    }
  }

  /** What the engine said. */
  #failure(): Error | null {
    if (this.#error === 0) {
      return null;
    }
    const error = failure(this.#error, CALLS[this.#call] ?? 'connection', 'transport');
    const peer = this.#peer === '' ? undefined : this.name(true);
    return peer !== undefined && 'port' in peer ? atAddress(error, peer.address, peer.port) : error;
  }

  #endUntold(): void {
    if (IS_UNTOLD[this.state] && !this.#isOver) {
      this.#end();
    }
  }

  #end(): void {
    this.#isOver = true;
    this.idle?.stop();
    this.idle = undefined;
    this.#target = undefined;
    this.#kept = undefined;
    this.#keepAlive();
    this.#owner.over(this.transport);
  }

  /** Calls a method of the protocol, or what else the user gave to be called; what it throws ends the connection (C34). */
  invoke(name: string, method: Bare | undefined): unknown {
    if (method === undefined) {
      return undefined;
    }
    try {
      const result =
        this.#scope === null
          ? method.call(this.#methods.handler, this.transport)
          : this.#scope.runInAsyncScope(method, this.#methods.handler, this.transport);
      return result === undefined || result === null ? undefined : this.#heed(name, result);
    } catch (error) {
      this.#threw(name, error);
      return undefined;
    }
  }

  #invokeWith(name: string, method: With | undefined, told: unknown): void {
    if (method === undefined) {
      return;
    }
    try {
      const result =
        this.#scope === null
          ? method.call(this.#methods.handler, told, this.transport)
          : this.#scope.runInAsyncScope(method, this.#methods.handler, told, this.transport);
      if (result !== undefined && result !== null) {
        this.#heed(name, result);
      }
    } catch (error) {
      this.#threw(name, error);
    }
  }

  /** A promise that is rejected counts as a throw. */
  #heed(name: string, result: unknown): unknown {
    const { then } = result as PromiseLike<unknown>;
    if (typeof then === 'function') {
      then.call(result, undefined, (error: unknown) => this.#threw(name, error));
    }
    return result;
  }

  #threw(name: string, error: unknown): void {
    if (this.#isOver || this.#blamed !== undefined) {
      this.#blame(name, error);
      return;
    }
    this.#blamed = name;
    this.#hasReason = true;
    this.#reason = error;
    step(protocol, this, ProtocolEvent.THREW);
  }

  #blame(name: string, error: unknown): void {
    this.#ground.exceptions.blame(`Exception in ${name} of a connection`, error, this.transport);
  }

  /** A trace has to say that the user has ended what is lost already: of what came before he is told no more. */
  #noteLateEnd(): void {
    if (this.#isLost && this.#ground.telling.isOn) {
      this.outgoing.ask(CommandKind.ABORT, 0);
    }
  }

  #tell(what: ToldCode, value: number, error = 0): void {
    this.#ground.telling.tell(what, this.slot, this.generation, 0, error, value);
  }

  #warn(): void {
    if (!this.#hasWarned) {
      this.#hasWarned = true;
      process.emitWarning('transport.write: the connection is closing or lost, and what is written to it is dropped', {
        type: 'ReadyloopWarning',
        code: 'ERR_WRITE_AFTER_CLOSE',
      });
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

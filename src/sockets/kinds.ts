import { BatchField, Received, Told } from '../../generated/ts/layout.js';
import { BufferDetachedError, checkBytes, checkInteger, LoopClosedError } from '../errors/index.js';
import { type AddressInfo, addon, type NativeAddress, type NativeLoop } from '../native/index.js';
import { type Address, checkAddress } from './address.js';
import type { Kind } from './kind.js';
import { addressBytes } from './names.js';
import { Senders } from './senders.js';
import { adopt, FAMILY_OF, noteTruncated, type Socket, type SocketType } from './socket.js';

const { OPERATION, VALUE, OFFSET, EXTRA } = BatchField;

/** As they were when this was loaded: what was received is not lost by one that somebody puts there (L11). */
const { allocUnsafe } = Buffer;
const { set } = Uint8Array.prototype;

/** The most that one receive is asked for; the kernel's own limit for one call. */
const MOST_BYTES = 0x7ffff000;

/** A receive into memory of the user's. */
type KindInto = Kind<number, NodeJS.ArrayBufferView>;

/** A message, from which socket, and to whom. */
interface Message {
  readonly data: NodeJS.ArrayBufferView;
  readonly socket: Socket;
  readonly address: Address;
}

/** The operations of a loop: what each is called, and how a record in its batch becomes its value. */
export interface Kinds {
  readonly accept: Readonly<Record<SocketType, Kind<[Socket, AddressInfo], undefined>>>;
  readonly receive: Kind<Buffer, number>;
  /** For one receive. */
  readonly receiveInto: () => KindInto;
  readonly receiveFrom: Kind<[Buffer, AddressInfo | undefined], number>;
  readonly send: Kind<void, NodeJS.ArrayBufferView>;
  readonly sendTo: Kind<void, Message>;
  readonly connect: Kind<void, NativeAddress>;
}

/**
 * @param native keeps messages that its slab has no room for
 * @param slab the engine's memory; it is written anew after each batch, so what users get is a copy
 * @param apart the engine has a thread of its own, from where it reaches no memory of the user's
 */
export function kindsOver(native: NativeLoop, slab: Buffer, apart: boolean): Kinds {
  const senders = new Senders();
  const { buffer: memory, byteOffset: start } = slab;
  /** The connection has its listener's type, and the family of its own address. */
  const accepting = (type: SocketType): Kind<[Socket, AddressInfo], undefined> => ({
    call: 'sockAccept',
    syscall: 'accept',
    machine: 'accept',
    lane: 'accepting',
    inPart: false,
    told: Told.ACCEPTED,
    tell: ([socket]) => socket.fileno(),
    start: (native, key, operation) => native.accept(key, operation),
    value(records, at) {
      const offset = records[at + OFFSET] as number;
      const peer = addon().socketAddress(slab.subarray(offset, offset + (records[at + EXTRA] as number)));
      return [adopt(records[at + VALUE] as number, FAMILY_OF[peer.family], type), peer];
    },
  });
  /** What stands apart of a record: the bytes, and the sender's address behind them. */
  const takeApart = (call: string, records: Int32Array, at: number): Buffer => {
    const message = native.takeMessage(records[at + OPERATION] as number);
    if (message === null) {
      throw new LoopClosedError(call);
    }
    return message;
  };
  /** A Buffer of the user's own. */
  const bytes = (call: string, records: Int32Array, at: number): Buffer => {
    const length = records[at + VALUE] as number;
    const offset = records[at + OFFSET] as number;
    return offset === Received.APART ? takeApart(call, records, at).subarray(0, length) : copied(offset, length);
  };
  const copied = (offset: number, length: number): Buffer => {
    const copy = allocUnsafe(length);
    // Not by `slab.copy`, which looks at its arguments for twice as long.
    set.call(copy, new Uint8Array(memory, start + offset, length));
    return copy;
  };
  const receivedInto: KindInto = {
    call: 'sockRecvInto',
    syscall: 'recv',
    machine: 'receive',
    lane: 'receiving',
    inPart: false,
    told: Told.RECEIVED,
    tell: (length) => length,
    start: (native, key, operation, buffer) => native.receiveInto(key, operation, checkTarget(buffer)),
    value(records, at, socket) {
      tellTruncated(socket, records, at);
      return records[at + VALUE] as number;
    },
  };
  const receivingInto = (): KindInto => {
    let target: Uint8Array | undefined;
    return {
      ...receivedInto,
      start(native, key, operation, buffer) {
        target = checkTarget(buffer);
        return native.receiveInto(key, operation, target);
      },
      value(records, at, socket) {
        const length = receivedInto.value(records, at, socket);
        if (target === undefined || target.length < length) {
          throw new BufferDetachedError(receivedInto.call, undefined, bytes(receivedInto.call, records, at));
        }
        const offset = records[at + OFFSET] as number;
        if (offset === Received.APART) {
          takeApart(receivedInto.call, records, at).copy(target, 0, 0, length);
        } else {
          slab.copy(target, 0, offset, offset + length);
        }
        return length;
      },
    };
  };
  return {
    accept: { stream: accepting('stream'), dgram: accepting('dgram'), seqpacket: accepting('seqpacket') },
    receive: {
      call: 'sockRecv',
      syscall: 'recv',
      machine: 'receive',
      lane: 'receiving',
      inPart: false,
      told: Told.RECEIVED,
      tell: ({ length }) => length,
      start: (native, key, operation, n) => native.receive(key, operation, checkMost(n)),
      value(records, at, socket) {
        tellTruncated(socket, records, at);
        return bytes('sockRecv', records, at);
      },
    },
    receiveInto: () => (apart ? receivingInto() : receivedInto),
    receiveFrom: {
      call: 'sockRecvfrom',
      syscall: 'recvfrom',
      machine: 'receive',
      lane: 'receiving',
      inPart: false,
      told: Told.RECEIVED,
      tell: ([{ length }]) => length,
      start: (native, key, operation, n) => native.receiveFrom(key, operation, checkMost(n)),
      value(records, at, socket) {
        tellTruncated(socket, records, at);
        const [offset, length] = [records[at + OFFSET] as number, records[at + VALUE] as number];
        const apart = offset === Received.APART ? takeApart('sockRecvfrom', records, at) : undefined;
        const end = apart ? length : offset + length;
        const behind = (records[at + EXTRA] as number) & ~Received.TRUNCATED;
        // A connection has no address to tell (recvfrom(2)).
        const sender = behind === 0 ? undefined : senders.read(apart ?? slab, end, behind);
        return [apart?.subarray(0, length) ?? copied(offset, length), sender];
      },
    },
    send: {
      call: 'sockSendall',
      syscall: 'send',
      machine: 'send',
      lane: 'sending',
      inPart: true,
      told: Told.SENT,
      start: (native, key, operation, data) => native.send(key, operation, checkBytes('data', data)),
      ...NOTHING,
    },
    sendTo: {
      call: 'sockSendto',
      syscall: 'sendto',
      machine: 'send',
      lane: 'sending',
      inPart: false,
      told: Told.SENT,
      start(native, key, operation, { data, socket, address }) {
        const bytes = checkBytes('data', data);
        const known = socket.family === 'inet' ? senders.bytesOf(address) : undefined;
        const to = known ?? addressBytes('sockSendto', checkAddress(socket.family, address));
        return native.sendTo(key, operation, bytes, to);
      },
      ...NOTHING,
    },
    connect: {
      call: 'sockConnect',
      syscall: 'connect',
      machine: 'connect',
      lane: 'sending',
      inPart: false,
      told: Told.CONNECTED,
      start: (native, key, operation, to) => native.connect(key, operation, addressBytes('sockConnect', to)),
      ...NOTHING,
    },
  };
}

/** Of an operation that is done, and no more. */
const NOTHING = { tell: () => 0, value: () => undefined } as const;

function checkMost(n: number): number {
  checkInteger('n', n, 1, MOST_BYTES);
  return n;
}

function checkTarget(buffer: NodeJS.ArrayBufferView): Uint8Array {
  const bytes = checkBytes('buffer', buffer);
  checkInteger('buffer.byteLength', bytes.length, 1, Number.MAX_SAFE_INTEGER);
  return bytes;
}

/** Streams have no messages that could be cut, and are many. */
function tellTruncated(socket: Socket, records: Int32Array, at: number): void {
  if (socket.type !== 'stream') {
    noteTruncated(socket, ((records[at + EXTRA] as number) & Received.TRUNCATED) !== 0);
  }
}

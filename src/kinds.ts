import { BatchField } from '../generated/ts/layout.js';
import type { AddressInfo } from './address.js';
import { BufferDetachedError } from './errors.js';
import { addon } from './native.js';
import type { Kind } from './operations.js';
import { adopt, type Socket, type SocketType } from './socket.js';

const { VALUE, OFFSET, EXTRA } = BatchField;

const FAMILY_OF = { IPv4: 'inet', IPv6: 'inet6', unix: 'unix' } as const;

/** A receive into memory of the user's, which `into` names once it is known. */
export interface KindInto extends Kind<number> {
  into(target: Uint8Array): void;
}

/** The operations of a loop: what each is called, and how a record in its batch becomes its value. */
export interface Kinds {
  readonly accept: Readonly<Record<SocketType, Kind<[Socket, AddressInfo]>>>;
  readonly receive: Kind<Buffer>;
  /** For one receive. */
  readonly receiveInto: () => KindInto;
  readonly receiveFrom: Kind<[Buffer, AddressInfo | undefined]>;
  readonly send: Kind<void>;
  readonly sendTo: Kind<void>;
  readonly connect: Kind<void>;
}

/**
 * @param slab the engine's memory; it is written anew after each batch, so what users get is a copy
 * @param apart the engine has a thread of its own, from where it reaches no memory of the user's
 */
export function kindsOver(slab: Buffer, apart: boolean): Kinds {
  /** The connection has its listener's type, and the family of its own address. */
  const accepting = (type: SocketType): Kind<[Socket, AddressInfo]> => ({
    call: 'sockAccept',
    syscall: 'accept',
    lane: 'accepting',
    value(records, at) {
      const offset = records[at + OFFSET] as number;
      const peer = addon().socketAddress(slab.subarray(offset, offset + (records[at + EXTRA] as number)));
      return [adopt(records[at + VALUE] as number, FAMILY_OF[peer.family], type), peer];
    },
  });
  const bytes = (records: Int32Array, at: number): Buffer => {
    const length = records[at + VALUE] as number;
    const offset = records[at + OFFSET] as number;
    const copy = Buffer.allocUnsafe(length);
    slab.copy(copy, 0, offset, offset + length);
    return copy;
  };
  const receivedInto: KindInto = {
    call: 'sockRecvInto',
    syscall: 'recv',
    lane: 'receiving',
    into: () => {},
    value: (records, at) => records[at + VALUE] as number,
  };
  const receivingInto = (): KindInto => {
    let target: Uint8Array | undefined;
    return {
      ...receivedInto,
      into(bytes) {
        target = bytes;
      },
      value(records, at) {
        const length = records[at + VALUE] as number;
        if (target === undefined || target.length < length) {
          throw new BufferDetachedError(receivedInto.call, undefined, bytes(records, at));
        }
        const offset = records[at + OFFSET] as number;
        slab.copy(target, 0, offset, offset + length);
        return length;
      },
    };
  };
  return {
    accept: { stream: accepting('stream'), dgram: accepting('dgram'), seqpacket: accepting('seqpacket') },
    receive: { call: 'sockRecv', syscall: 'recv', lane: 'receiving', value: bytes },
    receiveInto: () => (apart ? receivingInto() : receivedInto),
    receiveFrom: {
      call: 'sockRecvfrom',
      syscall: 'recvfrom',
      lane: 'receiving',
      value(records, at) {
        const start = (records[at + OFFSET] as number) + (records[at + VALUE] as number);
        const length = records[at + EXTRA] as number;
        // A connection has no address to tell (recvfrom(2)).
        const sender = length === 0 ? undefined : addon().socketAddress(slab.subarray(start, start + length));
        return [bytes(records, at), sender];
      },
    },
    send: { call: 'sockSendall', syscall: 'send', lane: 'sending', inPart: true, value: () => undefined },
    sendTo: { call: 'sockSendto', syscall: 'sendto', lane: 'sending', value: () => undefined },
    connect: { call: 'sockConnect', syscall: 'connect', lane: 'sending', value: () => undefined },
  };
}

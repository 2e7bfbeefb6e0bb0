import type { Space } from '../checker/space.js';
import { Connecting } from './connecting.js';
import { type DatagramShape, Datagrams } from './datagrams.js';
import { Listener, type ListenerShape, Stream, type StreamShape } from './files.js';

export type FileShape = StreamShape | DatagramShape | ListenerShape;

export type OpenFile = Stream | Datagrams | Listener;

/** @param beside the file before it */
export function openFile(space: Space, name: string, shape: FileShape, beside?: OpenFile): OpenFile {
  if (shape.kind === 'listener') return new Listener(space, name, shape);
  if (shape.kind === 'datagram') {
    return new Datagrams(space, name, shape, shape.oneDestination ? (beside as Datagrams) : undefined);
  }
  if (!shape.connects) return new Stream(space, name, shape);
  return new Connecting(space, name, shape, shape.oneDestination ? (beside as Connecting) : undefined);
}

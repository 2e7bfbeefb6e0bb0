/** The public door of readyloop. */

export type { ConnectOptions, LookupFunction, UnixConnectOptions } from './connecting/index.js';
export type { Abortable, Descriptor, ExceptionContext, ExceptionHandler, Limited } from './errors/index.js';
export {
  AbortError,
  AddonMismatchError,
  AddonMissingError,
  BadAddressError,
  BufferDetachedError,
  BusyError,
  ConnectError,
  ConnectTimeoutError,
  ForbiddenEventError,
  ForbiddenStepError,
  IdleTimeoutError,
  IncompleteReadError,
  InvalidArgumentTypeError,
  InvalidArgumentValueError,
  LimitOverrunError,
  LoopClosedError,
  NativePanicError,
  OperationError,
  OtherLoopError,
  OutOfRangeError,
  OwnedError,
  ServerClosedError,
  SocketClosedError,
  StaleDescriptorError,
  StreamClosedError,
  SystemError,
  TimeoutError,
  TooManyDescriptorsError,
  UnknownOptionError,
  UnsupportedRuntimeError,
  WriteAfterEofError,
} from './errors/index.js';
export type {
  ConnectionFacts,
  Explanation,
  Happening,
  PendingOperation,
  PollerBit,
  ServerExplanation,
  ServerFacts,
  Side,
  TransportExplanation,
  TransportFacts,
} from './explain/index.js';
export type { Callback, Handle, TimerHandle } from './handles/index.js';
export {
  type DiagnosticMessages,
  Loop,
  type LoopMetrics,
  type LoopOptions,
  type PendingItem,
  type Report,
} from './loop/index.js';
export type { AddressInfo } from './native/index.js';
export { Server, type ServerOptions, type UnixServerOptions } from './servers/index.js';
export type { Address, InetAddress, PeerCredentials, SocketFamily, UnixAddress } from './sockets/index.js';
export { constants, Socket, type SocketType } from './sockets/index.js';
export {
  type LinesOptions,
  type ReaderOptions,
  type ReadOptions,
  type Separators,
  type StreamHandler,
  StreamReader,
  StreamWriter,
  type TryOptions,
  type UntilOptions,
} from './streams/index.js';
export {
  type AnyProtocol,
  BufferedProtocol,
  type BufferedProtocolHandler,
  type ConnectionOptions,
  Protocol,
  type ProtocolHandler,
  type StreamOptions,
  Transport,
  type Writable,
  type WriteBufferLimits,
} from './transports/index.js';

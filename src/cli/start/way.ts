/** What the echo server is made of: accepts, receives and sends, or a protocol on transports. */
export type Way = 'operations' | 'transports';

/** In the order in which they are shown. */
export const WAYS: readonly Way[] = ['operations', 'transports'];

/** An address as the kernel tells it, in the words of Node's `net.AddressInfo`; a path that is no text is a Buffer. */
export type AddressInfo =
  | { readonly address: string; readonly port: number; readonly family: 'IPv4' }
  | { readonly address: string; readonly port: number; readonly family: 'IPv6'; readonly scopeId?: number }
  | { readonly path: string | Buffer; readonly family: 'unix' };

/** The address of an IP host as native code takes it; it has no prototype, for native code reads by name, too. */
export interface NativeInetAddress {
  readonly host: string;
  readonly port: number;
  readonly flowinfo?: number;
  readonly scopeId?: number;
}

export type NativeAddress = NativeInetAddress | { readonly path: string | Uint8Array };

/** An address as people write it: host and port, or a path, with an @ for the NUL of an abstract name. */
export function addressText(address: AddressInfo): string {
  if ('path' in address) {
    return String(address.path).replace(/^\0/, '@');
  }
  return address.family === 'IPv6' ? `[${address.address}]:${address.port}` : `${address.address}:${address.port}`;
}

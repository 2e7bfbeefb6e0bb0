import { isIP, isIPv6 } from 'node:net';
import { atAddress } from '../errors/index.js';
import { constants, lookUpAll, Socket, setNoDelay } from '../sockets/index.js';
import type { Plan } from './options.js';

const { SOL_SOCKET, SO_REUSEADDR, SO_REUSEPORT, IPPROTO_IPV6, IPV6_V6ONLY } = constants;

/** The numeric addresses that hosts stand for, each once. */
export async function addressesOf(call: string, hosts: readonly string[]): Promise<string[]> {
  const found = await Promise.all(hosts.map((host) => (isIP(host) === 0 ? lookUpAll(call, host) : [host])));
  return [...new Set(found.flat())];
}

/** A socket that listens at each of the addresses. If one of them cannot, none does. */
export function listen(addresses: readonly string[], plan: Plan): Socket[] {
  const sockets: Socket[] = [];
  try {
    for (const address of addresses) {
      const socket = new Socket(isIPv6(address) ? 'inet6' : 'inet');
      sockets.push(socket);
      begin(socket, address, plan);
    }
    return sockets;
  } catch (error) {
    for (const socket of sockets) {
      socket.close();
    }
    throw error;
  }
}

/** @throws SystemError with the address */
function begin(socket: Socket, host: string, plan: Plan): void {
  const { port, backlog } = plan;
  try {
    prepare(socket, plan);
    socket.bind({ host, port });
    socket.listen(backlog);
  } catch (error) {
    throw atAddress(error as Error, host, port);
  }
}

function prepare(socket: Socket, { reuseAddress, reusePort, ipv6Only, noDelay }: Plan): void {
  socket.setsockopt(SOL_SOCKET, SO_REUSEADDR, reuseAddress);
  if (reusePort) {
    socket.setsockopt(SOL_SOCKET, SO_REUSEPORT, true);
  }
  if (socket.family === 'inet6') {
    socket.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, ipv6Only);
  }
  // What is accepted has it from the listener.
  setNoDelay(socket, noDelay);
}

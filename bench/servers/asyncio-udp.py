"""Datagrams over a loop with asyncio's API: each goes back to where it came from.

The argument is the module whose loop it is. Prints its port; ends when standard input does.
"""

import asyncio
import os
import sys
from importlib import import_module
from threading import Thread


class Echo(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, sender):
        self.transport.sendto(data, sender)


def end_with_standard_input():
    sys.stdin.buffer.read()
    os._exit(0)


loop = import_module(sys.argv[1]).new_event_loop()
transport, _ = loop.run_until_complete(loop.create_datagram_endpoint(Echo, local_addr=("127.0.0.1", 0)))
Thread(target=end_with_standard_input, daemon=True).start()
print(transport.get_extra_info("sockname")[1], flush=True)
loop.run_forever()

"""Echo by a protocol over a loop with asyncio's API: what comes is written back at once.

The argument is the module whose loop it is; each of them has TCP_NODELAY on by itself. Prints its port; ends when standard
input does.
"""

import asyncio
import os
import sys
from importlib import import_module
from socket import create_server
from threading import Thread


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(data)

    def eof_received(self):
        self.transport.write_eof()  # behind a write that was not taken at once rloop closes nothing

    def connection_lost(self, error):
        del self.transport  # rloop closes the socket only when nobody has its transport any more


def end_with_standard_input():
    sys.stdin.buffer.read()
    os._exit(0)


listener = create_server(("127.0.0.1", 0), backlog=1024)
port = listener.getsockname()[1]  # rloop takes the socket away
loop = import_module(sys.argv[1]).new_event_loop()
server = loop.run_until_complete(loop.create_server(Echo, sock=listener, backlog=1024))
Thread(target=end_with_standard_input, daemon=True).start()
print(port, flush=True)
loop.run_forever()

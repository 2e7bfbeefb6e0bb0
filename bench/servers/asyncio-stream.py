"""Echo by streams over a loop with asyncio's API: a line is read, and written back without waiting for room.

The argument is the module whose loop it is; each of them has TCP_NODELAY on by itself. Prints its port; ends when standard
input does.
"""

import asyncio
import os
import sys
from importlib import import_module
from socket import create_server
from threading import Thread

LIMIT = 1 << 20  # more than the longest line of any cell


async def serve(reader, writer):
    try:
        while line := await reader.readline():
            writer.write(line)
    finally:
        writer.close()


def end_with_standard_input():
    sys.stdin.buffer.read()
    os._exit(0)


listener = create_server(("127.0.0.1", 0), backlog=1024)
port = listener.getsockname()[1]  # rloop takes the socket away
loop = import_module(sys.argv[1]).new_event_loop()
asyncio.set_event_loop(loop)
server = loop.run_until_complete(asyncio.start_server(serve, sock=listener, backlog=1024, limit=LIMIT))
Thread(target=end_with_standard_input, daemon=True).start()
print(port, flush=True)
loop.run_forever()

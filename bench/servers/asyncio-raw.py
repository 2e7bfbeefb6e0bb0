"""Raw echo over a loop with asyncio's API: accept; then receive, send, receive again.

The argument is the module whose loop it is. Prints its port; ends when standard input does.
"""

import asyncio
import os
import sys
from importlib import import_module
from socket import IPPROTO_TCP, TCP_NODELAY, create_server
from threading import Thread

RECEIVE_BYTES = 102_400


async def echo(loop, connection):
    with connection:
        connection.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        try:
            while data := await loop.sock_recv(connection, RECEIVE_BYTES):
                await loop.sock_sendall(connection, data)
        except OSError:
            pass  # a peer that resets is no failure of the server


async def serve(loop, listener):
    echoes = set()  # a loop holds its tasks only weakly
    while True:
        connection, _ = await loop.sock_accept(listener)
        task = loop.create_task(echo(loop, connection))
        echoes.add(task)
        task.add_done_callback(echoes.discard)


def end_with_standard_input():
    sys.stdin.buffer.read()
    os._exit(0)


listener = create_server(("127.0.0.1", 0), backlog=1024)
listener.setblocking(False)
loop = import_module(sys.argv[1]).new_event_loop()
Thread(target=end_with_standard_input, daemon=True).start()
print(listener.getsockname()[1], flush=True)
loop.run_until_complete(serve(loop, listener))

"""What a loop with asyncio's API does besides sockets, as it is asked for; the numbers are those of amounts.ts.

The arguments are the module whose loop it is and the mode: a chain of call_soon, a timer, callbacks of pipes that are always ready, or
their reads and writes alone. A client's message comes back when that is done. Prints its port; ends when standard input does.
"""

import asyncio
import os
import sys
from importlib import import_module
from threading import Thread

LINKS, PIPES, ROUNDS, SECONDS_A_BYTE = 1000, 64, 16, 0.0001


class Asked(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, message):
        work(len(message), lambda: self.transport.write(message))


def soon(_, done):
    left = LINKS

    def link():
        nonlocal left
        left -= 1
        loop.call_soon(link) if left else done()

    loop.call_soon(link)


def timers(count, done):
    loop.call_later(count * SECONDS_A_BYTE, done)


def read_and_write(reading, writing):
    os.read(reading, 1)
    os.write(writing, b"x")


def readers(_, done):
    left = PIPES * ROUNDS

    def ready(reading, writing):
        nonlocal left
        read_and_write(reading, writing)
        left -= 1
        if left == 0:
            for one, _ in pipes:
                loop.remove_reader(one)
            done()

    for pipe in pipes:
        loop.add_reader(pipe[0], ready, *pipe)


def plain(_, done):
    for _ in range(ROUNDS):
        for pipe in pipes:
            read_and_write(*pipe)
    done()


def end_with_standard_input():
    sys.stdin.buffer.read()
    os._exit(0)


module, mode = sys.argv[1:]
work = {"soon": soon, "timers": timers, "readers": readers, "plain": plain}[mode]
pipes = [os.pipe() for _ in range(PIPES)]
for _, writing in pipes:
    os.write(writing, b"x")
loop = import_module(module).new_event_loop()
server = loop.run_until_complete(loop.create_server(Asked, "127.0.0.1", 0))
Thread(target=end_with_standard_input, daemon=True).start()
print(server.sockets[0].getsockname()[1], flush=True)
loop.run_forever()

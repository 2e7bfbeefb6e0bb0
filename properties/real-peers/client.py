"""Clients of an echo server, over asyncio's streams: the port, then which of them."""

import asyncio
import sys


async def half_close(port):
    """Ends its sending half; what it sent comes back behind that."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"x" * 100_000)
    writer.write_eof()
    back = await reader.read()
    assert back == b"x" * 100_000, len(back)
    writer.close()
    await writer.wait_closed()


async def both_ways(port):
    """1 MB there while it comes back."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    data = bytes(i % 251 for i in range(1_000_000))

    async def send():
        for at in range(0, len(data), 10_007):
            writer.write(data[at : at + 10_007])
            await writer.drain()
        writer.write_eof()

    back, _ = await asyncio.gather(reader.read(), send())
    assert back == data, len(back)
    writer.close()
    await writer.wait_closed()


async def lines(port):
    """Asks and waits, a thousand times."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for i in range(1000):
        writer.write(b"line %d\n" % i)
        assert await reader.readline() == b"line %d\n" % i
    writer.close()
    await writer.wait_closed()


async def resets(port):
    """Goes without a word."""
    import socket
    import struct

    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"hello")
    assert await reader.readexactly(5) == b"hello"
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def many(port):
    """A hundred of each at once."""
    await asyncio.gather(*(each(port) for _ in range(25) for each in (half_close, lines, resets, half_close)))


asyncio.run(globals()[sys.argv[2]](int(sys.argv[1])))
print("ok")

"""The server of test_raw_tcp_server on Python's asyncio, as a reference."""

import asyncio
import socket


async def serve():
    loop = asyncio.get_running_loop()
    with socket.socket() as listener:
        listener.setblocking(False)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        print(listener.getsockname()[1], flush=True)
        await asyncio.sleep(0.1)
        connection, _ = await loop.sock_accept(listener)
        with connection:
            while data := await loop.sock_recv(connection, 1024):
                await loop.sock_sendall(connection, data)


asyncio.run(serve())

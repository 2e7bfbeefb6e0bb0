"""Listens at an abstract name, given in hex, says so, and sends back what one client sends until its end."""

import socket
import sys

with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
    listener.bind(bytes.fromhex(sys.argv[1]))
    listener.listen()
    print("listening", flush=True)
    connection, _ = listener.accept()
    with connection:
        for data in iter(lambda: connection.recv(1000), b""):
            connection.sendall(data)

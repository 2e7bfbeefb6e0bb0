"""Connects to an abstract name, given in hex, and prints in hex what it gets for what it sends; or the error's name."""

import errno
import socket
import sys

name = bytes.fromhex(sys.argv[1])
with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
    try:
        client.connect(name)
        client.sendall(b"from Python")
        client.shutdown(socket.SHUT_WR)
        print(b"".join(iter(lambda: client.recv(1000), b"")).hex())
    except OSError as error:
        print(errno.errorcode[error.errno])

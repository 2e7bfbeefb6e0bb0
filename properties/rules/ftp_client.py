"""Aborts transfers as FTP clients do: with urgent data (RFC 959, section 4.1.3)."""

import ftplib
import sys

port, count = map(int, sys.argv[1:])
client = ftplib.FTP(timeout=20)
client.connect("127.0.0.1", port)
for _ in range(count):
    client.voidcmd("NOOP")
    client.abort()
print(count, "answered")
client.close()

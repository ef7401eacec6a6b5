"""Asks a running `netproof serve` for all reviews of a folder, over several connections at once; see scripts/load-serve."""
import asyncio
import json
import ssl
import sys
import time
from collections import Counter
from pathlib import Path

folder, connections = Path(sys.argv[1]), int(sys.argv[2])


def port():
    """The port that the server has written to its log."""
    for _ in range(600):
        for line in (folder / "log").read_text().splitlines():
            entry = json.loads(line)
            if entry["message"] == "listening":
                return int(entry["port"])
        time.sleep(0.1)
    sys.exit("the server does not listen")


class Connection:
    """One connection that is kept open."""

    async def open(self, port, context):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port, ssl=context, server_hostname="localhost")

    async def ask(self, method, path, body=b""):
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self.writer.write(head.encode() + body)
        answer = await self.reader.readuntil(b"\r\n\r\n")
        length = next(int(line[15:]) for line in answer.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        return int(answer.split(b" ", 2)[1]), await self.reader.readexactly(length)


def percentile(values, percent):
    return values[max(0, -(-percent * len(values) // 100) - 1)]


async def main():
    context = ssl.create_default_context(cafile=folder / "tls.crt")
    at = port()
    first = Connection()
    await first.open(at, context)
    while (await first.ask("GET", "/readyz"))[0] != 200:
        await asyncio.sleep(0.1)
    reviews = iter((folder / "reviews.jsonl").read_bytes().splitlines())
    times, outcomes = [], Counter()

    async def work():
        connection = Connection()
        await connection.open(at, context)
        for review in reviews:
            start = time.perf_counter()
            status, body = await connection.ask("POST", "/validate?timeout=10s", review)
            times.append(time.perf_counter() - start)
            response = json.loads(body)["response"] if status == 200 else {}
            message = response.get("status", {}).get("message", "")
            undecided = "undecided" in message or status != 200
            outcomes["undecided" if undecided else "allowed" if response["allowed"] else "denied"] += 1

    start = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(connections)))
    elapsed = time.perf_counter() - start
    times.sort()
    figures = ", ".join(f"p{p} {percentile(times, p) * 1000:.1f} ms" for p in (50, 90, 99, 100))
    print(f"{len(times)} reviews over {connections} connections: {figures}; {len(times) / elapsed:.0f} reviews/s")
    print(", ".join(f"{count} {name}" for name, count in sorted(outcomes.items())))


asyncio.run(main())

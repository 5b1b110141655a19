#!/usr/bin/env python3
"""Process start -> first call at the broker: `tripline flatten --direct` against a plain script
with Alpaca's official Python client (alpaca-py). Both run by turns against a listener of this
script, which takes the time at which the first byte of a request arrives. Prints the ratio.

    python3 -m venv .tripline/bench && .tripline/bench/bin/pip install alpaca-py
    .tripline/bench/bin/python deploy/bench/first-call.py [--runs 15] [-o json]

Exit code 1 when the ratio of the medians is above --goal (default 0.35).
"""

import argparse
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import threading
import time

PLAIN = """
import os
from alpaca.trading.client import TradingClient
client = TradingClient(os.environ["APCA_API_KEY_ID"], os.environ["APCA_API_SECRET_KEY"],
                       url_override=os.environ["APCA_API_BASE_URL"])
client.cancel_orders()
"""


class Listener:
    """Takes the time of the first request, answers 401 so that both programs end."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = "http://127.0.0.1:%d" % self.socket.getsockname()[1]
        self.first = None
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            connection, _ = self.socket.accept()
            with connection:
                connection.settimeout(10)
                if connection.recv(65536) and self.first is None:
                    self.first = time.monotonic()
                body = b'{"message": "unauthorized."}'
                connection.sendall(
                    b"HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n"
                    b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def seconds_to_first_call(listener, command, cwd):
    environment = dict(os.environ, APCA_API_KEY_ID="PKBENCH", APCA_API_SECRET_KEY="bench",
                       APCA_API_BASE_URL=listener.url)
    listener.first = None
    begun = time.monotonic()
    subprocess.run(command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, timeout=120, check=False)
    if listener.first is None:
        sys.exit("no call arrived from: " + " ".join(map(str, command)))
    return listener.first - begun


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--goal", type=float, default=0.35)
    parser.add_argument("-o", "--output", choices=("table", "json"), default="table")
    options = parser.parse_args()
    try:
        import alpaca  # noqa: F401
    except ImportError:
        sys.exit("alpaca-py is not installed for " + sys.executable + ": see the head of this file")
    home = pathlib.Path(__file__).resolve().parents[2]
    listener = Listener()
    ours = [str(home / "tripline"), "flatten", "--direct"]
    theirs = [sys.executable, "-c", PLAIN]
    for command in (ours, theirs):  # files into memory, and bytecode onto the disk
        seconds_to_first_call(listener, command, home)
    mine, plain = [], []
    for _ in range(options.runs):
        mine.append(seconds_to_first_call(listener, ours, home))
        plain.append(seconds_to_first_call(listener, theirs, home))
    ratio = statistics.median(mine) / statistics.median(plain)
    figures = {
        "schemaVersion": 1,
        "runs": options.runs,
        "triplineMs": round(1000 * statistics.median(mine)),
        "triplineBestMs": round(1000 * min(mine)),
        "pythonMs": round(1000 * statistics.median(plain)),
        "pythonBestMs": round(1000 * min(plain)),
        "ratio": round(ratio, 3),
        "goal": options.goal,
    }
    if options.output == "json":
        print(json.dumps(figures))
    else:
        print("process start -> first call at the broker, median (best) of %d runs by turns" % options.runs)
        print("  ./tripline flatten --direct   %d ms (%d ms)" % (figures["triplineMs"], figures["triplineBestMs"]))
        print("  alpaca-py, plain script       %d ms (%d ms)" % (figures["pythonMs"], figures["pythonBestMs"]))
        print("  ratio %.2f, goal at most %.2f" % (ratio, options.goal))
    return 0 if ratio <= options.goal else 1


if __name__ == "__main__":
    sys.exit(main())

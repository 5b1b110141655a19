"""Runs the cases of this folder against a simulator and prints one line of JSON for each.

The simulator is named by the line that it prints when it is ready, in the environment variable
SIMULATOR. Arguments are names of cases; without any, all run, in order.
"""

import json
import os
import sys
import time
import traceback
import urllib.request

SIMULATOR = json.loads(os.environ["SIMULATOR"])
URL = SIMULATOR["url"]
KEY = SIMULATOR["keyId"]
SECRET = SIMULATOR["secretKey"]

_cases = []


def case(function):
    """Marks a case; its name is the function's, with blanks."""
    _cases.append(function)
    return function


def admin(path, body=None, method=None):
    """Asks the simulator's own API: clock, market, faults."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(SIMULATOR["adminUrl"] + path, data=data, method=method)
    with urllib.request.urlopen(request) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def wait_for(what, condition, seconds=20):
    """The first true value of a condition; fails when it stays false."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError("waited in vain for " + what)


def same(actual, expected, what="value"):
    if actual != expected:
        raise AssertionError(f"{what}: expected {expected!r}, was {actual!r}")


def run(before_each):
    wanted = [name.replace("_", " ") for name in sys.argv[1:]]
    failed = False
    for function in _cases:
        name = function.__name__.replace("_", " ")
        if wanted and name not in wanted:
            continue
        try:
            before_each()
            function()
            row = {"case": name, "ok": True}
        except BaseException:  # a client may also call sys.exit
            failed = True
            row = {"case": name, "ok": False, "detail": traceback.format_exc()}
        print(json.dumps(row), flush=True)
    sys.exit(1 if failed else 0)

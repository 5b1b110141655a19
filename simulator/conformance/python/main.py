"""alpaca-py against the simulator."""

import harness
import trading_cases
import data_cases  # noqa: F401
import stream_cases  # noqa: F401
import last_cases  # noqa: F401

if __name__ == "__main__":
    harness.run(trading_cases.flat)

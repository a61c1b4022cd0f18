"""Run every benchmark. Needs the serving weights: `make build` first."""

import importlib
import sys

from models.screener import Screener

# Imported one by one: the pipelines bring torch, which must not slow what runs before it.
BENCHES = ("encoder_pass", "long_text", "pipelines")


def main() -> int:
    screener = Screener.load(seconds_per_detector=60)
    if not screener.ready:
        print(screener.why_not_ready, file=sys.stderr)
        return 1
    for name in BENCHES:
        importlib.import_module(f"bench.{name}").run(screener)
    return 0


if __name__ == "__main__":
    sys.exit(main())

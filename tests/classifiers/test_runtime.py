"""What runs the weights tells nobody about it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOOR = ROOT / "models" / "runtime.py"
ASK = """
import os
from pathlib import Path
from models.encoder import Encoder
threads = Path("/proc/self/task")
print(len(list(threads.iterdir())) if threads.is_dir() else 1)
"""


def test_loading_the_runtime_writes_nothing_and_starts_no_thread(tmp_path: Path) -> None:
    told = {k: v for k, v in os.environ.items() if k not in ("ORT_DISABLE_TELEMETRY", "CI")}
    # numpy's own threads are none of this test's business.
    environment = {**told, "HOME": str(tmp_path), "OPENBLAS_NUM_THREADS": "1"}
    environment.pop("XDG_CACHE_HOME", None)
    asked = subprocess.run(
        [sys.executable, "-B", "-c", ASK],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert asked.stdout.strip() == "1"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("package", ["app", "bench", "models", "policies", "tests"])
def test_the_runtime_is_imported_through_its_one_door(package: str) -> None:
    direct = re.compile(r"^\s*(?:import|from) onnxruntime", re.MULTILINE)
    files = [path for path in (ROOT / package).rglob("*.py") if path != DOOR]
    assert [p.name for p in files if direct.search(p.read_text("utf-8"))] == []

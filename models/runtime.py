"""The one door to ONNX Runtime, which may not report on anybody, and to usearch, which may not come
before it: import them from here alone.

From 1.29 on its Linux packages gather what they are used for, and send it off. They begin as they
are imported: by then a name for this machine and a file of events lie in the home folder, and
`disable_telemetry_events` comes too late. Told before, they make nothing and start no thread.
"""

import importlib
import os
from typing import Any

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

onnxruntime.disable_telemetry_events()  # Windows listens to this alone.

__all__ = ["hnsw", "onnxruntime", "quantization"]


def hnsw() -> Any:
    """The class of usearch's graphs; read when first wanted, since few indexes are large.

    usearch brings the C++ library's tables along. Where it comes first, ONNX Runtime takes those
    for its own, and the process ends as it is imported.
    """
    return importlib.import_module("usearch.index").Index


def quantization() -> Any:
    """The tools that build an int8 graph; apart, since serving needs none of what they bring."""
    return importlib.import_module("onnxruntime.quantization")

"""Imports Presidio without the engines that it would import beside: torch, transformers, stanza.

Its package imports every engine it finds installed: 5 s and some 600 MB for parts that are not used
here. Serving must not import torch (it is installed for training), so for the length of this one
import those packages look absent; afterwards they can be imported as ever.
"""

import importlib
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_ENGINES = ("torch", "transformers", "stanza", "gliner", "spacy_huggingface_pipelines")


class _Absent:
    """A finder that answers for the engines alone, and answers that they are not there."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in _ENGINES:
            raise ModuleNotFoundError(f"{name} is not needed here", name=name)
        return None


@contextmanager
def _without_engines() -> Iterator[None]:
    finder = _Absent()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


@cache
def _recognizers() -> ModuleType:
    # It tells of every recognizer it builds, on every start.
    logging.getLogger("presidio-analyzer").setLevel(logging.WARNING)
    with _without_engines():
        return importlib.import_module("presidio_analyzer.predefined_recognizers")


def recognizer_class(name: str) -> Any:
    return getattr(_recognizers(), name)


def checks_numbers(recognizer: Any) -> bool:
    """Whether it has a checksum or the like, which can lift a weak match."""
    base = importlib.import_module("presidio_analyzer").PatternRecognizer
    return type(recognizer).validate_result is not base.validate_result

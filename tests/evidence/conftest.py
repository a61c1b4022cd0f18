"""The packaged encoder, read once: claims are compared by it."""

from pathlib import Path

import pytest

from models.meaning import Meaning
from models.training.export_meaning import export_meaning


@pytest.fixture(scope="session")
def meaning_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serving") / "meaning-1"
    export_meaning(folder)
    return folder


@pytest.fixture(scope="session")
def meaning(meaning_folder: Path) -> Meaning:
    return Meaning.load(meaning_folder)

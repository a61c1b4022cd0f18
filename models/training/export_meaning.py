"""Builds the packaged encoder for comparing texts: `python -m models.training.export_meaning`.

What training changed makes the encoder tell leaks from news, and blurs what sentences are about. So
claims are looked up with the packaged one (all-MiniLM-L6-v2: Reimers and Gurevych 2019), in int8.
"""

import shutil
import tempfile
from pathlib import Path

from models import release
from models.claims import claim as claim_module
from models.claims.claim import Claim
from models.claims.detector import STARTER
from models.claims.feeds import read_feed
from models.claims.index import ClaimIndex, IndexUnreadable
from models.encoder import GRAPH, TOKENIZER
from models.meaning import FOLDER, Meaning
from models.training import encoders, graph
from models.training.export import BUILT_FROM, appearing, arrays, write_int8

STARTER_CLAIMS = Path(claim_module.__file__).with_name("starter.jsonl")


def main() -> None:
    try:
        print("built" if export_meaning() else "up to date", FOLDER)
        print("built" if export_starter() else "up to date", STARTER)
    except release.WeightsInvalid as fault:
        raise SystemExit(str(fault)) from None


def export_meaning(target: Path = FOLDER) -> bool:
    """False where it was up to date. The folder appears whole or not at all. Raises WeightsInvalid.

    Always of the packaged encoder: an index holds its vectors, whatever drafts are classified with.
    """
    encoder = encoders.packaged()
    source = {"sha256": release.digest(encoder / encoders.ARRAYS)}
    try:
        release.intact(target, (GRAPH, TOKENIZER, BUILT_FROM))
        if release.read_json(target / BUILT_FROM) == source:
            return False
    except release.WeightsInvalid:
        pass
    with appearing(target) as built:
        model = graph.build_meaning(arrays(encoder / encoders.ARRAYS), encoders.shape(encoder))
        write_int8(model, built / GRAPH)
        shutil.copyfile(encoder / encoders.TOKENIZER, built / TOKENIZER)
        release.write_json(built / BUILT_FROM, source)
        release.seal(built, (GRAPH, TOKENIZER, BUILT_FROM))
    return True


def export_starter(target: Path = STARTER) -> bool:
    """The index of the claims that come with Countersign; False where it was up to date."""
    content = STARTER_CLAIMS.read_bytes()
    claims = [entry for entry in read_feed(content) if isinstance(entry, Claim)]
    try:
        if list(ClaimIndex(target).claims()) == sorted(claims, key=lambda c: c.id):
            return False
    except IndexUnreadable:
        pass
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".building-") as scratch:
        built = ClaimIndex.made(Path(scratch) / target.name)
        built.update(claims, Meaning.load())
        built.path.replace(target)
    return True


if __name__ == "__main__":
    main()

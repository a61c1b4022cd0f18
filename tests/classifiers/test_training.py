"""Training reads what it says it reads, and learns from nothing else."""

import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from models.findings import SIGNALS, Span
from models.runtime import onnxruntime
from models.training import changes, export, prepare, soft, train
from models.training.batches import Batch, Read, batches, read, tensors
from models.training.compare import measured
from models.training.examples import NO, UNKNOWN, YES, Example
from models.training.network import ENCODER, Network
from models.training.recipe import Recipe
from models.windows import load_tokenizer

HOSTILE = SIGNALS.index("tone.hostile")


def example(number: int, *, hostile: bool = False, pair: str = "", text: str = "") -> Example:
    text = text or f"You clown, says draft {number}."
    labels = dict.fromkeys(SIGNALS, NO) | ({"tone.hostile": YES} if hostile else {})
    spans = {"tone.hostile": (Span(4, 9),)} if hostile else {}
    return Example(f"e-{number}", text, labels, spans, pair=pair, source="here")


def reads(*examples: Example) -> list[Read]:
    tokenizer = load_tokenizer(str(ENCODER / "tokenizer.json"))
    return [r for e in examples for r in read(e, tokenizer)]


class Silent(nn.Module):
    """A network that says the same of every text, so that the loss alone is looked at."""

    def __init__(self, batch: Batch) -> None:
        super().__init__()
        shape = batch.tokens.shape
        self.posts = nn.Parameter(torch.zeros(batch.labels.shape))
        self.tokens = nn.Parameter(torch.zeros(shape))
        self.names = nn.Parameter(torch.zeros(*shape[:2], batch.names.shape[2]))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.posts, self.tokens, self.names

    def precision(self, device: str) -> torch.autocast:
        return torch.autocast(device, enabled=False)


def pulls(batch: Batch, **recipe: float) -> Silent:
    """The network after one backward pass: its gradients say what cost something."""
    network = Silent(batch)
    train._loss(network, batch, Recipe(**recipe)).backward()  # type: ignore[arg-type, no-untyped-call]
    return network


def test_a_recipe_takes_changes_by_name_and_refuses_unknown_ones() -> None:
    changed = Recipe.changed(["rank=8", "adaptation=full", "dropout=0.2"])
    assert (changed.rank, changed.adaptation, changed.dropout) == (8, "full", 0.2)
    assert changed.record()["rank"] == 8
    with pytest.raises(ValueError, match="no recipe has 'rnak'"):
        Recipe.changed(["rnak=8"])


def test_every_window_is_read_once_an_epoch_and_twins_together() -> None:
    known = reads(*(example(i, hostile=i % 2 == 0, pair=f"p{i // 2}") for i in range(60)))
    made = list(batches(known, Recipe(batch=8), random.Random(1)))  # noqa: S311
    assert Counter(id(r) for b in made for r in b) == Counter(map(id, known))
    assert all(2 <= len(b) <= 8 for b in made)
    assert all(set(Counter(r.pair for r in b).values()) == {2} for b in made)


def test_what_nobody_judged_costs_nothing() -> None:
    silent = Example("e", "A text of a public set.", {"tone.hostile": YES}, source="there")
    batch = tensors(reads(silent), "cpu")
    gradient = pulls(batch, soft_weight=0.0).posts.grad
    assert gradient is not None
    assert gradient[0, HOSTILE] != 0
    assert gradient[0].count_nonzero() == 1


def test_teachers_speak_alone_where_people_did_not_and_share_where_they_did() -> None:
    tokenizer = load_tokenizer(str(ENCODER / "tokenizer.json"))
    told = np.full(len(SIGNALS), 0.5, dtype=np.float32)  # as sure as the silent network
    judged = Example("e", "A text.", {"tone.hostile": YES}, source="there")
    batch = tensors(read(judged, tokenizer, told), "cpu")
    gradient = pulls(batch, soft_weight=0.5).posts.grad
    assert gradient is not None
    assert gradient[0].count_nonzero() == 1  # they agree with it on all that nobody judged
    assert gradient[0, HOSTILE] == pytest.approx(-0.25)  # half of what the label alone would pull


def test_a_twin_that_carries_the_signal_is_pushed_over_its_twin() -> None:
    batch = tensors(reads(example(1, hostile=True, pair="p"), example(2, pair="p")), "cpu")
    alone, together = pulls(batch, pair_weight=0.0), pulls(batch, pair_weight=1.0)
    assert alone.posts.grad is not None and together.posts.grad is not None
    pushed = together.posts.grad - alone.posts.grad
    assert pushed[0, HOSTILE] < 0 < pushed[1, HOSTILE]
    assert pushed.count_nonzero() == 2


def test_evidence_and_names_are_known_by_token_or_not_at_all() -> None:
    named = Example("n", "Ann met Bo.", {}, source="there", names={"person": (Span(0, 3),)})
    marked, without = tensors(reads(example(1, hostile=True)), "cpu"), tensors(reads(named), "cpu")
    assert (marked.tokens[0, :, HOSTILE] == YES).sum() >= 1
    assert (marked.names == UNKNOWN).all()
    assert (without.tokens == UNKNOWN).all()
    assert (without.names[0, :, 0] == YES).sum() == 1
    assert (without.names[0, :, 1] == UNKNOWN).all()


def test_a_long_text_carries_its_signal_in_the_window_with_the_evidence() -> None:
    text = "You clown. " + "The pool opens at nine and closes at noon. " * 60
    windows = reads(example(1, hostile=True, text=text))
    assert len(windows) > 1
    assert [r.labels[HOSTILE] for r in windows] == [YES, *[NO] * (len(windows) - 1)]


def test_soft_labels_come_back_as_they_were_to_a_byte(tmp_path: Path) -> None:
    labels = {"a": np.linspace(0, 1, 13, dtype=np.float32), "b": np.zeros(13, dtype=np.float32)}
    soft.store(labels, tmp_path / "soft.npz")
    again = soft.stored(tmp_path / "soft.npz")
    assert list(again) == ["a", "b"]
    assert np.abs(again["a"] - labels["a"]).max() <= 1 / 255
    assert soft.stored(tmp_path / "none.npz") == {}


def test_a_perfect_reader_measures_perfect_and_a_blind_one_does_not() -> None:
    _, dev = prepare.split(prepare.drafts())
    truth = np.array([[float(e.label(s) == YES) for s in SIGNALS] for e in dev])
    perfect, blind = measured(dev, truth * 8 - 4), measured(dev, np.zeros_like(truth))
    assert perfect["macro AP"] == perfect["twins in the right order"] == 1.0
    assert float(str(blind["macro AP"])) < 0.2


def test_the_graph_that_serves_says_what_the_network_says(tmp_path: Path) -> None:
    torch.manual_seed(3)
    recipe = Recipe()
    network = Network(recipe).eval()
    for parameter in network.parameters():
        if parameter.requires_grad:
            parameter.data += 0.01 * torch.randn_like(parameter)
    train.save(network, recipe, tmp_path)
    export.write_graph(tmp_path, tmp_path / "model.onnx", int8=False)
    session = onnxruntime.InferenceSession(tmp_path / "model.onnx")
    batch = tensors(reads(example(1), example(2, text="A longer text, of more words.")), "cpu")
    with torch.no_grad():
        posts, tokens, names = network(batch.ids, batch.mask)
    feed = {"ids": batch.ids.numpy(), "mask": batch.mask.numpy()}
    served = session.run(["posts", "tokens", "names"], feed)
    there = batch.mask.bool().numpy()
    assert np.allclose(served[0], posts, atol=1e-2)
    assert np.allclose(served[1][there], tokens[there], atol=1e-2)
    assert np.allclose(served[2][there], names[there], atol=1e-2)


def test_changes_give_back_what_was_trained() -> None:
    chance = np.random.default_rng(5)
    before = {"a": chance.normal(size=(7, 5)), "b": chance.normal(size=5), "c": np.ones((2, 2))}
    after = {
        "a": before["a"] + chance.normal(0, 0.01, (7, 5)),
        "b": before["b"] + 0.5,
        "c": before["c"],
    }
    packed = changes.packed(before, after)
    assert packed["a"].dtype == np.int8
    again = changes.added(before, packed)
    for name, trained in after.items():
        row = np.abs(trained - before[name]).max(axis=-1, keepdims=True)
        assert (np.abs(again[name] - trained) <= row / changes.MOST + 1e-6).all()


def test_a_network_with_adapters_says_what_its_whole_matrices_say() -> None:
    torch.manual_seed(4)
    adapted = Network(Recipe(adaptation="lora", rank=4)).eval()
    for parameter in adapted.parameters():
        if parameter.requires_grad:
            parameter.data += 0.02 * torch.randn_like(parameter)
    whole = Network(Recipe()).eval()
    whole.heads.load_state_dict(adapted.heads.state_dict())
    whole.encoder.load_state_dict(adapted.moved(), strict=False)
    batch = tensors(reads(example(1)), "cpu")
    with torch.no_grad():
        ours, theirs = (n(batch.ids, batch.mask)[0] for n in (adapted, whole))
    assert torch.allclose(ours, theirs, atol=1e-4)


def test_the_mean_of_networks_holds_the_mean_of_their_weights() -> None:
    first, second = Network(Recipe()), Network(Recipe())
    with torch.no_grad():
        first.heads.looked.fill_(1.0)
        second.heads.looked.fill_(2.0)
    assert train.soup([first, second]).heads.looked.unique().tolist() == [1.5]

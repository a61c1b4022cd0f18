"""The network that is trained: the packaged encoder, whose layers move, and three heads.

Its table of words stays as it was packaged. A recipe may let low-rank adapters move in place of the
layers' own matrices. Either way a release holds what changed, and the heads (11 MB), and says by
checksum which encoder they belong to. One head answers for the whole text, two for each token: is
it evidence, is it of a name. `graph.py` builds the same network for serving, without torch.
"""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from models.findings import SIGNALS
from models.names import NAME_KINDS
from models.training.encoders import encoder_folder
from models.training.recipe import Recipe

ENCODER = encoder_folder()
SMALL = 384
SCALE = 2.0  # how strongly the adapters' product is added
RARE_POST, RARE_TOKEN = -2.7, -3.5  # log-odds of a signal, and of its evidence, at the start
ADAPTED = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


class Adapted(nn.Module):
    """A frozen linear layer with a trained low-rank correction: W x + b + SCALE * up(down(x))."""

    def __init__(self, frozen: nn.Linear, rank: int) -> None:
        super().__init__()
        self.frozen = frozen
        self.down = nn.Parameter(torch.randn(rank, frozen.in_features) / frozen.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(frozen.out_features, rank))

    def whole(self) -> Tensor:
        """The matrix with its correction in it."""
        return self.frozen.weight + SCALE * self.up @ self.down

    def forward(self, x: Tensor) -> Tensor:
        plain = self.frozen(x)
        low = functional.linear(x, self.down)
        # One call that adds while it multiplies: three passes over memory less, on a CPU an eighth
        # of a step.
        both = torch.addmm(plain.flatten(0, -2), low.flatten(0, -2), self.up.t(), alpha=SCALE)
        return both.view_as(plain)


class Heads(nn.Module):
    """Post head: each signal looks where it wants (attention), and at the mean. Token heads."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.queries = nn.Linear(width, len(SIGNALS), bias=False)
        self.looked = nn.Parameter(torch.zeros(len(SIGNALS), width))
        self.mean = nn.Linear(width, len(SIGNALS))
        self.tokens = nn.Linear(width, len(SIGNALS))
        self.names = nn.Linear(width, len(NAME_KINDS))
        # Signals are rare. A head that starts out at even odds would first bend the encoder's
        # states all one way to learn that, and leave nothing in them to tell texts apart.
        nn.init.constant_(self.mean.bias, RARE_POST)
        nn.init.constant_(self.tokens.bias, RARE_TOKEN)
        nn.init.constant_(self.names.bias, RARE_TOKEN)

    def forward(self, states: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        hidden = (mask == 0).unsqueeze(-1)
        weights = self.queries(states).masked_fill(hidden, -1e4).softmax(dim=1)
        seen = weights.transpose(1, 2) @ states  # batch, signal, width
        average = states.masked_fill(hidden, 0).sum(1) / mask.sum(1, keepdim=True)
        posts = (seen * self.looked).sum(-1) + self.mean(average)
        return posts, self.tokens(states), self.names(states)


class Network(nn.Module):
    """(ids, mask) -> logits of posts (batch, 13), tokens and names (batch, tokens, 13 and 3)."""

    def __init__(self, recipe: Recipe, encoder: Path = ENCODER) -> None:
        super().__init__()
        # No dropout on attention: on a CPU, drawing that many random numbers takes a third of the
        # time of a step, and keeps torch from its fused kernel.
        self.encoder = AutoModel.from_pretrained(
            encoder,
            add_pooling_layer=False,
            hidden_dropout_prob=recipe.dropout,
            attention_probs_dropout_prob=0.0,
            dtype=torch.float32,
        )
        self.encoder.requires_grad_(False)
        if recipe.adaptation == "full":
            self.encoder.encoder.requires_grad_(True)
        else:
            self._adapt(recipe.rank)
        self.width: int = self.encoder.config.hidden_size
        self.heads = Heads(self.width)

    def _adapt(self, rank: int) -> None:
        for layer in self.encoder.encoder.layer:
            for name in ADAPTED:
                owner = layer.get_submodule(name.rpartition(".")[0])
                last = name.rpartition(".")[2]
                setattr(owner, last, Adapted(getattr(owner, last), rank))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return self.heads(states, mask)  # type: ignore[no-any-return]

    def precision(self, device: str) -> torch.autocast:
        """Half precision where the machine has it, and it pays.

        A CPU without the instructions is many times slower at it, and a small network on a GPU
        waits for launches, not for products.
        """
        halves = torch.cpu._is_avx512_bf16_supported()  # torch's only door
        quicker = halves if device == "cpu" else self.width > SMALL
        return torch.autocast(device, dtype=torch.bfloat16, enabled=quicker)

    def moved(self) -> dict[str, Tensor]:
        """What training moved in the encoder, as it stands now, by the encoder's own names."""
        found = {
            name: parameter.detach()
            for name, parameter in self.encoder.named_parameters()
            if parameter.requires_grad
        }
        for place, module in self.encoder.named_modules():
            if isinstance(module, Adapted):
                del found[f"{place}.down"], found[f"{place}.up"]
                found[f"{place}.weight"] = module.whole().detach()
        return found

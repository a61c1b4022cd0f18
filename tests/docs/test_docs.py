"""What the code offers, the documentation names; nothing is left for a reader to guess."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from app import create_app
from app.config import Settings
from models.findings import SIGNALS

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("setting", [field.name for field in fields(Settings)])
def test_every_setting_is_documented(setting: str) -> None:
    assert f"| `{setting}` |" in (DOCS / "configuration.md").read_text()


@pytest.mark.parametrize("signal", SIGNALS)
def test_every_signal_is_documented(signal: str) -> None:
    assert f"`{signal}`" in (DOCS / "signals.md").read_text()


def test_every_command_and_option_is_documented(tmp_path: Path) -> None:
    text = (DOCS / "commands.md").read_text()
    app = create_app({"INSTANCE_PATH": str(tmp_path)})
    ours = {name: c for name, c in app.cli.commands.items() if c.callback is None or _ours(c)}

    def undocumented(name: str, command: click.Command) -> list[str]:
        missing = [] if f"`flask {name}" in text else [name]
        if isinstance(command, click.Group):
            for sub, inner in command.commands.items():
                missing += undocumented(f"{name} {sub}", inner)
        options = (o for p in command.params if isinstance(p, click.Option) for o in p.opts)
        return missing + [f"{name} {o}" for o in options if o.startswith("--") and o not in text]

    assert [m for name, c in ours.items() for m in undocumented(name, c)] == []


def _ours(command: click.Command) -> bool:
    callback = getattr(command.callback, "__wrapped__", command.callback)
    return getattr(callback, "__module__", "").startswith("app.")


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        f"{page.name}: {link}"
        for page in [*DOCS.rglob("*.md"), DOCS.parent / "README.md"]
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
        if not (page.parent / link).exists()
    ]
    assert broken == []

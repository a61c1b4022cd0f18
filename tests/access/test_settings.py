"""The app refuses to start half-configured, and keeps what it makes for itself private."""

import stat
from pathlib import Path
from typing import Any

import pytest

from app import create_app
from app.config import SettingsInvalid, read_settings
from app.extensions import screener
from app.private_files import kept_or_made
from models.allow_list import AllowList
from models.screener import Screener


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("DATABASE_URL", "mysql://here/there"),
        ("DATABASE_URL", "not a url"),
        ("AGENCY_NAME", "  "),
        ("SESSION_MINUTES", "soon"),
        ("SESSION_MINUTES", "0"),
        ("CERTIFICATE_DAYS", "-1"),
        ("CLAIM_MINUTES", "1.5"),
        ("HTTPS", "maybe"),
        ("AGENCY_KEY_FILE", "/nowhere/at/all"),
        ("ALLOW_LIST", "/nowhere/at/all"),
        ("RATE_LIMIT_STORAGE", "ftp://there"),
    ],
)
def test_a_setting_that_cannot_work_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsInvalid) as refusal:
        read_settings({name: value})
    assert name in refusal.value.message


def test_an_allow_list_reaches_the_screener(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ours.toml"
    path.write_text('domains = ["springfield.example"]')
    given: dict[str, object] = {}
    monkeypatch.setattr(Screener, "load", lambda _, **more: given.update(more))
    with create_app({"ALLOW_LIST": str(path), "INSTANCE_PATH": str(tmp_path)}).app_context():
        screener.get()
    assert given["allow_list"] == AllowList(domains=("springfield.example",))
    assert given["claims"] == [tmp_path / "claims" / "default.sqlite"]


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(SettingsInvalid) as refusal:
        read_settings({"SECRET_KEY": "short", "HTTPS": "maybe"})
    assert len(refusal.value.faults) == 2


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_a_postgresql_address_is_taken(scheme: str) -> None:
    settings = read_settings({"DATABASE_URL": f"{scheme}://me:pass@host/name"})
    assert settings.DATABASE_URL == "postgresql+psycopg://me:pass@host/name"


@pytest.mark.parametrize(("value", "meant"), [("true", True), ("1", True), ("no", False)])
def test_a_switch_reads_the_usual_words(value: str, meant: bool) -> None:
    assert read_settings({"HTTPS": value}).HTTPS is meant


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGENCY_NAME", "City of Harlow")
    assert read_settings({}).AGENCY_NAME == "City of Harlow"


def _secret(**given: Any) -> str:
    return str(create_app(given).config["SECRET_KEY"])


def test_a_secret_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first = _secret(INSTANCE_PATH=str(tmp_path))
    assert _secret(INSTANCE_PATH=str(tmp_path)) == first
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_nobody_else_on_the_machine_reads_the_database(tmp_path: Path) -> None:
    create_app({"INSTANCE_PATH": str(tmp_path)})
    assert stat.S_IMODE((tmp_path / "countersign.sqlite").stat().st_mode) == 0o600


def test_a_given_secret_key_leaves_no_file(tmp_path: Path) -> None:
    assert _secret(INSTANCE_PATH=str(tmp_path), SECRET_KEY="k" * 40) == "k" * 40
    assert not (tmp_path / "secret.key").exists()


def test_whoever_comes_second_keeps_the_first_ones_secret(tmp_path: Path) -> None:
    def made_meanwhile() -> bytes:
        (tmp_path / "key").write_bytes(b"first")
        return b"second"

    assert kept_or_made(tmp_path / "key", made_meanwhile) == b"first"
    assert [file.name for file in tmp_path.iterdir()] == ["key"]

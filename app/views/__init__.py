"""Blueprints: parse, call one service, commit, answer."""

from flask import Flask


def register(app: Flask) -> None:
    """Bind every blueprint to the app."""

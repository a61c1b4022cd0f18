"""`flask …` commands: one file a group. Every command or group defined in a file is registered."""

import importlib
import pkgutil

import click
from flask import Flask


def register(app: Flask) -> None:
    """Add every command that stands alone; those inside a group come with it."""
    for found in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{found.name}")
        defined = [value for value in vars(module).values() if isinstance(value, click.Command)]
        groups = [value for value in defined if isinstance(value, click.Group)]
        inside = [command for group in groups for command in group.commands.values()]
        for command in defined:
            if command not in inside:
                app.cli.add_command(command)

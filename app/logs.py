"""What is logged, and how. Logs never hold draft text: the driver's parameters are hidden
(`config.py`), findings explain without quoting, and web addresses are logged without their query.
"""

import logging


def configure() -> None:
    """One line an event, on standard error, where whatever runs the app collects it."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
    logging.getLogger("alembic.runtime.migration").setLevel(logging.WARNING)

"""The database's versions, oldest first, in `versions/`; `upgrade.py` applies them."""

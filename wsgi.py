"""What gunicorn and `flask` start: the app, configured from the environment."""

from app import create_app
from app.config import SettingsInvalid

try:
    app = create_app()
except SettingsInvalid as fault:
    raise SystemExit(fault.message) from None

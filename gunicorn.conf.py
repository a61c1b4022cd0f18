"""How gunicorn serves the app: weights are read once, before the workers part.

The workers then share their memory. No request is logged with its query or its body.
"""

import os
from typing import Any

from app.extensions import screener
from app.packs import active_pack

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
preload_app = True
timeout = 60
graceful_timeout = 30
keepalive = 5
control_socket_disable = True  # it would lie in the home folder, shared by every server there
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - heartbeats only
accesslog = "-"
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(b)s %(M)sms'
errorlog = "-"


def when_ready(server: Any) -> None:
    """Read the weights here, in the parent: workers are not forked yet.

    This needs an encoder that runs on the calling thread alone (`THREADS` in `models/encoder.py`):
    a pool of threads does not survive a fork (docs/decisions/0017). No database connection is
    opened here.
    """
    app = server.app.wsgi()
    with app.app_context():
        screener.get()
        active_pack()

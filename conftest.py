"""What every test run keeps to: where NOTHING_SKIPPED is set (CI), a skipped test fails the run."""

import os

import pytest


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("NOTHING_SKIPPED") and not hasattr(session.config, "workerinput"):
        reporter.write_line(f"NOTHING_SKIPPED is set, yet {len(skipped)} were skipped", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

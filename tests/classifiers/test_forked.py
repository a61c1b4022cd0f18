"""Web workers and `flask screen` share one encoder by forking (docs/decisions/0017)."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from threading import Thread

from models.classifiers import Classifier

TEXTS = ["The library opens at nine.", "You are all idiots, says the clerk of the court."]


def test_a_forked_process_scores_as_its_parent_does(untrained: Classifier) -> None:
    here = [answer.scores for answer in untrained.classify(TEXTS)]

    def there() -> list[dict[str, float]]:
        return [dict(answer.scores) for answer in untrained.classify(TEXTS)]

    # Read once on another thread, as drafts are: nothing of it may be missing after the fork.
    read = Thread(target=there)
    read.start()
    read.join()
    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(2, forked, _keep, (there,)) as crew:
        answers = [crew.submit(_call).result(timeout=60) for _ in range(4)]
    assert answers == [here] * 4


_kept: list[object] = []


def _keep(work: object) -> None:
    _kept.append(work)


def _call() -> object:
    return _kept[0]()  # type: ignore[operator]

"""Find and compare pairs on Spark: the long part of the batch, shared among many machines by the same functions.

Each rule's keys are joined by `blocks` and each share of the pairs compared by `across`, on the workers; learning,
weighing and grouping stay where they were, so the answer is the same to the last digit. Which cluster is Spark's own
setting (`spark-defaults.conf`, or `PYSPARK_SUBMIT_ARGS`); with none said, Spark runs on this machine.
"""

import os
import pickle
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from kingfisher.people.matching import blocks, spread
from kingfisher.people.matching.across import Compared, Pairing
from kingfisher.people.matching.sheet import Sheet
from kingfisher.people.matching.weigh import Model
from kingfisher.rulebook import ask

Array = np.ndarray[Any, Any]
Share = tuple[int, Array]  # which share of all pairs, and pairs of it, as lower place times places, plus higher
SHARES_EACH = 3  # shares of pairs for each core, so that a slow one holds nobody up for long


class NoSpark(ValueError):
    """Spark cannot run here; the message says in a sentence what is missing."""


def find(sheet: Sheet, model: Model) -> tuple[Array, Array, Compared]:
    """This will find and compare the pairs of a sheet on Spark; gives what `batch.here` gives. Raises NoSpark."""
    with _spark() as spark:
        shares = max(1, spark.defaultParallelism * SHARES_EACH)
        # as bytes, for Spark cannot encipher arrays it pickles itself
        parts, held = (spark.broadcast(pickle.dumps(each)) for each in (blocks.parts_of(sheet), (sheet, model)))
        rules, total = ask.matching_keys(), len(sheet)  # only these and the two above go to the workers
        pairs = spark.parallelize(range(len(rules)), len(rules)).flatMap(
            lambda i: shared_out(blocks.sharing(_unpacked(parts), rules[i]), total, shares)
        )
        compared = pairs.groupByKey(shares, int).map(lambda share: compare(share[1], *_unpacked(held)))
        return in_order(compared.collect(), sheet, model)


def shared_out(both: Array, total: int, shares: int) -> Iterator[Share]:
    """This will deal pairs into shares, so that a pair that several rules find always falls into one."""
    of = both % total % shares
    return ((share, both[of == share]) for share in range(shares))


def compare(pairs: Iterable[Array], sheet: Sheet, model: Model) -> tuple[Array, dict[str, Array]]:
    """This will compare one share of the pairs, each once."""
    spread.most_cores = 1  # this worker is one of many already
    both = spread.unique(np.concatenate(list(pairs)))
    return both, Pairing(sheet, both // len(sheet), both % len(sheet), model).levels().levels


def in_order(found: list[tuple[Array, dict[str, Array]]], sheet: Sheet, model: Model) -> tuple[Array, Array, Compared]:
    """This will join the shares into one, lowest pair first."""
    none = np.empty(0, dtype=np.int64)
    words = Pairing(sheet, none, none, model).words
    both = np.concatenate([none, *(pairs for pairs, _ in found)])
    order = np.argsort(both)
    levels = {name: np.concatenate([levels[name] for _, levels in found])[order] for name in found[0][1]}
    both = both[order]
    return both // len(sheet), both % len(sheet), Compared(words, levels)


def _unpacked(sent: Any) -> Any:
    return pickle.loads(sent.value)  # noqa: S301 - what the driver itself packed a moment ago


@contextmanager
def _spark() -> Iterator[Any]:
    """Spark for as long as it is needed. What it sets down meanwhile is enciphered, ours alone, and gone after."""
    if not _java():
        raise NoSpark("Linking on Spark needs Java 17: install it (Debian: apt-get install default-jre-headless).")
    try:
        from pyspark import SparkConf, SparkContext
    except ImportError:
        raise NoSpark("Linking on Spark needs pyspark: install Kingfisher with its spark extra.") from None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with TemporaryDirectory(prefix="kingfisher-link-") as place:
        conf = SparkConf().setAppName("Kingfisher link")
        for name, value in _settings(place, conf.get("spark.master", "local[*]") or "").items():
            conf.setIfMissing(name, value)
        try:
            spark = SparkContext(conf=conf)
        except Exception as why:
            raise NoSpark(f"Spark did not start: {(str(why).strip() or type(why).__name__).splitlines()[0]}") from None
        try:
            yield spark
        finally:
            spark.stop()


def _settings(place: str, master: str) -> dict[str, str]:
    alone = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return {
        "spark.master": master,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.io.encryption.enabled": "true",
        "spark.local.dir": place,
        "spark.driver.memory": "2g",
        "spark.driver.maxResultSize": "0",
        **(alone if master.startswith("local") else {}),
    }


def _java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return bool(home and (Path(home) / "bin" / "java").exists()) or shutil.which("java") is not None

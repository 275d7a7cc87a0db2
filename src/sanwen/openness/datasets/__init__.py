"""What is given out as open data, a month at a time."""

from collections.abc import Mapping

from sanwen.openness.datasets import ledgers, lists, sums
from sanwen.openness.datasets.shape import Column, Counted, Dataset, Drawn, Value
from sanwen.openness.models import DatasetName

DATASETS: Mapping[str, Dataset] = {
    each.name.value: each
    for each in (sums.RATES, sums.FLOW, lists.MATTERS, ledgers.PROMISES, ledgers.SURVEYS,
                 ledgers.CHECKPOINTS)
}  # fmt: skip

__all__ = ["DATASETS", "Column", "Counted", "Dataset", "DatasetName", "Drawn", "Value"]

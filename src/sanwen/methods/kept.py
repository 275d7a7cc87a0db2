"""A triage model as bytes and back: one compressed file of arrays, without pickled code in it."""

import io
import json
import zipfile

import numpy as np

from sanwen.methods.calibration import Calibration
from sanwen.methods.grams import Vocabulary
from sanwen.methods.triage import Model

# Goes up when a file of before could no longer be read rightly.
FORMAT = 1


class NotAModel(ValueError):
    """These bytes are no triage model, or one of another version of Sanwen."""


def to_bytes(model: Model) -> bytes:
    """Weights are kept in half precision: the third decimal of a score speaks for nothing."""
    facts = {
        "format": FORMAT,
        "names": model.names,
        "parents": dict(model.parents),
        "sizes": model.body.sizes,
        "calibration": [
            model.calibration.slope,
            model.calibration.prior,
            model.calibration.unseen,
        ],
        "thresholds": model.thresholds,
        "examples": model.examples,
    }
    kept = io.BytesIO()
    np.savez_compressed(
        kept,
        facts=np.frombuffer(json.dumps(facts, ensure_ascii=False).encode(), np.uint8),
        body=model.body.grams,
        body_idf=model.body.idf,
        title=model.title.grams,
        title_idf=model.title.idf,
        weights=model.weights.astype(np.float16),
        bias=model.bias,
        seen=model.seen,
    )
    return kept.getvalue()


def from_bytes(data: bytes) -> Model:
    """Raises NotAModel for anything that `to_bytes` of this version has not made."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            facts = json.loads(bytes(kept["facts"]))
            if facts["format"] != FORMAT:
                raise NotAModel(f"format {facts['format']}, not {FORMAT}")
            sizes = tuple(facts["sizes"])
            return Model(
                names=tuple(facts["names"]),
                parents=facts["parents"],
                body=Vocabulary(kept["body"], kept["body_idf"], sizes),
                title=Vocabulary(kept["title"], kept["title_idf"], sizes),
                weights=kept["weights"].astype(np.float32),
                bias=kept["bias"],
                seen=kept["seen"],
                calibration=Calibration(*facts["calibration"]),
                thresholds=tuple(facts["thresholds"]),
                examples=facts["examples"],
            )
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as fault:
        raise NotAModel(str(fault)) from fault

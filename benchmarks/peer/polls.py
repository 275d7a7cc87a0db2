"""Runs in the peers' own environment: raking and estimates by balance, svy and samplics.

python polls.py SURVEY.npz: arrays `codes` (people, margins), `targets` (as many rows as margins,
shares, NaN beyond a margin's categories), `base`; `y`, `w`, `stratum`, `people` of a stratified
sample; the same and `village` of one of villages, with `clustered_` before. Prints one JSON line;
weights go to SURVEY.weights.npz.
"""

import json
import logging
import sys
import time
import warnings

import numpy as np
import pandas as pd
import polars as pl

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

TOTAL = 1_000_000.0


def timed(work, times=5):
    best = None
    for _ in range(times):
        start = time.process_time()
        found = work()
        spent = time.process_time() - start
        best = spent if best is None else min(best, spent)
    return best, found


def by_balance(codes, shares, base, exact):
    from balance.weighting_methods.rake import rake

    frame = pd.DataFrame({name: codes[:, k].astype(str) for k, name in enumerate(shares)})
    extra = {"convergence_rate": 1e-12, "rate_tolerance": 1e-14} if exact else {}

    def work():
        found = rake(
            frame,
            pd.Series(base),
            None,
            None,
            variables=list(shares),
            transformations=None,
            target_margins={
                name: {str(k): share for k, share in one.items()} for name, one in shares.items()
            },
            **extra,
        )
        return np.asarray(found["weight"], float)

    return timed(work, 1 if exact else 5)


def by_svy(codes, shares, base, exact):
    import svy

    frame = pl.DataFrame({name: codes[:, k] for k, name in enumerate(shares)} | {"w": base})
    totals = {name: {k: share * TOTAL for k, share in one.items()} for name, one in shares.items()}
    extra = {"tol": 1e-12, "max_iter": 1000} if exact else {}

    def work():
        sample = svy.Sample(frame, svy.Design(wgt="w"))
        done = sample.weighting.rake(controls=totals, on_nonconvergence="ignore", **extra)
        return done.data["rk_wgt"].to_numpy()

    return timed(work, 1 if exact else 5)


def by_samplics(codes, shares, base, exact):
    from samplics import SampleWeight

    margins = {name: codes[:, k] for k, name in enumerate(shares)}
    totals = {name: {k: share * TOTAL for k, share in one.items()} for name, one in shares.items()}
    extra = {"tol": 1e-12, "max_iter": 1000} if exact else {}
    work = lambda: SampleWeight().rake(base, margins, totals, **extra)  # noqa: E731
    return timed(work, 1 if exact else 5)


def estimates(kept):
    import svy
    from samplics import TaylorEstimator
    from samplics.utils.types import PopParam

    frame = pl.DataFrame(
        {"y": kept["y"], "w": kept["w"], "s": kept["stratum"], "N": kept["people"]}
    )
    out = {}
    sample = svy.Sample(frame, svy.Design(wgt="w", stratum="s", pop_size="N"))
    found = sample.estimation.prop("y", ci_method="korn-graubard")
    out["svy"] = told(found)
    taylor = TaylorEstimator(PopParam.prop)
    fpc = {s: 1 - n / people for s, n, people in strata(kept)}
    taylor.estimate(y=kept["y"], samp_weight=kept["w"], stratum=kept["stratum"], fpc=fpc)
    out["samplics"] = of_taylor(taylor)
    return out


def clustered(kept):
    """Villages drawn whole, in two strata."""
    import svy
    from samplics import TaylorEstimator
    from samplics.utils.types import PopParam

    y, w, s, v = (kept[f"clustered_{name}"] for name in ("y", "w", "stratum", "village"))
    frame = pl.DataFrame({"y": y, "w": w, "s": s, "v": v})
    sample = svy.Sample(frame, svy.Design(wgt="w", stratum="s", psu="v"))
    taylor = TaylorEstimator(PopParam.prop)
    taylor.estimate(y=y, samp_weight=w, stratum=s, psu=v)
    by_svy = told(sample.estimation.prop("y", ci_method="korn-graubard"))
    return {"svy": by_svy, "samplics": of_taylor(taylor)}


def of_taylor(taylor):
    return {
        name: float(getattr(taylor, attribute)[1])
        for name, attribute in (
            ("est", "point_est"),
            ("se", "stderror"),
            ("low", "lower_ci"),
            ("high", "upper_ci"),
        )
    }


def strata(kept):
    for s in np.unique(kept["stratum"]):
        here = kept["stratum"] == s
        yield s, int(here.sum()), float(kept["people"][here][0])


def told(found):
    rows = found.estimates if hasattr(found, "estimates") else found
    one = rows[-1]
    return {
        "est": float(one.est),
        "se": float(one.se),
        "low": float(one.lci),
        "high": float(one.uci),
    }


def twelve():
    """12 of 12, in each peer's ways."""
    import svy
    from samplics import TaylorEstimator
    from samplics.utils.types import PopParam

    out = {}
    sample = svy.Sample(pl.DataFrame({"y": [1] * 12, "w": [1.0] * 12}), svy.Design(wgt="w"))
    for way in ("logit", "beta", "korn-graubard", "wilson"):
        try:
            one = told(sample.estimation.prop("y", ci_method=way))
            out[f"svy, {way}"] = [one["low"], one["high"]]
        except Exception as no:
            out[f"svy, {way}"] = type(no).__name__
    try:
        taylor = TaylorEstimator(PopParam.prop)
        taylor.estimate(y=np.ones(12), samp_weight=np.ones(12))
        low, high = (list(side.values())[-1] for side in (taylor.lower_ci, taylor.upper_ci))
        out["samplics"] = [float(low), float(high)]
    except Exception as no:
        out["samplics"] = type(no).__name__
    return out


def main(file):
    kept = np.load(file)
    codes, base = kept["codes"], kept["base"]
    shares = {
        f"m{k}": {c: float(s) for c, s in enumerate(row[~np.isnan(row)])}
        for k, row in enumerate(kept["targets"])
    }
    out, weights = {"rake": {}}, {}
    for name, way in (("balance", by_balance), ("svy", by_svy), ("samplics", by_samplics)):
        try:
            seconds, _ = way(codes, shares, base, exact=False)
            exactly, found = way(codes, shares, base, exact=True)
            out["rake"][name] = {"seconds": seconds, "exactly": exactly}
            weights[name] = np.asarray(found, float)
        except Exception as no:
            out["rake"][name] = {"failed": f"{type(no).__name__}: {no}"[:300]}
    for name, work in (("estimates", estimates), ("clustered", clustered)):
        try:
            out[name] = work(kept)
        except Exception as no:
            out[name] = {"failed": f"{type(no).__name__}: {no}"[:300]}
    out["twelve"] = twelve()
    np.savez(file.replace(".npz", ".weights.npz"), **weights)
    print(json.dumps(out))


main(sys.argv[1])

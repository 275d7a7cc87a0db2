"""Which PostgreSQL: DATABASE_URL, else the embedded one in the data folder."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from sanwen.config import cluster
from sanwen.core import environment


def database() -> dict[str, Any]:
    url = environment.text("DATABASE_URL") or cluster.url_if_running() or ""
    settings = _from_url(url) if url else _not_started()
    pool = environment.number("SANWEN_POOL", 0, low=0, high=500)
    if pool:
        settings["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool, "timeout": 15}
    settings["OPTIONS"] |= _prepared()
    settings["CONN_MAX_AGE"] = 0 if pool else 600
    settings["CONN_HEALTH_CHECKS"] = not pool
    return settings


def _prepared() -> dict[str, Any]:
    """A statement asked this often on one connection is planned no more (docs/decisions/0009)."""
    often = environment.number("SANWEN_PREPARE", 3, low=0, high=100)
    return {"server_side_binding": True, "prepare_threshold": often or None}


def _from_url(text: str) -> dict[str, Any]:
    url = urlsplit(text)
    if url.scheme not in ("postgres", "postgresql") or not url.path.strip("/"):
        raise ImproperlyConfigured("DATABASE_URL: use postgresql://user:password@host:5432/name")
    hosts = [part.rpartition("@")[2] for part in url.netloc.split(",")]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": ",".join(host.rpartition(":")[0] or host for host in hosts),
        "PORT": ",".join(host.rpartition(":")[2] if ":" in host else "5432" for host in hosts),
        "OPTIONS": dict(parse_qsl(url.query)),
    }


def _not_started() -> dict[str, Any]:
    """Nothing runs yet; commands that need the database start it first, or say why not."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "sanwen",
        "HOST": "127.0.0.1",
        "PORT": "1",
        "OPTIONS": {},
    }

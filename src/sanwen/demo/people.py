"""The demo's invented people: staff with their roles, and the names and numbers residents leave."""

from dataclasses import dataclass
from functools import cache
from random import Random

from sanwen.demo.reading import read_toml

ROLES = ("intake", "handler", "unit_lead", "supervisor", "leader", "auditor", "administrator")

# No operator has been given 154-00; 0199 is no area code. Nobody can be rung by mistake.
MOBILE_PREFIX = "15400"
LANDLINE_PREFIX = "0199-5551"


@dataclass(frozen=True, slots=True)
class Staff:
    """One staff member. There is no password here: the loader draws one and prints it once."""

    username: str
    name: str
    name_en: str
    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class Contact:
    """What a resident left so that they can be reached; every field may be empty."""

    name: str
    phone: str
    email: str
    wechat: str
    address: str


@cache
def staff() -> tuple[Staff, ...]:
    rows = (line.split(":") for line in read_toml("people.toml")["staff"])
    return tuple(
        Staff(username=username, name=name, name_en=name_en, role=role, unit=unit)
        for unit, role, username, name, name_en in rows
    )


def surname(rng: Random) -> str:
    return str(rng.choice(read_toml("people.toml")["surnames"]))


def phone(rng: Random) -> str:
    return f"{MOBILE_PREFIX}{rng.randrange(1_000_000):06d}"


def contact(rng: Random, *, language: str, address: str) -> Contact:
    number = phone(rng)
    if rng.random() < 0.08:
        number = f"{LANDLINE_PREFIX}{rng.randrange(1000):03d}"
    handle = f"demo{rng.randrange(100_000):05d}"
    return Contact(
        name=_name(rng, language),
        phone=number,
        email=f"{handle}@example.org" if rng.random() < 0.12 else "",
        wechat=f"{handle}_tc" if rng.random() < 0.15 else "",
        address=address if rng.random() < 0.35 else "",
    )


def _name(rng: Random, language: str) -> str:
    names = read_toml("people.toml")
    if language == "en":
        return str(rng.choice(names["foreign"]))
    family = surname(rng)
    if rng.random() < 0.65:
        return family + rng.choice(("女士", "先生"))
    return family + str(rng.choice(names["given"]))

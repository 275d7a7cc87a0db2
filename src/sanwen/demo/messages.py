"""Writes the voices: the same matter told by different people in their own ways."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from random import Random
from typing import Any

from sanwen.demo import people
from sanwen.demo.phrases import Fill, say, say_any
from sanwen.demo.reading import read_toml
from sanwen.demo.scenes import Filling, Kind, Scene

SPOKEN_CHANNELS = ("phone", "visit", "letter")
_DETAILS = {"middle": (0, 1, 1, 2), "long": (2, 3, 3, 4), "full": (4, 5, 6)}
_CASUAL = ("young", "rider", "plain", "angry", "student", "parent")
# Where one complains first, by branch of the tree, else by the kind of place.
_SETTINGS = {"06": "work", "07": "school", "09": "shop", "14": "office", "15": None}
_AT = {"estate": "home", "village": "village"}
_VISIBILITY = ("anonymous", "confidential", "open")
_VISIBILITY_WEIGHTS = (25, 50, 25)


@dataclass(frozen=True, slots=True)
class DraftVoice:
    """One message as it would come in. `text` is verbatim; a clerk adds `summary` and `read_back`.

    `channel` is web, wechat, phone, visit or letter; `visibility` is anonymous, confidential or
    open, and an anonymous voice has no contact. `place` is the place in the words, `title` a few
    words for lists. There is deliberately no mark of what sort of person speaks.
    """

    text: str
    title: str
    language: str  # zh-Hans · zh-Hant · en
    channel: str
    received_at: datetime
    visibility: str
    contact: people.Contact | None
    place: str
    summary: str
    read_back: str


@dataclass(frozen=True, slots=True)
class _Wording:
    text: str
    language: str
    channel: str


def write_voice(scene: Scene, at: datetime, rng: Random, *, again: bool = False) -> DraftVoice:
    """One person's telling of a matter at a moment."""
    fill = Filling(scene, at.date(), rng)
    wording = _special(scene.kind, fill, rng) if rng.random() < 0.12 else None
    wording = wording or _plain(scene, fill, rng, again=again)
    visibility = rng.choices(_VISIBILITY, _VISIBILITY_WEIGHTS)[0]
    contact = None
    if visibility != "anonymous":
        contact = people.contact(rng, language=wording.language, address=_home(scene))
    title = say(scene.kind.title, Filling(scene, at.date(), rng, where=scene.place.name), rng)
    is_spoken = wording.channel in SPOKEN_CHANNELS
    return DraftVoice(
        text=_with_number(wording, contact, rng),
        title=title,
        language=wording.language,
        channel=wording.channel,
        received_at=at,
        visibility=visibility,
        contact=contact,
        place=scene.place.name,
        summary=_summary(title, scene, fill, rng) if is_spoken else "",
        read_back=say_any(read_toml("turns.toml")["read_back"], fill, rng) if is_spoken else "",
    )


def _plain(scene: Scene, fill: Fill, rng: Random, *, again: bool) -> _Wording:
    register = _register(scene.kind, rng)
    manner = read_toml("registers.toml")[register]
    channel = rng.choices(tuple(manner["channels"]), tuple(manner["channels"].values()))[0]
    size = "full" if register == "letter" else _size(scene, rng)
    text = _tell(scene, manner, size, fill, rng, again=again)
    if channel != "phone":
        text = text.removeprefix("喂，")
    if channel in ("web", "wechat") and register in _CASUAL:
        text = _as_typed(text, rng)
    return _Wording(text=text, language="zh-Hans", channel=channel)


def _register(kind: Kind, rng: Random) -> str:
    registers = read_toml("registers.toml")
    return rng.choices(kind.who, [registers[name]["weight"] for name in kind.who])[0]


def _size(scene: Scene, rng: Random) -> str:
    sizes = ("short", "middle", "long") if scene.phrases("short") else ("middle", "long")
    return rng.choices(sizes, (27, 43, 30)[-len(sizes) :])[0]


def _tell(
    scene: Scene, manner: dict[str, Any], size: str, fill: Fill, rng: Random, *, again: bool
) -> str:
    if size == "short" and not again:
        return say_any(scene.phrases("short"), fill, rng)
    size = "middle" if size == "short" else size
    parts = [say_any(manner["open"], fill, rng)]
    if again:
        parts.append(say_any(read_toml("turns.toml")["again"], fill, rng))
    parts.append(say_any(scene.phrases("fact"), fill, rng))
    parts.extend(_details(scene, size, fill, rng))
    if size != "middle" and not again:
        parts.extend(_tried(scene, manner, size, fill, rng))
    if size == "full":
        thoughts = read_toml("turns.toml")["reflections"]
        parts.extend(
            say(text, fill, rng) for text in rng.sample(thoughts, rng.choice((1, 2, 2, 3)))
        )
    if (wants := scene.phrases("want")) and rng.random() < 0.85:
        parts.append(say_any(wants, fill, rng))
    parts.append(say_any(manner["close"], fill, rng))
    return _joined(parts)


def _details(scene: Scene, size: str, fill: Fill, rng: Random) -> list[str]:
    more = scene.phrases("more")
    wanted = rng.choice(_DETAILS[size])
    chosen = sorted(rng.sample(range(len(more)), min(wanted, len(more))))
    return [say(more[index], fill, rng) for index in chosen]


def _tried(scene: Scene, manner: dict[str, Any], size: str, fill: Fill, rng: Random) -> list[str]:
    """What was tried before: said in one's own manner, or as people do at such a place."""
    setting = _SETTINGS.get(scene.kind.category[:2]) or _AT.get(scene.place.kind)
    pools = [manner["effort"]]
    if setting:
        pools.append(read_toml("turns.toml")["efforts"][setting])
    chosen = pools if size == "full" else [rng.choice(pools)]
    return [say_any(pool, fill, rng) for pool in chosen]


def _joined(parts: list[str]) -> str:
    """Puts sentences together so that none runs into the next and nothing is said twice."""
    text = ""
    for part in parts:
        if not part:
            continue
        if part.startswith("！"):
            text = text.rstrip("。！")
        elif text and text[-1] not in "。！？，：\n　!?…":
            text += "。" if text[-1].isalnum() else ""
        text += part
    return text.strip(" ，") if not text.endswith("，") else text[:-1] + "。"


def _as_typed(text: str, rng: Random) -> str:
    """What thumbs do to punctuation."""
    draw = rng.random()
    if draw < 0.3:
        return text.removesuffix("。")
    if draw < 0.4:
        return text.removesuffix("。").replace("。", "，")
    if draw < 0.46:
        return text.removesuffix("。").replace("。", " ").replace("，", " ")
    if draw < 0.49:
        return text.replace("在", "再", 1)
    if draw < 0.53:
        return text.replace("。", "！").replace("，", ",")
    return text


@cache
def _specials() -> dict[str, tuple[tuple[str, str], ...]]:
    by_kind: dict[str, list[tuple[str, str]]] = {}
    for row in read_toml("specials.toml")["special"]:
        texts = [(row["language"], text) for text in row["text"]]
        by_kind.setdefault(row["kind"], []).extend(texts)
    return {kind: tuple(rows) for kind, rows in by_kind.items()}


def has_special(kind: Kind) -> bool:
    return kind.id in _specials()


def _special(kind: Kind, fill: Fill, rng: Random) -> _Wording | None:
    if not has_special(kind):
        return None
    language, text = rng.choice(_specials()[kind.id])
    channel = rng.choice(("web", "wechat"))
    return _Wording(text=say(text, fill, rng), language=language, channel=channel)


def _with_number(wording: _Wording, contact: people.Contact | None, rng: Random) -> str:
    """Some write their number into the message, whatever the form asks for."""
    if wording.language != "zh-Hans" or "\n" in wording.text or rng.random() > 0.04:
        return wording.text
    number = contact.phone if contact else people.phone(rng)
    lead = rng.choice(("我电话", "有事打我手机", "联系电话：", "我的号码是", "电话"))
    end = "" if wording.text[-1] in "。！？!?" else "，"
    return f"{wording.text}{end}{lead}{number}"


def _summary(title: str, scene: Scene, fill: Fill, rng: Random) -> str:
    lead = rng.choice(("反映", "来电反映", "称", "反映："))
    asks = "；".join(say(ask, fill, rng) for ask in scene.phrases("asks"))
    return f"{lead}{title}。请求：{asks}。"


def _home(scene: Scene) -> str:
    facts = scene.facts
    if scene.area.level == 3 and scene.place.kind in ("village", "firm") and facts["village"]:
        return f"{scene.area.name}{facts['village']}"
    return f"{facts['estate']}{facts['b']}号楼{facts['u']}单元{facts['room']}"

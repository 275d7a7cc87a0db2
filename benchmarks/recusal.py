"""What it costs at registration to look for names and interests in a message; needs no database.

python -m benchmarks.recusal [n]      500 members of staff unless said
"""

import os
import random
import sys
import time
from datetime import date

TODAY, ROUNDS, TARGET = date(2026, 3, 10), 4000, 50
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰飞红建国志文辉力永健世广"
TEXT = (
    "石桥村口的路灯坏了半个月，晚上看不见路，老人孩子出门都怕摔倒，向村里反映过两次，说要等镇里"
    "安排。江边那一段路面也破了，高峰时段车多，希望尽快派人来修。"
)
RNG = random.Random(20261122)


def watch(many: int):
    from sanwen.integrity.conduct.touched import Interest, compiled

    names: dict[str, list[Interest]] = {}
    while len(names) < many:
        name = RNG.choice(SURNAMES) + "".join(RNG.choices(GIVEN, k=RNG.choice((1, 2, 2))))
        names.setdefault(name, []).append(Interest(len(names)))
    return compiled(names)


def main(many: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanwen.config.settings")
    import django

    django.setup()
    from sanwen.integrity.conduct import touched

    names = watch(many)
    names.until = float("inf")
    touched._Memory.watch = names
    name = next(iter(names.whose))
    print(f"{many} members of staff; target ≤ {TARGET} µs a message")
    for what, text in (
        ("100 characters", TEXT[:100]),
        ("500 characters", (TEXT * 7)[:500]),
        ("2,000 characters", (TEXT * 27)[:2000]),
        ("500 characters, with blanks", " ".join([TEXT[:20]] * 25)),
        ("500 characters, one named", (TEXT * 7)[:490] + name),
    ):
        begin = time.process_time()
        for _ in range(ROUNDS):
            found = touched.touched(text, today=TODAY)
        took = (time.process_time() - begin) / ROUNDS * 1e6
        print(f"{what:30} {took:7.1f} µs   {len(found)} found")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)

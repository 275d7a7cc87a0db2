"""Invented messages with personal data whose places are known, and hard ones without any."""

import random
from collections.abc import Callable

from sanwen.methods.personal import Kind
from sanwen.methods.personal_numbers import id_check, luhn

Truth = list[tuple[int, int, Kind]]

FAMILY = (
    "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
    "丁魏薛叶"
)
PAIRS = ("欧阳", "司马", "上官", "诸葛", "夏侯")
GIVEN = (
    "建国",
    "秀英",
    "志强",
    "桂兰",
    "丽",
    "伟",
    "芳",
    "敏",
    "静",
    "军",
    "洋",
    "艳",
    "勇",
    "杰",
    "娟",
    "涛",
    "明",
    "超",
    "霞",
    "平",
    "小红",
    "春梅",
    "晓东",
    "雨欣",
    "子涵",
    "浩然",
    "国庆",
    "玉珍",
    "凤英",
    "海燕",
    "永康",
    "德胜",
    "文博",
    "思远",
    "家豪",
    "梓萱",
    "一诺",
    "奕辰",
    "雪梅",
    "金花",
    "长生",
    "铁柱",
    "美玲",
    "淑芬",
    "红兵",
    "卫东",
    "晨曦",
    "嘉怡",
    "俊熙",
    "鑫",
)
ROADS = ("解放路", "人民东路", "柳溪大道", "向阳街", "石桥巷", "青年路", "建设北路")
HOMES = ("幸福小区", "阳光花园", "柳岸雅苑", "清源家园", "书香名邸")
STREETS = ("Green Street", "Park Road", "Station Avenue", "Mill Lane")
ENGLISH = ("John Smith", "Mary Brown", "Peter Jones", "Anna Taylor", "David Wilson", "Emily Clark")
PLATES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")


def _digits(rng: random.Random, many: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(many))


def phone(rng: random.Random) -> str:
    number = f"1{rng.choice('3456789')}{_digits(rng, 9)}"
    a, b, c = number[:3], number[3:7], number[7:]
    fixed = (
        f"0{rng.choice(['731', '10', '21', '755', '28'])}{rng.choice(['-', '', ' ', '－'])}8"
        f"{_digits(rng, 7)}"
    )
    shapes = [number, number, f"{a} {b} {c}", f"{a}-{b}-{c}", f"+86 {number}", f"86-{a}-{b}-{c}"]
    shapes += [number.translate(WIDE), number.translate(SPOKEN), f"{a}.{b}.{c}", " ".join(number)]
    return rng.choice([*shapes, fixed, fixed, f"{fixed}转{rng.randint(10, 9999)}"])


def id_number(rng: random.Random) -> str:
    born = f"{rng.randint(1940, 2015)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    first = (
        f"{rng.choice(['430102', '110105', '440304', '510107', '320582'])}{born}{_digits(rng, 3)}"
    )
    whole = first + id_check(first)
    spaced = f"{whole[:6]} {whole[6:14]} {whole[14:]}"
    old = f"{first[:6]}{born[2:]}{_digits(rng, 3)}"
    fours = " ".join(whole[at : at + 4] for at in range(0, 18, 4))
    return rng.choice([whole, whole, whole.lower(), spaced, fours, whole.translate(WIDE), old])


def card(rng: random.Random) -> str:
    first = rng.choice(["622202", "621700", "456351", "95588", "601382"])
    body = first + _digits(rng, rng.choice([16, 19]) - len(first) - 1)
    whole = next(body + last for last in "0123456789" if luhn(body + last))
    return rng.choice([whole, " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))])


def email(rng: random.Random) -> str:
    name = "".join(rng.choice("abcdefghjkmnpqrstuvwxyz0123456789._") for _ in range(9)).strip("._")
    site = rng.choice(["qq.com", "163.com", "mail.example.org", "gov-town.cn"])
    return f"a{name}{rng.choice(['@', '@', '＠'])}{site}"


def plate(rng: random.Random) -> str:
    tail = _digits(rng, 4) + rng.choice(LETTERS + "0123456789")
    green = f"{rng.choice('DF')}{_digits(rng, 5)}"
    start = rng.choice(PLATES) + rng.choice(LETTERS)
    return start + rng.choice(["", "", "·", " "]) + rng.choice([tail, tail, tail.lower(), green])


def name(rng: random.Random) -> str:
    family = rng.choice(PAIRS) if rng.random() < 0.06 else rng.choice(FAMILY)
    return family + rng.choice(GIVEN)


def house(rng: random.Random) -> str:
    n = rng.randint
    return rng.choice(
        [
            f"{n(1, 40)}栋{n(1, 4)}单元{n(1, 30)}0{n(1, 4)}室",
            f"{n(1, 40)}号楼",
            f"{n(1, 9)}-{n(1, 3)}-{n(1, 30)}0{n(1, 4)}",
            f"{rng.choice('ABCD')}座{n(10, 30)}0{n(1, 4)}",
            f"{n(1, 20)}幢{n(1, 30)}0{n(1, 4)}",
            f"{'一二三四五六七八九'[n(0, 8)]}栋二单元五零{'一二三四'[n(0, 3)]}室",
            f"{n(1, 20)}＃楼{n(1, 30)}0{n(1, 4)}房",
        ]
    )


def english_house(rng: random.Random) -> str:
    return f"Flat {rng.randint(1, 30)}{rng.choice('ABC')}, {rng.randint(1, 99)}"


Make = Callable[[random.Random], str]
FAMILY_ONLY: Make = lambda rng: rng.choice(FAMILY)  # noqa: E731  a name in full would say no more
# Braces: what is put there and what it is. {?} stands for a road or an estate.
TEMPLATES: tuple[tuple[str, tuple[tuple[Make, Kind], ...]], ...] = (
    ("我家的水管坏了半个月，请打{0}找我。", ((phone, Kind.PHONE),)),
    ("联系电话：{0}，晚上都在家", ((phone, Kind.PHONE),)),
    ("物业说打{0}没人接，又让打{1}", ((phone, Kind.PHONE), (phone, Kind.PHONE))),
    ("我叫{0}，身份证号{1}，低保停了三个月", ((name, Kind.NAME), (id_number, Kind.ID))),
    ("身份证：{0}，社保卡一直没发", ((id_number, Kind.ID),)),
    ("钱打到{0}这张卡上，没有到账", ((card, Kind.CARD),)),
    ("银行卡号{0}，开户名{1}", ((card, Kind.CARD), (name, Kind.NAME))),
    ("材料发到{0}，一直没有回音", ((email, Kind.EMAIL),)),
    ("邮箱{0}，请发到这里", ((email, Kind.EMAIL),)),
    ("{0}长期占用消防通道", ((plate, Kind.PLATE),)),
    ("车牌号{0}的渣土车夜里洒了一路", ((plate, Kind.PLATE),)),
    ("联系人：{0}，电话{1}", ((name, Kind.NAME), (phone, Kind.PHONE))),
    ("村民{0}反映，路灯不亮", ((name, Kind.NAME),)),
    ("举报人：{0}\n2026年3月", ((name, Kind.NAME),)),
    ("公司法人代表{0}，欠薪四个月", ((name, Kind.NAME),)),
    ("{0}女士来电说楼上漏水", ((FAMILY_ONLY, Kind.NAME),)),
    ("隔壁的{0}大爷摔了一跤，没有人管", ((FAMILY_ONLY, Kind.NAME),)),
    ("班主任{0}老师让交补课费", ((name, Kind.NAME),)),
    ("村支书{0}把地租给了别人", ((name, Kind.NAME),)),
    ("此事由{0}主任负责，请找{1}核实", ((name, Kind.NAME), (name, Kind.NAME))),
    ("本人{0}，家住{?}{1}", ((name, Kind.NAME), (house, Kind.HOUSE))),
    ("{?}{0}的下水道堵了", ((house, Kind.HOUSE),)),
    ("我住{?}{0}，楼上天天半夜吵", ((house, Kind.HOUSE),)),
    (
        "My name is {0} and I live at {1} {!}",
        ((lambda r: r.choice(ENGLISH), Kind.NAME), (english_house, Kind.HOUSE)),
    ),
    (
        "Please call Mr {0} on {1} about the street lamp",
        ((lambda r: r.choice(ENGLISH).split()[1], Kind.NAME), (phone, Kind.PHONE)),
    ),
)
# Written by hand: nothing in these is personal.
PLAIN = (
    "拨打12345、12315和110都说不归他们管",
    "2019年12月25日10:30开始停水，到2020/1/3才来",
    "工单编号20190712000138，已经等了15天",
    "全镇共12栋楼、1200户，缺口500000元",
    "希望提高老师待遇，对于老师的补贴按时发放",
    "地铁3号线和107国道交叉口，红绿灯坏了",
    "任何单位不得如何如何，至于经理怎么说不重要",
    "周边马路坑洼，何时能修好？曾经许诺过年底前完成",
    "G4高速K1503处，3号门对面，2号地块",
    "面积120.5平方米，单价13800元，总价1663000元",
    "客服热线400-820-8820一直占线",
    "高度重视，方便居民，安全第一，平安小区",
    "温度38.5℃，PM2.5超过150，噪音78分贝",
    "第3组第5次会议，文号长发〔2019〕2号",
    "幸福小区3期一共有5栋住宅，2号井出水量小",
    "该路段限速60，全长3.5公里，投资1.2亿元",
    "《物权法》第七十六条、合同法第214条",
    "The road from Station Square to the park has been closed since 12 March 2026.",
    "Bus 701 and bus 12 do not stop here any more; we waited 45 minutes.",
    "三居室两厅，建议增加2个单元门禁",
    "从来没有人来，周六周日都不上班，左右为难",
    "马上就要高考了，黄土飞扬，石头堆在江边",
    "10月1日至7日放假，共7天；每月1号发工资",
    "订单号 6217 没有发货，快递柜 8-3 打不开",
    "水费每吨2.85元，电费0.588元/度，12月份用了186度",
)


def made(many: int, seed: int) -> list[tuple[str, Truth]]:
    rng = random.Random(seed)
    return [_filled(rng) for _ in range(many)]


def _filled(rng: random.Random) -> tuple[str, Truth]:
    shape, makers = rng.choice(TEMPLATES)
    shape = shape.replace("{?}", rng.choice([*HOMES, *ROADS])).replace("{!}", rng.choice(STREETS))
    before = rng.choice(["", "", "您好，", "尊敬的领导：", "请帮帮我们。"])
    text, truth = before, []
    parts = _split(shape)
    for part in parts:
        if isinstance(part, int):
            make, kind = makers[part]
            words = make(rng)
            truth.append((len(text), len(text) + len(words), kind))
            text += words
        else:
            text += part
    return text, truth


def _split(shape: str) -> list[str | int]:
    parts: list[str | int] = []
    rest = shape
    while "{" in rest:
        before, _, rest = rest.partition("{")
        number, _, rest = rest.partition("}")
        parts += [before, int(number)]
    return [*parts, rest]

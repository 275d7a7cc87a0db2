"""What one message through the public form costs, everything written: contact, words, matter, clocks, trail."""

import http.client
import random
import re

from rich.console import Console
from rich.table import Table

from benchmarks import stage

PLACES = ["石桥村口", "人民路二中对面", "柳溪镇菜市场", "河东新村3栋", "汽车站南侧"]
WHAT = [
    "路灯坏了半个月",
    "下水道堵了往外冒水",
    "工地夜里十二点还在打桩",
    "自来水发黄",
    "公交站牌倒了",
]


def token(connection: http.client.HTTPConnection, path: str) -> dict[str, str]:
    connection.request("GET", path)
    response = connection.getresponse()
    page = response.read().decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found, page[:200]
    cookies = "; ".join(
        value.split(";")[0] for name, value in response.getheaders() if name == "Set-Cookie"
    )
    return {"Cookie": cookies, "csrf": found[1]}


def form(number: int, csrf: str) -> dict[str, str]:
    chance = random.Random(number)
    return {
        "csrfmiddlewaretoken": csrf,
        "text": f"{chance.choice(PLACES)}{chance.choice(WHAT)}，第{number}次路过，请来看看。" * 2,
        "place": chance.choice(PLACES),
        "openness": "confidential",
        "wishes": "phone",
        "name": "王秀兰",
        "phone": f"139{number:08d}",
        "key": f"bench-{number}",
    }


def seed() -> None:
    from benchmarks.fill import county

    county()


def main(clients: int = 4, each: int = 250) -> None:
    with stage.database() as _running:
        stage.django_ready()
        seed()
        with stage.served() as server:
            connection = http.client.HTTPConnection("127.0.0.1", server[0])
            known = token(connection, "/say/")
            headers = {"Cookie": known["Cookie"]}

            def create(connection: http.client.HTTPConnection, number: int) -> None:
                stage.post(connection, "/say/", form(number, known["csrf"]), headers)

            stage.drive(server, create, clients=clients, each=20)
            taken = stage.drive(
                server,
                lambda c, n: create(c, n + 1_000_000),
                clients=clients,
                each=each,
            )
    table = Table(title=f"Create through the public form, {clients} clients")
    for name in ("creates/s", "median ms", "p95 ms", "web CPU ms", "database CPU ms"):
        table.add_column(name, justify="right")
    table.add_row(
        f"{taken.rate:.0f}",
        f"{taken.median:.1f}",
        f"{taken.at(0.95):.1f}",
        f"{taken.cpu_each:.2f}",
        f"{taken.database_each:.2f}",
    )
    Console().print(table)


if __name__ == "__main__":
    main()

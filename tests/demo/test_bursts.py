"""The demo has topics that rise and pass, at places with outlines of nobody's land."""

import json
from collections import Counter
from datetime import date

from sanwen.demo.bursts import bursts
from sanwen.demo.county import county
from sanwen.demo.shapes import outlines
from sanwen.demo.story import stories

TODAY = date(2026, 11, 22)


def test_every_burst_is_at_a_place_of_the_county_and_in_the_past():
    places = {place.name for place in county().places}

    assert all(burst.place in places for burst in bursts())
    assert all(0 < burst.last < burst.first < 182 for burst in bursts())


def test_many_speak_of_the_place_of_a_burst_in_its_days():
    told = Counter((story.kind, story.voice.place) for story in stories(3, 3000, TODAY))

    assert all(told[burst.kind, burst.place] >= 10 for burst in bursts())


def test_neighbours_share_their_borders_and_every_outline_closes():
    shapes = [json.loads(one)["coordinates"][0] for one in outlines(list("abcdefghijkl")).values()]

    assert len(shapes) == 12
    assert all(ring[0] == ring[-1] for ring in shapes)
    assert {tuple(point) for point in shapes[0]} & {tuple(point) for point in shapes[1]}


def test_the_outlines_lie_at_sea_where_no_land_is_meant():
    points = [
        point
        for one in outlines(list("abcdefghijkl")).values()
        for point in json.loads(one)["coordinates"][0]
    ]

    assert all(abs(x) < 0.5 and abs(y) < 0.5 for x, y in points)

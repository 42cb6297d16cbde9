"""Each service is asked at its pace, whoever asks."""

import time
from threading import Thread

import pytest

from pipelines.pace import RATES, Pace, Rate, lane_of


class Clock:
    """A time that only waiting makes pass."""

    now = 0.0

    def __call__(self):
        return self.now

    def pause(self, seconds):
        self.now += seconds


def test_a_burst_is_allowed_then_the_window_rules():
    clock = Clock()
    pace = Pace({"a.example": Rate(2, 10)}, clock.pause, clock)
    starts = []
    for _ in range(5):
        with pace.turn("https://a.example/x"):
            starts.append(clock())
    assert starts == pytest.approx([0, 0, 10.2, 10.2, 20.4])


def test_a_wait_asked_of_one_holds_all():
    clock = Clock()
    pace = Pace({}, clock.pause, clock)
    pace.hold("https://a.example/x", 30)
    with pace.turn("https://b.example/"):
        assert clock() == 0
    with pace.turn("https://a.example/y"):
        assert clock() == 30


def test_two_threads_share_the_pace_of_one_host():
    pace = Pace({"a.example": Rate(2, 0.1)}, time.sleep, time.monotonic)
    starts = []

    def ask():
        for _ in range(5):
            with pace.turn("https://a.example/"):
                starts.append(time.monotonic())

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    starts.sort()
    assert len(starts) == 10
    assert all(later - first > 0.09 for first, later in zip(starts, starts[2:], strict=False))


def test_one_question_at_a_time_where_the_service_asks_for_it():
    pace = Pace({"a.example": Rate(1000, 1, at_once=1)}, time.sleep, time.monotonic)
    under_way, most = [], []

    def ask():
        for _ in range(3):
            with pace.turn("https://a.example/"):
                under_way.append(1)
                most.append(len(under_way))
                time.sleep(0.005)
                under_way.pop()

    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(most) == {1}


@pytest.mark.parametrize(
    ("url", "lane"),
    [
        ("https://data.geopf.fr/wfs/ows?x=1", "data.geopf.fr/wfs"),
        ("https://data.geopf.fr/geocodage/search", "data.geopf.fr/geocodage"),
        ("https://data.geopf.fr/other", "data.geopf.fr"),
        ("https://api.insee.fr/melodi/data/DS", "api.insee.fr/melodi"),
        ("https://opendata.paris.fr:8080/api", "opendata.paris.fr"),
    ],
)
def test_one_host_may_serve_several_services(url, lane):
    assert lane_of(url) == lane


def test_published_limits():
    assert RATES["api.insee.fr/melodi"] == Rate(30, 60)
    assert RATES["data.ademe.fr"] == Rate(600, 60)
    assert RATES["overpass-api.de"].at_once == 1

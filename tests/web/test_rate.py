"""How fast is fetched, by a clock of our own."""

from balado.web.rate import Rate


def test_no_more_comes_than_may_in_a_second():
    now, waited = [0.0], []

    def pause(seconds):
        waited.append(seconds)
        now[0] += seconds

    rate = Rate(1000, clock=lambda: now[0], pause=pause)
    for _ in range(10):
        rate.spend(500)
    assert now[0] == 4.5
    now[0] += 100
    rate.spend(500)
    assert now[0] == 104.5


def test_without_a_bound_nobody_waits():
    Rate(None, pause=lambda _seconds: 1 / 0).spend(10**9)

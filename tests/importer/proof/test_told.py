"""The proof on a console: short, what is lost first, everything when it is asked for."""

from dataclasses import replace

from feed_specimens import feed, item

from balado.importer.proof.prove import prove
from balado.importer.proof.told import MOST_SHOWN, counts_told, lines_told


def lines(*arguments, **options):
    return [str(line) for line in lines_told(*arguments, **options)]


def test_of_what_is_equal_only_the_count_is_told():
    [line] = lines(prove(feed(item("a")), feed(item("a"))))
    assert line.startswith("1 episode compared with the old feed: ")
    assert line.endswith("values equal, 0 improved, 0 different, 0 lost.")


def test_what_is_lost_comes_first_and_names_the_episode():
    old = feed(item("a"), replace(item("b"), season=3, short_title="B"))
    told = lines(prove(old, feed(replace(item("b"), season=None, short_title="C"))))
    assert told[1].startswith("lost: episode of “About a”: About a, 2026-11-23")
    assert told[2:] == [
        "lost: season of “About b”: 3 → -",
        "different: `short_title` of “About b”: B → C",
    ]


def test_many_are_bounded_unless_everything_is_wanted():
    many = [item(str(number)) for number in range(MOST_SHOWN + 5)]
    proof = prove(feed(*many), feed())
    assert lines(proof)[-1] == "… and 5 more that are lost."
    assert len(lines(proof, everything=True)) == len(many) + 1
    assert "25 lost" in str(counts_told(proof))


def test_what_is_improved_is_told_once_for_each_reason():
    old = feed(*(replace(item(name), duration_s=0) for name in "abc"))
    proof = prove(old, feed(*map(item, "abc")))
    assert lines(proof)[1:] == ["improved: duration, 3 times: The duration is given."]
    assert len(lines(proof, everything=True)) == 4

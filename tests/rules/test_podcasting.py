import pytest
from check_examples import Example, example, feed, judged, show_rule

GUID = "<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>"
LOCKED = "<podcast:locked>yes</podcast:locked>"
DURATION = "<itunes:duration>300</itunes:duration>"


def beside_locked(tag: str) -> bytes:
    return feed((LOCKED, f"{LOCKED}{tag}"))


EXAMPLES: dict[str, Example] = {
    "show-guid-missing": example(GUID, ""),
    "show-guid-malformed": example(
        "917393e3-1b1e-5cef-ace4-edaa54e1f810", "{917393E3-1B1E-5CEF-ACE4-EDAA54E1F810}", line=25
    ),
    "locked-missing": example(LOCKED, "<podcast:locked>true</podcast:locked>"),
    "podcast-attribute-missing": example(' type="text/vtt"', ""),
    "podcast-tag-misplaced": example(DURATION, f"{DURATION}{LOCKED}"),
    "podcast-value-unfit": Example(
        beside_locked('<podcast:funding url="https://a.example">Help us</podcast:funding>'),
        beside_locked(f'<podcast:funding url="https://a.example">{"Help " * 40}</podcast:funding>'),
    ),
    "txt-unfit": Example(
        beside_locked('<podcast:txt purpose="ai-content">true</podcast:txt>'),
        beside_locked('<podcast:txt purpose="ai-content">yes</podcast:txt>'),
    ),
    "person-role-unknown": Example(
        beside_locked('<podcast:person role="Guest Host">A</podcast:person>'),
        beside_locked('<podcast:person role="moderator">A</podcast:person>'),
    ),
    "hosts-not-repeated": Example(
        feed((DURATION, f'{DURATION}<podcast:person role="guest">B</podcast:person>')),
        feed(
            (LOCKED, f"{LOCKED}<podcast:person>A</podcast:person>"),
            (DURATION, f'{DURATION}<podcast:person role="guest">B</podcast:person>'),
        ),
    ),
    "location-malformed": Example(
        beside_locked('<podcast:location geo="geo:48.85,2.35" osm="R7444#1" country="FR">Paris</podcast:location>'),
        beside_locked('<podcast:location geo="48.85,2.35">Paris</podcast:location>'),
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)


@pytest.mark.parametrize(
    ("tag", "rule"),
    [
        ("<podcast:license>Our own terms</podcast:license>", "podcast-attribute-missing"),
        ('<podcast:socialInteract protocol="activitypub"/>', "podcast-attribute-missing"),
        ("<podcast:person> </podcast:person>", "podcast-value-unfit"),
        ('<podcast:txt purpose="' + "x" * 129 + '">a</podcast:txt>', "podcast-value-unfit"),
        ("<podcast:license>cc-by-4.0</podcast:license>" * 2, "podcast-tag-misplaced"),
        ('<podcast:images srcset="https://a.example/1.jpg 1w"/>', "podcast-tag-misplaced"),
    ],
)
def test_tags_that_apps_pass_over(tag, rule, tmp_path, capsys):
    assert {found.rule for found in judged(beside_locked(tag), tmp_path, capsys)} == {rule}


@pytest.mark.parametrize(
    "tag",
    [
        "<podcast:license>cc-by-4.0</podcast:license>",
        '<podcast:socialInteract protocol="disabled"/>',
        '<podcast:person group="Writing" role="Editor">A</podcast:person>',
        "<podcast:somethingNew/>",
    ],
)
def test_tags_that_are_right(tag, tmp_path, capsys):
    assert judged(beside_locked(tag), tmp_path, capsys) == []


@pytest.mark.parametrize(
    ("tag", "rules"),
    [
        ('<podcast:txt purpose="ai-content">false</podcast:txt>', []),
        ('<podcast:txt purpose="ai-content">True</podcast:txt>', ["txt-unfit"]),
        ('<podcast:txt purpose="AI_content">true</podcast:txt>', ["txt-unfit"]),
        ('<podcast:txt purpose="ApplePodcastsVerify">1234</podcast:txt>', ["txt-unfit"]),
        ('<podcast:txt purpose="example.org">anything</podcast:txt>', []),
        ("<podcast:txt>anything</podcast:txt>", []),
    ],
)
def test_texts_for_machines(tag, rules, tmp_path, capsys):
    assert [one.rule for one in judged(beside_locked(tag), tmp_path, capsys)] == rules

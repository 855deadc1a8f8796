"""How the artwork of the first show was made.

    python tests/sample/draw_cover.py

draws `episodes/cover.jpg` with Pillow and the fonts of Debian's packages fonts-ebgaramond and fonts-lato: hills at
nightfall, a road that comes from far away in pale dashes, and its last stretch, lit, which ends at a milestone. No
logo of any institution. 3000 x 3000, RGB, no metadata; the bottom fifth carries no text, as players cover it.
Run it after changing the drawing. No test runs it: the picture is kept in git.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

COVER = Path(__file__).parents[2] / "episodes" / "cover.jpg"
SIDE = 3000
FINER = 2  # drawn larger, then reduced: smooth edges
SERIF = "/usr/share/fonts/opentype/ebgaramond/EBGaramond12-Regular.otf"
SANS_BOLD = "/usr/share/fonts/truetype/lato/Lato-Bold.ttf"

Colour = tuple[int, int, int]
NIGHT: Colour = (9, 23, 56)
DUSK: Colour = (46, 88, 148)
GOLD: Colour = (242, 192, 92)
WHITE: Colour = (247, 246, 241)
PALE: Colour = (150, 178, 214)

HORIZON = 1680
LIT_FROM = 0.85
MILESTONE_X, MILESTONE_FOOT = 2290, 2600


class Point(NamedTuple):
    """A place on the cover, in pixels of the finished picture."""

    x: float
    y: float


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """The colour `share` of the way (0 to 1) from one to the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def scaled(points: list[Point]) -> list[tuple[float, float]]:
    return [(point.x * FINER, point.y * FINER) for point in points]


def sky() -> Image.Image:
    """Night above, the last light of the day on the horizon."""
    column = Image.new("RGB", (1, SIDE))
    for y in range(SIDE):
        share = min(1.0, y / (HORIZON + 100))
        column.putpixel((0, y), mix(NIGHT, DUSK, share**2.2))
    return column.resize((SIDE * FINER, SIDE * FINER))


def hills() -> Iterator[tuple[Callable[[float], float], Colour]]:
    """From the farthest to the nearest: the height of the crest at x, and the colour."""
    yield lambda x: HORIZON + 60 * math.sin(x / 430 + 0.6) + 34 * math.sin(x / 170), (38, 74, 128)
    yield lambda x: HORIZON + 130 + 70 * math.sin(x / 560 + 2.4) + 22 * math.sin(x / 210 + 1), (28, 58, 106)
    yield lambda x: HORIZON + 290 + 85 * math.sin(x / 720 + 4.6) + 20 * math.sin(x / 260), (20, 45, 87)
    yield lambda x: HORIZON + 560 + 90 * math.sin(x / 900 + 1.5), (14, 34, 70)


def draw_hills(picture: Image.Image) -> None:
    draw = ImageDraw.Draw(picture)
    for crest, colour in hills():
        line = [Point(x, crest(x)) for x in range(0, SIDE + 20, 20)]
        draw.polygon(scaled([*line, Point(SIDE, SIDE), Point(0, SIDE)]), fill=colour)


STOPS = [
    Point(2480, 1690), Point(2100, 1735), Point(1250, 1785), Point(1020, 1870), Point(1480, 1955), Point(1860, 2050),
    Point(1640, 2170), Point(820, 2250), Point(470, 2400), Point(800, 2600), Point(1400, 2700), Point(2060, 2625),
]  # fmt: skip


def road(samples: int = 1200) -> list[Point]:
    """A smooth line (Catmull-Rom) through the stops, from far away to the milestone."""
    stops = [STOPS[0], *STOPS, STOPS[-1]]
    line = []
    for index in range(len(stops) - 3):
        before, start, end, after = stops[index : index + 4]
        for step in range(samples // len(STOPS)):
            t = step / (samples // len(STOPS))
            line.append(Point(*(between(before[i], start[i], end[i], after[i], t=t) for i in (0, 1))))
    return line


def between(before: float, start: float, end: float, after: float, *, t: float) -> float:
    """Catmull-Rom interpolation between start (t = 0) and end (t = 1)."""
    return 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - before - 3 * end + after) * t**3
    )


def near(point: Point) -> float:
    """How near a place is: 0 on the horizon, 1 at the milestone."""
    return max(0.0, (point.y - HORIZON) / (MILESTONE_FOOT - HORIZON))


def width_of_road(point: Point) -> float:
    return 8 + 62 * math.pow(near(point), 1.3)


def dashes() -> Iterator[list[Point]]:
    """The road cut into dashes and gaps whose length grows as they come nearer."""
    dash: list[Point] = []
    walked, drawn = 0.0, True
    line = road()
    for one, other in itertools.pairwise(line):
        walked += math.dist(one, other)
        if drawn:
            dash.append(one)
        if walked > width_of_road(other) * (2.6 if drawn else 1.7):
            if drawn:
                yield dash
            dash, walked, drawn = [], 0.0, not drawn


def ribbon(dash: list[Point]) -> list[Point]:
    """The outline of a dash, flattened as the ground is seen at a low angle."""
    left, right = [], []
    for one, other in itertools.pairwise(dash):
        length = math.dist(one, other) or 1.0
        across = Point(-(other.y - one.y) / length, (other.x - one.x) / length)
        half = width_of_road(one) / 2
        left.append(Point(one.x + across.x * half, one.y + across.y * half * 0.6))
        right.append(Point(one.x - across.x * half, one.y - across.y * half * 0.6))
    return [*left, *reversed(right)]


def draw_road(picture: Image.Image) -> Image.Image:
    """Pale dashes from far away, the last stretch in gold with its glow."""
    draw = ImageDraw.Draw(picture)
    light = Image.new("L", picture.size)
    lamp = ImageDraw.Draw(light)
    all_dashes = [dash for dash in dashes() if len(dash) > 2]
    lit = round(len(all_dashes) * LIT_FROM)
    for dash in all_dashes[:lit]:
        draw.polygon(scaled(ribbon(dash)), fill=mix((96, 132, 182), PALE, near(dash[0])))
    for dash in all_dashes[lit:]:
        lamp.polygon(scaled(ribbon(dash)), fill=255)
    return lighten(picture, light)


def lighten(picture: Image.Image, light: Image.Image) -> Image.Image:
    """Gold where the mask is, and its glow around."""
    small = light.resize((SIDE // 4, SIDE // 4))
    near_glow, far_glow = (small.filter(ImageFilter.GaussianBlur(radius)) for radius in (9, 34))
    glow = ImageChops.add(near_glow.point(lambda v: v * 0.42), far_glow.point(lambda v: v * 0.55))
    picture.paste(Image.new("RGB", picture.size, GOLD), mask=glow.resize(picture.size, Image.Resampling.BICUBIC))
    picture.paste(Image.new("RGB", picture.size, mix(GOLD, WHITE, 0.25)), mask=light)
    return picture


def font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size * FINER)


def box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    return left * FINER, top * FINER, right * FINER, bottom * FINER


def draw_milestone(picture: Image.Image) -> None:
    """A French borne kilométrique: white stone, round head in gold."""
    draw = ImageDraw.Draw(picture)
    half, head, foot = 250, MILESTONE_FOOT - 830, MILESTONE_FOOT
    left, right = MILESTONE_X - half, MILESTONE_X + half
    shoulder = head + half
    draw.ellipse(box(left - 130, foot - 45, right + 130, foot + 55), fill=(9, 24, 52))
    side = 62
    stone_side = mix(WHITE, DUSK, 0.45)
    draw.pieslice(box(left + side, head, right + side, head + 2 * half), 180, 360, fill=mix(GOLD, NIGHT, 0.35))
    draw.rectangle(box(left + side, shoulder - 2, right + side, shoulder + 55), fill=mix(GOLD, NIGHT, 0.35))
    draw.rectangle(box(left + side, shoulder + 55, right + side, foot - 14), fill=stone_side)
    draw.pieslice(box(left, head, right, head + 2 * half), 180, 360, fill=GOLD)
    draw.rectangle(box(left, shoulder - 2, right, shoulder + 55), fill=GOLD)
    draw.rectangle(box(left, shoulder + 55, right, foot), fill=WHITE)
    middle = MILESTONE_X * FINER
    for words, size, below in (("1", 240, 262), ("km", 110, 362)):
        draw.text((middle, (shoulder + below) * FINER), words, font=font(SANS_BOLD, size), fill=NIGHT, anchor="ms")


def letterspaced(draw: ImageDraw.ImageDraw, at: Point, text: str, *, size: int, spacing: int) -> None:
    face = font(SANS_BOLD, size)
    x = at.x * FINER
    for letter in text:
        draw.text((x, at.y * FINER), letter, font=face, fill=GOLD, anchor="ls")
        x += draw.textlength(letter, font=face) + spacing * FINER


def draw_words(picture: Image.Image) -> None:
    draw = ImageDraw.Draw(picture)
    letterspaced(draw, Point(262, 345), "CYCLE DE CONFÉRENCES", size=104, spacing=24)
    draw.rectangle(box(262, 428, 502, 438), fill=GOLD)
    for line, baseline in (("Réussir", 835), ("le dernier", 1210), ("kilomètre", 1585)):
        draw.text((240 * FINER, baseline * FINER), line, font=font(SERIF, 480), fill=WHITE, anchor="ls")


def main() -> None:
    """Draws the cover and writes it."""
    picture = sky()
    draw_hills(picture)
    picture = draw_road(picture)
    draw_milestone(picture)
    draw_words(picture)
    finished = picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    finished.save(COVER, quality=88, optimize=True, progressive=True)


if __name__ == "__main__":
    main()

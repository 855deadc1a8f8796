"""Pictures of the show and of episodes: as the files are, and as the feed names them.

The show's must be right; of an episode's most faults are warnings: apps then show the show's. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from balado.errors import Severity
from balado.message import Message, command_line, mark, say, size_text
from balado.rules.enclosures import suffix_of
from balado.rules.rule import Finding, quoted, rule
from balado.rules.subject import Channel, DocumentFile, OtherPictureFile, PictureFile
from balado.show.formats import PICTURE_SUFFIXES, PICTURES

_SMALLEST_SIDE_PX = 1400
_LARGEST_SIDE_PX = 3000
_ADVISED_BYTES = 1_000_000
_WIDE_PX = 1280
_WIDE_BYTES = 2_000_000
_TRANSPARENCY = ("RGBA", "LA", "PA")
_MODES = {
    "CMYK": mark("its colours are for print (CMYK)"),
    "YCCK": mark("its colours are for print (CMYK)"),
    "L": mark("it is in shades of grey"),
    "1": mark("it is in black and white only"),
    "I": mark("it is in shades of grey"),
    "I;16": mark("it is in shades of grey"),
}


def _anew(picture: PictureFile) -> Message:
    """The remedy of what `balado cover` mends."""
    episode = () if picture.slug is None else (picture.slug,)
    command = command_line("balado", "cover", picture.path, *episode, "--replace")
    return say("Have the cover made anew of it: `{command}` (the picture as it is now is kept).", command=command)


def _holds_square(picture: PictureFile) -> bool:
    return min(picture.facts.width_px, picture.facts.height_px) >= _SMALLEST_SIDE_PX


def _mild(picture: PictureFile) -> Severity:
    return "error" if picture.slug is None else "warning"


@rule("ART-004 ART-008", "error", "apple", say("Save it as a JPEG or PNG."))
def picture_type_wrong(picture: PictureFile) -> Iterator[Finding]:
    """A picture is neither JPEG nor PNG, or its name says something else than it is.

    Why: platforms take JPEG and PNG, and tell them apart by the suffix.
    Example: a WebP picture, or a PNG named `cover.jpg`.
    Remedy: save it as JPEG or PNG, under a name with that suffix.
    Source: Apple, artwork requirements; PSP-1, itunes:image.
    """
    facts, path = picture.facts, PurePosixPath(picture.path)
    fitting = PICTURES.get(facts.media_type)
    if fitting is None:
        kind = facts.media_type.removeprefix("image/").upper()
        what = say("The picture is a {kind}; podcast apps take JPEG and PNG only.", kind=kind)
        yield Finding(picture.spot, what, _anew(picture))
    elif path.suffix.lower() not in fitting:
        what = say(
            "The name ends in `{suffix}`, but the content is that of a `{true_suffix}` file.",
            suffix=path.suffix or path.name,
            true_suffix=fitting[0],
        )
        new = path.with_suffix(fitting[0])
        of_show = say("Rename it to {new_name}, and write `artwork: {path}` in feed.yaml.", new_name=new.name, path=new)
        of_episode = say(
            "Rename it to {new_name}. If `artwork:` in episode.md names it, write the new name there too.",
            new_name=new.name,
        )
        yield Finding(picture.spot, what, of_show if picture.slug is None else of_episode)


@rule("ART-002 ART-008", "error", "apple spotify", say("Crop it to a square, best of 3000 x 3000 pixels."))
def picture_not_square(picture: PictureFile) -> Iterator[Finding]:
    """A picture is not square.

    Why: Apple and Spotify refuse a show whose artwork is not; apps cut or stretch an episode's.
    Example: a photograph of 3000 x 1687 pixels.
    Remedy: crop it to a square, best of 3000 x 3000 pixels.
    Source: Apple, artwork requirements; Spotify, podcast delivery specification.
    """
    width, height = picture.facts.width_px, picture.facts.height_px
    if width != height:
        what = say("The picture is {width} x {height} pixels, which is not square.", width=width, height=height)
        yield Finding(picture.spot, what, _anew(picture) if _holds_square(picture) else None, _mild(picture))


@rule("ART-003 ART-008", "error", "apple psp1", say("Export it at 3000 x 3000 pixels."))
def picture_size_wrong(picture: PictureFile) -> Iterator[Finding]:
    """A picture is smaller than 1400 pixels or larger than 3000.

    Why: Apple refuses a show with such artwork.
    Example: the logo of the website, 600 x 600 pixels.
    Remedy: export it at 3000 x 3000 pixels.
    Source: Apple, artwork requirements; PSP-1, itunes:image.
    """
    width, height = picture.facts.width_px, picture.facts.height_px
    if min(width, height) < _SMALLEST_SIDE_PX or max(width, height) > _LARGEST_SIDE_PX:
        what = say(
            "The picture is {width} x {height} pixels; each side must be {smallest} to {largest}.",
            width=width,
            height=height,
            smallest=_SMALLEST_SIDE_PX,
            largest=_LARGEST_SIDE_PX,
        )
        yield Finding(picture.spot, what, _anew(picture) if _holds_square(picture) else None, _mild(picture))


@rule("ART-005 ART-008", "error", "apple", say("Save it as RGB."))
def picture_colours_wrong(picture: PictureFile) -> Iterator[Finding]:
    """A picture is transparent, grey or in colours for print.

    Why: Apple takes RGB without an alpha channel only.
    Example: a PNG with a transparent background, or a JPEG in CMYK from a print shop.
    Remedy: export it as RGB, without transparency.
    Source: Apple, artwork requirements; PSP-1, itunes:image.
    """
    mode = picture.facts.mode
    if mode in _TRANSPARENCY:
        what = say("The picture has an alpha channel (a layer of transparency), which Apple refuses.")
        yield Finding(picture.spot, what, _anew(picture), _mild(picture))
    elif mode in _MODES:
        what = say("The picture's colours are not plain RGB: {reason}.", reason=say(_MODES[mode]))
        yield Finding(picture.spot, what, _anew(picture), _mild(picture))


@rule("ART-006", "warning", "own", say("Export it anew, without what the camera noted, before you give it to others."))
def picture_tells_place(picture: PictureFile) -> Iterator[Finding]:
    """A picture tells where it was taken.

    Why: the place where a photograph was taken may be somebody's home. Balado publishes it without what the camera
    noted; the file in the show's folder still tells it to everybody who has that.
    Example: a photograph straight from a telephone.
    Remedy: export it without the notes of the camera (EXIF, XMP).
    Source: our own safety.
    """
    if picture.facts.tells_place:
        what = say("The picture tells where it was taken (GPS); what is published of it does not.")
        yield Finding(picture.spot, what, _anew(picture))


@rule("ART-006", "warning", "own", say("Save the picture as a JPEG: of that the place is not published."))
def document_tells_place(document: DocumentFile) -> Iterator[Finding]:
    """A document holds a picture that tells where it was taken.

    Why: the place may be somebody's home, and everybody can have the file. Of a JPEG or PNG Balado publishes all but
    that; other files are published as they are.
    Example: a photograph of an iPhone (HEIC) among the documents; a PDF made of photographs.
    Remedy: save the picture as a JPEG, or export the PDF without what the camera noted.
    Source: our own safety; EXIF 3.0, 4.6.3.
    """
    if document.tells_place:
        yield Finding(document.spot, say("A picture in this document tells where it was taken (GPS)."))


@rule("ART-006", "info", "own", say("Export it upright, so that it lies the same for everybody."))
def picture_turned(picture: PictureFile) -> Iterator[Finding]:
    """A picture is stored turned, as the camera was held.

    Why: many apps show it lying on its side. Balado publishes it upright; one of more than 9 million pixels it does
    not turn (a warning).
    Example: a photograph taken with an upright telephone (EXIF Orientation 6).
    Remedy: export it upright.
    Source: TIFF 6.0 and EXIF, Orientation; podcast namespace, issue 81.
    """
    if picture.facts.is_upright:
        return
    if picture.facts.is_turnable:
        yield Finding(
            picture.spot, say("The picture is stored turned (EXIF); it is published upright."), _anew(picture)
        )
    else:
        what = say("The picture is stored turned (EXIF) and too large to be turned here: many apps show it so.")
        yield Finding(picture.spot, what, _anew(picture), "warning")


@rule("ART-006", "warning", "own", say("Save it again with a program for pictures."))
def picture_followed(picture: PictureFile) -> Iterator[Finding]:
    """Something stands behind the end of a picture.

    Why: nobody sees it, and everybody has it: a film, a second picture, or what was cut off with a careless program.
    Example: a “motion photo” of a telephone; a screenshot that was cropped in place.
    Remedy: save it again with a program for pictures.
    Source: ISO/IEC 10918-1, B.2; PNG, 5.6; our own safety.
    """
    if picture.facts.bytes_behind:
        size = size_text(picture.facts.bytes_behind)
        what = say("Behind the end of the picture stand {size} that nobody sees.", size=size)
        yield Finding(picture.spot, what, _anew(picture))


@rule("ART-006", "info", "own", say("Export it anew: smaller."), soft=True)
def picture_heavy(picture: PictureFile) -> Iterator[Finding]:
    """A picture is larger than 1 MB.

    Why: every listener loads it.
    Example: a PNG of 6 MB.
    Remedy: export it as a JPEG of about 300 kB.
    Source: our own advice; no platform gives a limit.
    """
    if picture.facts.byte_size > _ADVISED_BYTES:
        what = say("The picture has {size}; every listener loads it.", size=size_text(picture.facts.byte_size))
        yield Finding(picture.spot, what, _anew(picture))


@rule("ART-008", "warning", "own", say("Save it as a JPEG or PNG."))
def other_picture_type_wrong(picture: OtherPictureFile) -> Iterator[Finding]:
    """A picture under `images` is neither JPEG nor PNG.

    Why: apps that show it beside the cover know those two; of another they show nothing.
    Example: a WebP picture that came from a web page.
    Remedy: save it as JPEG or PNG.
    Source: our own advice, after what platforms ask of covers; podcast namespace, image.
    """
    if picture.facts.media_type not in PICTURES:
        kind = picture.facts.media_type.removeprefix("image/").upper()
        yield Finding(picture.spot, say("The picture is a {kind}; podcast apps take JPEG and PNG only.", kind=kind))


@rule("ART-006", "info", "own", say("Export it anew: 1920 x 1080 pixels, under 2 MB."), soft=True)
def other_picture_unfit(picture: OtherPictureFile) -> Iterator[Finding]:
    """A picture under `images` is small for a wide screen, or heavy.

    Why: a 16:9 picture stands across a screen, where fewer than 1280 pixels are blurred; and every listener loads it.
    Example: a banner of 800 x 450 pixels; a photo of 6 MB.
    Remedy: export it with 1920 x 1080 pixels, as a JPEG of about 300 kB; `balado cover` makes one of a photo.
    Source: YouTube Help, thumbnails: 1280 x 720 pixels, under 2 MB; podcast namespace, image.
    """
    facts = picture.facts
    if facts.width_px > facts.height_px and facts.width_px < _WIDE_PX:
        what = say("The picture is {width} pixels wide; across a screen it is blurred.", width=facts.width_px)
        yield Finding(picture.spot, what)
    if facts.byte_size > _WIDE_BYTES:
        what = say("The picture has {size}; every listener loads it.", size=size_text(facts.byte_size))
        yield Finding(picture.spot, what)


@rule("ART-001", "error", "apple psp1 spotify", say('Add <itunes:image href="…"/>: a square of 3000 pixels.'))
def artwork_missing(channel: Channel) -> Iterator[Finding]:
    """The show has no picture.

    Why: Apple and Spotify do not list a show without one.
    Example: RSS's own `<image>` alone, which Apple does not read; or the address written as text and not as `href`.
    Remedy: add a square JPEG or PNG of 3000 × 3000 pixels.
    Source: Apple, artwork requirements; PSP-1, itunes:image; Spotify, podcast delivery specification.
    """
    image = channel.element.first("itunes:image")
    if image is None or not image.attributes.get("href", "").strip():
        yield Finding(image or channel.element, say("The show has no picture (<itunes:image href>)."))


@rule("ART-004", "warning", "apple", say("Let the address end in .jpg or .png."))
def artwork_suffix_unknown(channel: Channel) -> Iterator[Finding]:
    """The address of a picture does not end in .jpg, .jpeg or .png.

    Why: Apple wants the suffix of the file's true type; shows whose address has none are listed all the same.
    Example: `https://example.org/cover?id=3`, or `cover.webp`.
    Remedy: publish it under a name that ends in its true suffix.
    Source: Apple, artwork requirements.
    """
    for holder in (channel.element, *(item.element for item in channel.items)):
        image = holder.first("itunes:image")
        address = image.attributes.get("href", "").strip() if image is not None else ""
        if image is not None and address and suffix_of(address) not in PICTURE_SUFFIXES:
            what = say("The picture “{url}” does not end in .jpg or .png.", url=quoted(address))
            yield Finding(image, what)

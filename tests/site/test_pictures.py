"""A picture is offered in every form that it has."""

from __future__ import annotations

from lxml import html
from site_specimens import picture

from balado.site.model import PictureForm, SitePicture
from balado.site.pictures import picture_markup


def test_every_form_is_offered_with_its_width() -> None:
    found = html.fragment_fromstring(picture_markup(picture(alt='Un "pont" <gris>'), "episodes/un.html", "10rem"))
    image, source = found.find(".//img"), found.find(".//source")
    assert (source.get("type"), source.get("srcset").count("cover-")) == ("image/webp", 3)
    assert "../images/cover-640.jpg 640w" in image.get("srcset")
    assert (image.get("src"), image.get("width"), image.get("height")) == ("../images/cover-320.jpg", "1280", "1280")
    assert (image.get("alt"), image.get("sizes")) == ('Un "pont" <gris>', "10rem")


def test_a_picture_of_one_form_has_no_other_source() -> None:
    one = SitePicture((PictureForm("images/a.png", "image/png", 300, 200),))
    found = html.fragment_fromstring(picture_markup(one, "index.html", "10rem"))
    assert (found.find(".//source"), found.find(".//img").get("alt")) == (None, "")


def test_forms_of_a_type_stand_together_in_whatever_order_they_come() -> None:
    mixed = tuple(
        PictureForm(f"images/a-{width}.{suffix}", f"image/{kind}", width, width)
        for width in (900, 600, 300)
        for suffix, kind in (("jpg", "jpeg"), ("webp", "webp"))
    )
    found = html.fragment_fromstring(picture_markup(SitePicture(mixed), "index.html", "10rem"))
    assert [one.get("srcset").count("webp") for one in found.iter("source")] == [3]
    assert found.find(".//img").get("srcset").count("jpg") == 3

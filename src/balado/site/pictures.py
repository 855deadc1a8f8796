"""A picture in a page: every form of it, for the browser to choose. Pure."""

from __future__ import annotations

from markupsafe import Markup

from balado.site.hyperlinks import path_to
from balado.site.model import PictureForm, SitePicture


def picture_markup(picture: SitePicture, page: str, sizes: str) -> Markup:
    """The `picture` element for a page. `sizes` is how wide it is shown."""
    first = picture.forms[0]
    if not first.is_key:
        return Markup('<img src="{}" alt="{}">').format(first.key, picture.alt)
    usual = first.media_type
    by_type: dict[str, list[PictureForm]] = {}
    for form in picture.forms:
        by_type.setdefault(form.media_type, []).append(form)
    sources = Markup().join(
        Markup('<source type="{}" srcset="{}" sizes="{}">').format(kind, _candidates(forms, page), sizes)
        for kind, forms in by_type.items()
        if kind != usual
    )
    forms = by_type[usual]
    small = min(forms, key=lambda form: form.width_px)
    largest = forms[0]
    image = Markup('<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}">').format(
        path_to(small.key, page),
        _candidates(forms, page),
        sizes,
        largest.width_px,
        largest.height_px,
        picture.alt,
    )
    return Markup("<picture>{}{}</picture>").format(sources, image)


def _candidates(forms: list[PictureForm], page: str) -> str:
    return ", ".join(f"{path_to(form.key, page)} {form.width_px}w" for form in forms)

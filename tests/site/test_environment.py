"""A theme puts its own templates before ours, and cannot do more than write pages."""

from __future__ import annotations

import pytest
from jinja2.exceptions import SecurityError
from lxml import html
from site_specimens import episode, show

from balado.site.build import build_site
from balado.site.environment import environment
from balado.site.model import SiteShow, SiteTheme
from balado.site.theme.fault import ThemeError


def themed(**templates: str) -> SiteShow:
    return show(episode(), theme=SiteTheme({f"{name}.html": text for name, text in templates.items()}))


def page(of: SiteShow, key: str) -> html.HtmlElement:
    return html.document_fromstring(next(file.body for file in build_site(of) if file.key == key).decode())


def test_a_template_of_the_theme_takes_the_place_of_ours() -> None:
    shown = page(themed(gone="", facts="<em>Du thème</em>"), "episodes/quelles-attentes.html")
    assert shown.xpath("//p[@class='facts']/em/text()") == ["Du thème"]


def test_a_template_of_the_theme_can_change_a_part_of_ours() -> None:
    text = '{% extends "balado/index.html" %}{% block header %}<p class="mine">{{ show.author }}</p>{% endblock %}'
    shown = page(themed(index=text), "index.html")
    assert shown.xpath("//p[@class='mine']/text()") == ["Une institution"]
    assert shown.xpath("//h1/text()") == ["Réussir le dernier kilomètre"]


def test_what_a_theme_inserts_is_escaped() -> None:
    text = '{% extends "balado/base.html" %}{% block main %}{{ "<script>" }}{% endblock %}'
    assert "&lt;script&gt;" in next(file.body for file in build_site(themed(index=text))).decode()


def test_a_name_that_a_template_does_not_have_is_an_error() -> None:
    with pytest.raises(ThemeError, match="nothing_of_it"):
        build_site(themed(index="{{ nothing_of_it }}"))


@pytest.mark.parametrize(
    "text",
    ["{{ show.__class__.__mro__ }}", "{{ show.__init__.__globals__ }}", "{{ ''.__class__.__base__.__subclasses__() }}"],
)
def test_a_theme_does_not_leave_its_templates(text: str) -> None:
    with pytest.raises(SecurityError):
        environment(SiteTheme({"own.html": text})).get_template("own.html").render(show=show())


def test_the_style_of_the_theme_stands_behind_ours() -> None:
    def style(of: SiteShow) -> tuple[str, str]:
        return next((file.key, file.body.decode()) for file in build_site(of) if file.key.endswith(".css"))

    plain, own = style(show(episode())), style(show(episode(), theme=SiteTheme(style=":root { --accent: #800; }")))
    assert own[1].startswith(plain[1])
    assert own[1].endswith("\n:root { --accent: #800; }")
    assert own[0] != plain[0]

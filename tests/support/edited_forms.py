"""Forms of a served studio as a browser has them: loaded, changed and sent, with nothing but HTML."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from lxml import html
from studio_runs import Answered, ServedStudio


@dataclass
class LoadedForm:
    """The form that saves, in a page, with the values of its controls by name."""

    studio: ServedStudio
    address: str
    page: html.HtmlElement
    values: dict[str, list[str]]

    def send(self, **given: str | list[str]) -> Answered:
        """Send it with other values; in a name `__` stands for `:` and `_in_` for a dot."""
        for name, value in given.items():
            real = name.replace("__", ":").replace("_in_", ".")
            self.values[real] = [value] if isinstance(value, str) else value
        return post(self.studio, self.address, self.values)


def post(studio: ServedStudio, address: str, values: dict[str, list[str]], **headers: str) -> Answered:
    """A form as the browser sends it."""
    own = {
        "Cookie": studio.cookie,
        "Origin": studio.doors.origin,
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return studio.ask("POST", address, urlencode(values, doseq=True).encode(), {**own, **headers})


def loaded(studio: ServedStudio, address: str, action: str = "/edit/save") -> LoadedForm:
    """The form with this action in a page of the studio."""
    answer = studio.get(address)
    assert answer.status == 200, answer.text
    return form_in(studio, answer, action)


def form_in(studio: ServedStudio, answer: Answered, action: str = "/edit/save") -> LoadedForm:
    """The same of a page that was answered."""
    page = html.fromstring(answer.text)
    [form] = page.xpath(f'//form[@action="{action}"]')
    values: dict[str, list[str]] = {}
    for control in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        if control.xpath("ancestor::template | ancestor::noscript"):
            continue
        if control.get("type") in ("checkbox", "radio") and control.get("checked") is None:
            continue
        values.setdefault(control.get("name"), []).append(_value(control))
    return LoadedForm(studio, action, page, values)


def _value(control: html.HtmlElement) -> str:
    if control.tag == "select":
        return next(iter(control.xpath(".//option[@selected]/@value")), "")
    if control.tag == "textarea":
        return (control.text or "").removeprefix("\n").replace("\n", "\r\n")
    return control.get("value") or ""

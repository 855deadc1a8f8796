"""The pages of a publication made: those that are not known from before, and the record of every file."""

from __future__ import annotations

from balado.edition.pages.kept import KeptPages, page_seal
from balado.edition.pages.rendered import PackedFiles, RenderedSite
from balado.edition.pages.show import SiteSources, site_show
from balado.edition.pages.theme import refuse_theme
from balado.record.generation import SiteFileRecord
from balado.record.project_site import site_type
from balado.show.pages import SiteSettings
from balado.site.addresses import is_said_key
from balado.site.build import files_of_site
from balado.site.model import SiteFile, SiteShow


def render_site(sources: SiteSources, settings: SiteSettings) -> RenderedSite:
    """The files of the site. Raises SourceError for a theme that makes none, or none that can be taken back."""
    show = site_show(sources, settings)
    with refuse_theme(show, settings):
        return _rendered(show, sources.kept)


def _rendered(show: SiteShow, kept: KeptPages) -> RenderedSite:
    records, bodies, seals = [], PackedFiles(), []
    for built in files_of_site(show, kept):
        record = kept.record(built.key) if built.file is None else _record(built.file)
        if built.file is not None:
            bodies.add(record.sha256, built.file.body)
        records.append(record)
        if built.inputs:
            seals.append(page_seal(record, built.inputs))
    kept.remember(frozenset(seals), (one for one in records if is_said_key(one.key)), bodies)
    return RenderedSite(tuple(sorted(records, key=lambda record: record.key)), bodies)


def _record(file: SiteFile) -> SiteFileRecord:
    if site_type(file.key) != file.media_type:
        raise ValueError(f"{file.key} would be served as another type than {file.media_type}")  # our defect
    return SiteFileRecord.of(file.key, file.body)

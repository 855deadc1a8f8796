"""How the programmes of the first show were made.

    python tests/sample/typeset.py

sets each page of `tests/sample/programmes` as `episodes/<its name>/programme.pdf`: accessible (PDF/UA-1: tagged, its
language and title declared) and with its fonts inside. It needs `pip install weasyprint`, which nothing else here does,
and the fonts of Debian's packages fonts-ebgaramond and fonts-lato. The same page gives the same bytes with the same
versions of these. Run it after changing a page. No test runs it: the documents are kept in git.
"""

from __future__ import annotations

import os
from pathlib import Path

from weasyprint import HTML

PAGES = Path(__file__).parent / "programmes"
EPISODES = Path(__file__).parents[2] / "episodes"


def main() -> None:
    """Sets all of them."""
    os.environ["SOURCE_DATE_EPOCH"] = "0"  # else the fonts inside carry the hour
    for page in sorted(PAGES.glob("*.html")):
        HTML(filename=str(page)).write_pdf(EPISODES / page.stem / "programme.pdf", pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main()

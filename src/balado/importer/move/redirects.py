"""The rule by which a server sends everybody from the old address of a feed to the new one, for good (301). Pure.

RFC 9110, 15.4.2: a 301 is permanent. Apple's and all other large apps then keep the new address; after a 302, or a web
page that leads on by a script, they do not.
"""

from __future__ import annotations

import json
import re
from urllib.parse import quote, urlsplit

_OF_ADDRESSES = "%:/?#[]@!$&()*+,=~"
"""Signs that an address may have and that end no text in the language of any of these servers."""


def redirect_rules(old_url: str, new_url: str) -> dict[str, str]:
    """The rule for each kind of server, by its name, as it is written there."""
    path, new_url = urlsplit(old_url).path or "/", quote(new_url, safe=_OF_ADDRESSES)
    return {
        "nginx": f"location = {_quoted_in_nginx(path)} {{ return 301 {new_url}; }}",
        "Apache": f'RedirectMatch 301 "^{re.escape(path)}$" "{new_url}"',
        "Netlify, Cloudflare Pages (_redirects)": f"{path} {new_url} 301",
        "CloudFront (function, viewer request)": _function(path, new_url),
    }


def _quoted_in_nginx(path: str) -> str:
    return f'"{path}"' if re.search(r"[\s;{}\"']", path) else path


def _function(path: str, new_url: str) -> str:
    location = json.dumps({"location": {"value": new_url}})
    return (
        "function handler(event) {\n"
        f"  if (event.request.uri !== {json.dumps(path)}) return event.request;\n"
        f'  return {{statusCode: 301, statusDescription: "Moved Permanently", headers: {location}}};\n'
        "}"
    )

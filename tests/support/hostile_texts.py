"""Texts that try to run a script in whoever shows them: each would set `ran` in the window."""

from __future__ import annotations

from hypothesis import strategies as st

_RUN = "window.ran=1"
PAYLOADS = (
    f"<script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"<img src=x onerror={_RUN}>",
    f"<svg onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<math><mtext><style><img src=x onerror={_RUN}>",
    f"<p onmouseover={_RUN} onfocus={_RUN} autofocus tabindex=1>",
    f"<details open ontoggle={_RUN}>",
    f"<audio src=x onerror={_RUN} autoplay>",
    f"<body onload={_RUN}>",
    f'<iframe srcdoc="<script>parent.{_RUN}</script>"></iframe>',
    f'<object data="data:text/html,<script>{_RUN}</script>"></object>',
    f'<a href="javascript:{_RUN}">x</a>',
    f"<a href='java&#10;script:{_RUN}'>x</a>",
    f"[x](javascript:{_RUN})",
    f"[x](<java&Tab;script:{_RUN}>)",
    f'![x](x"onerror="{_RUN})',
    f'<https://e.example/"onclick="{_RUN}>',
    f'" autofocus onfocus="{_RUN}" x="',
    f"' autofocus onfocus='{_RUN}' x='",
    f"--><script>{_RUN}</script><!--",
    f"]]><script>{_RUN}</script>",
    f"</title></style></textarea></noscript><script>{_RUN}</script>",
    f"{{{{ '<script>{_RUN}</script>' | safe }}}}",
    f"<meta http-equiv=refresh content='0;url=javascript:{_RUN}'>",
    f"<form action='javascript:{_RUN}'><button autofocus>x</button></form>",
    "<base href='https://evil.example/'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
)
_MARKS = ("<p>", "</p>", "</li>", "<!--", "-->", "<", ">", '"', "'", "`", "\n\n", "    ", "&lt;", "\\", "]]>")
HOSTILE = st.lists(st.sampled_from(PAYLOADS + _MARKS) | st.text(max_size=10), min_size=1, max_size=8).map("".join)
"""Such texts, and what is left when they are cut into each other."""

"""The forms of values an author may write. YAML hands over text, these types convert it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

# A first, plain version: the source stage refines each with its own check and message.
Text = Annotated[str, ...]
ShortText = Annotated[str, ...]
Address = Annotated[str, ...]
EmailAddress = Annotated[str, ...]
Language = Annotated[str, ...]
CategoryName = Annotated[str, ...]
PersonRole = Annotated[str, ...]
RelativePath = Annotated[str, ...]
Uuid = Annotated[str, ...]
ZoneName = Annotated[str, ...]
Number = Annotated[int, ...]
Truth = Annotated[bool, ...]
Moment = Annotated[datetime, ...]

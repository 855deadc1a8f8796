"""A transcript in every format that apps and pages take. Same transcript, same text. Pure."""

from balado.sidecar.paragraphs import write_html, write_text
from balado.sidecar.segments import write_json
from balado.sidecar.srt import write_srt
from balado.sidecar.vtt import write_vtt

__all__ = ["write_html", "write_json", "write_srt", "write_text", "write_vtt"]

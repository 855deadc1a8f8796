"""A transcript in every format that apps and pages take. Same transcript, same text. Pure."""

from balado.transcripts.podcast_json import write_json
from balado.transcripts.prose import write_html, write_text
from balado.transcripts.srt import write_srt
from balado.transcripts.vtt import write_vtt

__all__ = ["write_html", "write_json", "write_srt", "write_text", "write_vtt"]

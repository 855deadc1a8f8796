"""The files of a form, written aside while they come: none is ever held in memory, and none is left of what was cut."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from python_multipart.multipart import MultipartParser, parse_options_header

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MOST_BYTES = 6_000_000_000
"""Six hours of WAV in CD quality are 3.8 GB; a film that is larger is put into the show's folder by hand."""
MOST_FILES = 20
_MOST_HEADER_BYTES = 16_000
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that came whole: where it lies aside, and the name that was sent with it."""

    path: Path
    given_name: str
    byte_size: int


class TooManyFilesError(Exception):
    """A form has more files than are taken at once."""


class FilesBody:
    """The body of a form (multipart/form-data), fed piece by piece; each file in it goes into `folder`.

    What is no file is passed over: where the files belong is said by the address.
    """

    def __init__(self, boundary: bytes, folder: Path, most_files: int) -> None:
        self._folder, self._most_files = folder, most_files
        self._field, self._value = b"", b""
        self._headers: dict[bytes, bytes] = {}
        self._name: str | None = None
        self._file: BinaryIO | None = None
        self._byte_size = 0
        self.files: list[ReceivedFile] = []
        self.is_whole = False
        self._parser = MultipartParser(boundary, self._callbacks())

    def feed(self, piece: bytes) -> None:
        """Take up the next bytes. Raises FormParserError for what is no form, TooManyFilesError, and OSError."""
        self._parser.write(piece)

    def close(self) -> None:
        """Let go of the file that is being written."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._on_field,
            "on_header_value": self._on_value,
            "on_header_end": self._end_of_header,
            "on_headers_finished": self._end_of_headers,
            "on_part_data": self._on_data,
            "on_part_end": self._end_of_part,
            "on_end": self._end,
        }

    def _begin(self) -> None:
        self._headers, self._name = {}, None

    def _on_field(self, data: bytes, start: int, end: int) -> None:
        self._field = (self._field + data[start:end])[:_MOST_HEADER_BYTES]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value = (self._value + data[start:end])[:_MOST_HEADER_BYTES]

    def _end_of_header(self) -> None:
        self._headers[self._field.lower()] = self._value
        self._field, self._value = b"", b""

    def _end_of_headers(self) -> None:
        said = parse_options_header(self._headers.get(b"content-disposition", b"").decode("latin-1"))[1]
        name = said.get(b"filename", b"").decode("utf-8", "replace")
        if not name:  # a field without a file: nothing was chosen in it
            return
        if len(self.files) >= self._most_files:
            raise TooManyFilesError
        path = self._folder / f"{len(self.files) + 1}.part"
        self._name, self._byte_size = name, 0
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, 0o600), "wb")

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._file.write(data[start:end])
            self._byte_size += end - start

    def _end_of_part(self) -> None:
        if self._file is not None and self._name is not None:
            self.close()
            path = self._folder / f"{len(self.files) + 1}.part"
            self.files.append(ReceivedFile(path, self._name, self._byte_size))

    def _end(self) -> None:
        self.is_whole = True


def boundary_of(content_type: str) -> bytes | None:
    """What separates the parts of a body of this type; None for one that is no form with files."""
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    return boundary if kind == b"multipart/form-data" and boundary else None

"""The one way for files to come in: a bounded form from a page of ours, written aside while it comes.

The token stands in the address of the form: it is judged before a byte of the body is read, and a form without a script
can carry it nowhere else that comes before the files. It is another one than that of the other forms, and the answer
leads to an address without it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from python_multipart.exceptions import FormParserError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from balado.errors import reason_of
from balado.message import Message, say, size_text
from balado.studio.context import Studio, studio_of
from balado.studio.secrets import is_same
from balado.studio.uploads.receive import (
    MOST_BYTES,
    MOST_FILES,
    FilesBody,
    ReceivedFile,
    TooManyFilesError,
    boundary_of,
)

_SPARE_BYTES = 50_000_000
"""What is left free on a disk that files come to."""

Take = Callable[[Studio, Request, Path, list[ReceivedFile]], Response]
"""Does something with files that came whole into a folder, in a thread of its own."""


class UploadRoute(Route):
    """The sibling of `ChangeRoute` for files. `path` begins with `/upload/{token}/`."""

    def __init__(self, path: str, take: Take) -> None:
        super().__init__(path, _Receiving(take).answer, methods=["POST"])


class _Receiving:
    def __init__(self, take: Take) -> None:
        self._take = take

    async def answer(self, request: Request) -> Response:
        """Receive the files and hand them on; whatever goes wrong, nothing of them is left."""
        studio = studio_of(request)
        length, boundary = self._judged(request, studio)
        try:
            folder = await run_in_threadpool(studio.uploads.begin)
        except OSError as error:
            raise _refusal(studio, 507, _unwritable(error)) from error
        is_taken = False
        try:
            received = await received_files(request, FilesBody(boundary, folder, MOST_FILES), length)
            answer = await run_in_threadpool(self._take, studio, request, folder, received)
            is_taken = True
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it
        except TooManyFilesError:
            told = say("These are more files than are taken at once: {count} at most.", count=MOST_FILES)
            raise _refusal(studio, 413, told) from None
        except (FormParserError, EOFError):
            raise _refusal(studio, 400, say("What came is not whole. Nothing of it was kept: send it again.")) from None
        except OSError as error:
            raise _refusal(studio, 507, _unwritable(error)) from error
        finally:
            if not is_taken:
                studio.uploads.discard(folder)
        return answer

    @staticmethod
    def _judged(request: Request, studio: Studio) -> tuple[int, bytes]:
        """How long the body is and what separates its parts. Raises HTTPException, before anything of it is read."""
        if not is_same(request.path_params["token"], studio.doors.secrets.upload):
            raise _refusal(studio, 403, say("This form is of an earlier run: load its page."))
        length = request.headers.get("content-length", "")
        if "transfer-encoding" in request.headers or not (length.isascii() and length.isdigit()):
            raise _refusal(studio, 411, say("How long is it? The request does not say."))
        if len(length) > len(str(MOST_BYTES)) or int(length) > MOST_BYTES:
            raise _refusal(studio, 413, _too_much())
        boundary = boundary_of(request.headers.get("content-type", ""))
        if boundary is None:
            raise _refusal(studio, 415, say("This is no form with files."))
        if int(length) + _SPARE_BYTES > shutil.disk_usage(_there(studio.uploads.folder)).free:
            raise _refusal(studio, 507, say("There is not enough room on the disk of this computer for these files."))
        return int(length), boundary


async def received_files(request: Request, body: FilesBody, length: int) -> list[ReceivedFile]:
    """The files of a body that is as long as it says. Raises EOFError where it is not."""
    come = 0
    try:
        async for piece in request.stream():
            come += len(piece)
            if come > length:
                raise EOFError
            if piece:
                await run_in_threadpool(body.feed, piece)
    finally:
        body.close()
    if come != length or not body.is_whole:
        raise EOFError
    return body.files


def _there(folder: Path) -> Path:
    """The folder, or the nearest one above it that there is."""
    return next(one for one in (folder, *folder.absolute().parents) if one.is_dir())


def _too_much() -> Message:
    return say(
        "This is more than {most}, the most that is taken here. Put a larger file into the folder of its episode, by "
        "hand: the studio then shows it.",
        most=size_text(MOST_BYTES),
    )


def _unwritable(error: OSError) -> Message:
    return say("The files cannot be written: {reason}. Nothing of them was kept.", reason=reason_of(error))


def _refusal(studio: Studio, status: int, told: Message) -> HTTPException:
    return HTTPException(status, studio.templates.text(told))

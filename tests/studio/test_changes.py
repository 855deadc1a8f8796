from __future__ import annotations

import asyncio
import threading

from awaited import awaited

from balado.studio.changes import Changes


def test_a_page_is_told_what_came_after_what_it_shows_and_the_stream_ends_with_the_server() -> None:
    changes = Changes()
    changes.tell(7)

    async def listen() -> list[bytes]:
        heard = []
        async for piece in changes.stream(6):
            heard.append(piece)
            if piece.endswith(b"data: 7\n\n"):
                threading.Thread(target=changes.tell, args=(8,)).start()
            if piece.endswith(b"data: 8\n\n"):
                changes.close()
        return heard

    assert awaited(listen()) == [b"retry: 1000\n\n", b"event: change\ndata: 7\n\n", b"event: change\ndata: 8\n\n"]


def test_a_page_of_an_earlier_run_is_told_whatever_number_it_shows() -> None:
    changes = Changes()
    changes.tell(3)

    async def first() -> bytes:
        stream = changes.stream(1000)
        await anext(stream)
        return await anext(stream)

    assert awaited(first()) == b"event: change\ndata: 3\n\n"


def test_a_page_that_shows_the_newest_waits_and_one_that_goes_away_is_forgotten() -> None:
    changes = Changes()
    changes.tell(3)

    async def visit() -> bool:
        stream = changes.stream(3)
        await anext(stream)
        waiting = asyncio.ensure_future(anext(stream))
        done, _ = await asyncio.wait([waiting], timeout=0.05)
        waiting.cancel()
        await asyncio.wait([waiting])
        await stream.aclose()  # type: ignore[attr-defined] # an asynchronous generator
        return not done

    assert awaited(visit())
    changes.tell(4)  # to the loop of a server that has ended

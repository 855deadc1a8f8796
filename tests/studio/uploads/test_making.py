"""What was chosen is asked of the verbs, or done; what cannot be is said, and the rest goes on."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from audio_samples import tone_wav, whole_mp3
from office_files import docx, paragraph, run
from photos import photo
from show_builder import Show
from studio_runs import options_for

from balado.errors import BaladoError
from balado.message import Message
from balado.studio.context import Studio
from balado.studio.guard import Doors
from balado.studio.run import started
from balado.studio.uploads.batch import UploadBatch, UploadTarget
from balado.studio.uploads.making import FilesAtWork
from balado.studio.uploads.receive import ReceivedFile
from balado.studio.uploads.roles import ChosenRole, ChosenRoles, likely_roles
from balado.studio.verb import VerbEnd

VTT = b"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nBonsoir.\n"
WORD = docx(paragraph(run("Bonjour")))
CREATED = VerbEnd(0, ({"event": "created", "slug": "02-b"},), ("02-b created.",))
DONE, REFUSED = VerbEnd(0), VerbEnd(1, ({"event": "error", "message": "It is no recording."},))


@dataclass
class ScriptedTask:
    """What a task is asked for, and what verbs answer."""

    ends: list[VerbEnd] = field(default_factory=list)
    asked: list[tuple[str, ...]] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    address: str = ""
    make: Callable[[tuple[str, ...]], None] = lambda _arguments: None

    def begin(self, doing: Message) -> None:
        assert str(doing)

    def verb(self, doing: Message, *arguments: str) -> VerbEnd:
        assert str(doing)
        self.asked.append(arguments)
        self.make(arguments)
        return self.ends.pop(0) if self.ends else DONE

    def tell(self, message: Message, tone: str = "done") -> None:
        self.told.append((tone, str(message)))

    def tell_fault(self, error: BaladoError) -> None:
        self.told += [("fault", f"{one.what} {one.remedy}") for one in error.faults]
        self.tell(error.message, "fault")

    def tell_end(self, end: VerbEnd) -> None:
        self.told += [("fault", one) for one in end.reasons] if not end.is_done else []

    def lead(self, address: str) -> None:
        self.address = address

    @property
    def verbs(self) -> list[list[str]]:
        """What was asked, of files their names alone."""
        return [[Path(one).name if one.startswith("/") else one for one in asked] for asked in self.asked]

    @property
    def faults(self) -> list[str]:
        return [text for tone, text in self.told if tone == "fault"]


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("01-a")
    with started(options_for(show, tmp_path / "cache" / "i.json"), Doors(1)) as studio:
        yield studio


def batch_of(studio: Studio, target: UploadTarget, **files: bytes) -> UploadBatch:
    folder = studio.uploads.begin()
    received = []
    for number, (name, content) in enumerate(files.items(), 1):
        (folder / f"{number}.part").write_bytes(content)
        received.append(ReceivedFile(folder / f"{number}.part", name.replace("_", "."), len(content)))
    return studio.uploads.take(folder, received, target)


def worked(studio: Studio, batch: UploadBatch, task: ScriptedTask, title: str = "Second", **roles: str) -> ScriptedTask:
    """Do what is proposed, or of a file (by its name) something else."""
    likely = likely_roles(batch)
    chosen = tuple(
        ChosenRole(one, roles.get(one.shown_name.replace(".", "_"), likely[one.number]), "Ada", (30, 70))
        for one in batch.files
    )
    FilesAtWork(studio, batch, ChosenRoles(chosen, title, chapters=True)).run(task)  # type: ignore[arg-type] # as one
    assert studio.uploads.get(batch.id) is None
    assert not batch.folder.exists()
    return task


def picture() -> bytes:
    content = io.BytesIO()
    photo(size=(20, 20)).save(content, "JPEG")
    return content.getvalue()


def text_of(studio: Studio) -> str:
    return (studio.root / "episodes/01-a/episode.md").read_text(encoding="utf-8")


def names(studio: Studio) -> set[str]:
    return {one.name for one in (studio.root / "episodes/01-a").iterdir()}


def test_a_new_episode_is_asked_of_the_verbs(studio: Studio) -> None:
    def make(arguments: tuple[str, ...]) -> None:
        if arguments[0] == "new":
            (studio.root / "episodes/02-b").mkdir()
            (studio.root / "episodes/02-b/episode.md").write_text("---\n---\n", encoding="utf-8")

    batch = batch_of(studio, UploadTarget(), talk_wav=tone_wav(1), n_docx=WORD, p_jpg=picture())
    task = worked(studio, batch, ScriptedTask([CREATED], make=make))
    assert task.verbs == [
        ["new", "--title=Second", "--notes", "n.docx", "--chapters-from-notes", "--move", "--", "talk.wav"],
        ["cover", "--replace", "--focus=30,70", "--alt=Ada", "--", "p.jpg", "02-b"],
    ]
    assert (task.address, task.faults) == ("/edit/episodes/02-b", [])


@pytest.mark.parametrize(("role", "options"), [("both", []), ("sound", ["--sound-only"])])
def test_of_a_film_there_is_no_second_copy(studio: Studio, role: str, options: list[str]) -> None:
    film = b"\0\0\0\x18ftypisom" + bytes(50)
    batch = batch_of(studio, UploadTarget(), film_mp4=film)
    chosen = ChosenRoles((ChosenRole(batch.files[0], role),), "Second")
    task = ScriptedTask([CREATED])
    FilesAtWork(studio, batch, chosen).run(task)  # type: ignore[arg-type] # as one
    assert task.verbs == [["new", "--title=Second", *options, "--", batch.files[0].path.name]]


def test_a_recording_that_is_of_no_use_is_said_and_the_episode_begins_without_it(studio: Studio) -> None:
    batch = batch_of(studio, UploadTarget(), talk_wav=tone_wav(1), n_docx=WORD)
    task = worked(studio, batch, ScriptedTask([REFUSED, REFUSED, CREATED]))
    recorded = ["new", "--title=Second", "--notes", "n.docx", "--move", "--", "talk.wav"]
    assert task.verbs[1:] == [recorded, ["new", "--title=Second", "--notes", "n.docx"]]
    assert set(task.faults) == {
        "It is no recording.",
        "It is begun without talk.wav: drop another one on its page.",
    }
    assert task.address == "/edit/episodes/02-b"


def test_notes_that_are_of_no_use_keep_no_recording_back(studio: Studio) -> None:
    batch = batch_of(studio, UploadTarget(), n_docx=WORD)
    task = worked(studio, batch, ScriptedTask([REFUSED, REFUSED, CREATED]))
    assert task.verbs[-1] == ["new", "--title=Second"]
    assert "It is begun without n.docx: drop another one on its page." in task.faults


def test_where_no_episode_can_be_begun_the_files_stay(studio: Studio) -> None:
    batch = batch_of(studio, UploadTarget(), p_jpg=picture())
    task = ScriptedTask([REFUSED])
    FilesAtWork(studio, batch, ChosenRoles(title="Second")).run(task)  # type: ignore[arg-type] # as one
    assert (len(task.verbs), task.faults, task.address) == (1, ["It is no recording."], f"/files/{batch.id}")
    assert studio.uploads.get(batch.id) is batch
    assert batch.files[0].path.is_file()
    assert batch.id not in studio.uploads.busy


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Second", []), ("01 A", ["--slug", "01-a-2"]), ("🎙", ["--slug", "episode-2"]), ("--x", [])],
)
def test_a_title_that_another_episode_has_gets_a_folder_of_its_own(studio: Studio, title: str, slug: list[str]) -> None:
    task = worked(studio, batch_of(studio, UploadTarget(), p_jpg=picture()), ScriptedTask([CREATED]), title)
    assert task.verbs[0] == ["new", f"--title={title}", *slug]


def test_a_document_and_captions_are_put_beside_an_episode(studio: Studio) -> None:
    before = text_of(studio)
    batch = batch_of(studio, UploadTarget("01-a"), Programme_du_soir_pdf=b"%PDF-1", t_vtt=VTT)
    task = worked(studio, batch, ScriptedTask())
    assert task.faults == []
    assert {"programme-du-soir.pdf", "transcript.draft.vtt"} <= names(studio)
    assert "  - {title: Programme.du.soir, file: programme-du-soir.pdf}\n" in text_of(studio)
    assert text_of(studio).replace("documents:\n", "").count("\n") == before.count("\n") + 1
    again = worked(studio, batch_of(studio, UploadTarget("01-a"), Programme_du_soir_pdf=b"%PDF-2"), ScriptedTask())
    assert again.faults == []
    assert text_of(studio).count("file: programme-du-soir") == 2
    assert (studio.root / "episodes/01-a/programme-du-soir.pdf").read_bytes() == b"%PDF-1"


def test_where_a_text_cannot_be_changed_no_document_is_left_beside_it(studio: Studio) -> None:
    (studio.root / "episodes/01-a/episode.md").write_bytes(b"---\ntitle: [\n---\n")
    task = worked(studio, batch_of(studio, UploadTarget("01-a"), a_pdf=b"%PDF-1"), ScriptedTask())
    assert "episodes/01-a/episode.md was not changed." in task.faults
    assert "a.pdf" not in names(studio)


def test_notes_take_the_place_of_notes_and_can_be_taken_back(studio: Studio) -> None:
    before = text_of(studio)
    batch = batch_of(studio, UploadTarget("01-a"), n_docx=WORD)
    assert worked(studio, batch, ScriptedTask(), n_docx="notes").faults == []
    assert text_of(studio).endswith("Bonjour\n")
    step = studio.saving.copies.steps()[-1]
    studio.saving.undo(step.path, step.after)
    assert text_of(studio) == before


def test_a_recording_that_apps_play_is_put_in_the_place_of_the_other(studio: Studio) -> None:
    batch = batch_of(studio, UploadTarget("01-a"), other_mp3=whole_mp3(30))
    task = worked(studio, batch, ScriptedTask())
    assert (task.verbs, task.faults) == ([], [])
    assert (studio.root / "episodes/01-a/talk.mp3").read_bytes() == whole_mp3(30)
    assert names(studio) == {"episode.md", "talk.mp3", ".old-talk.mp3"}


def test_another_one_is_mastered_aside_and_put_in_its_place_when_it_is_whole(studio: Studio) -> None:
    old = (studio.root / "episodes/01-a/talk.mp3").read_bytes()

    def make(arguments: tuple[str, ...]) -> None:
        made = Path(arguments[2].removeprefix("--output="))
        assert not made.is_relative_to(studio.root)
        assert (studio.root / "episodes/01-a/talk.mp3").read_bytes() == old
        made.write_bytes(b"made")
        made.with_name(f"{made.name}.recipe.json").write_bytes(b"{}")

    batch = batch_of(studio, UploadTarget("01-a"), talk_wav=tone_wav(1))
    task = worked(studio, batch, ScriptedTask(make=make))
    assert task.faults == []
    assert names(studio) == {"episode.md", "talk.mp3", "talk.mp3.recipe.json", "talk.wav", ".old-talk.mp3"}
    assert (studio.root / "episodes/01-a/talk.mp3").read_bytes() == b"made"


def test_a_film_becomes_the_film_and_the_recording_of_an_episode(studio: Studio) -> None:
    def make(arguments: tuple[str, ...]) -> None:
        if arguments[0] == "master":
            made = Path(arguments[2].removeprefix("--output="))
            made.write_bytes(b"made")
            made.with_name(f"{made.name}.recipe.json").write_bytes(b"{}")

    batch = batch_of(studio, UploadTarget("01-a"), film_mkv=b"\x1a\x45\xdf\xa3" + bytes(50))
    task = worked(studio, batch, ScriptedTask(make=make), film_mkv="both")
    assert [one[0] for one in task.asked] == ["film", "master"]
    assert task.verbs[0] == ["film", "--replace", "--", "film.mkv", "01-a"]
    assert (task.faults, names(studio)) == ([], {"episode.md", "talk.mp3", "talk.mp3.recipe.json", ".old-talk.mp3"})


def test_where_mastering_fails_or_is_stopped_the_old_recording_stays(studio: Studio) -> None:
    before = names(studio)
    task = worked(studio, batch_of(studio, UploadTarget("01-a"), talk_wav=tone_wav(1)), ScriptedTask([REFUSED]))
    assert (task.faults, names(studio)) == (["It is no recording."], before)


def test_one_that_fails_keeps_none_of_the_others_back(studio: Studio) -> None:
    batch = batch_of(studio, UploadTarget("01-a"), p_jpg=picture(), t_vtt=b"WEBVTT\n\nbroken --> x\n", a_pdf=b"%PDF-1")
    task = worked(studio, batch, ScriptedTask([REFUSED]))
    assert task.faults[0] == "It is no recording."
    assert len(task.faults) > 1
    assert "a.pdf" in names(studio)


def test_the_cover_of_the_show_names_no_episode(studio: Studio) -> None:
    task = worked(studio, batch_of(studio, UploadTarget(is_show=True), p_jpg=picture()), ScriptedTask())
    assert task.verbs == [["cover", "--replace", "--focus=30,70", "--alt=Ada", "--", "p.jpg"]]


def test_an_episode_that_went_meanwhile_is_said(studio: Studio) -> None:
    batch = batch_of(studio, UploadTarget("09-gone"), a_pdf=b"%PDF-1")
    assert worked(studio, batch, ScriptedTask()).faults == ["There is no episode 09-gone any more."]


def test_no_verb_follows_a_link_that_leads_out_of_the_show(studio: Studio, tmp_path: Path) -> None:
    (studio.root / "episodes/01-a").rename(tmp_path / "elsewhere")
    (studio.root / "episodes/01-a").symlink_to(tmp_path / "elsewhere")
    task = worked(studio, batch_of(studio, UploadTarget("01-a"), p_jpg=picture(), a_pdf=b"%PDF-1"), ScriptedTask())
    assert task.verbs == []
    assert len(task.faults) == 2


def test_episodes_that_lie_outside_are_not_written(studio: Studio, tmp_path: Path) -> None:
    (studio.root / "episodes").rename(tmp_path / "elsewhere")
    (studio.root / "episodes").symlink_to(tmp_path / "elsewhere")
    batch = batch_of(studio, UploadTarget(), p_jpg=picture())
    with pytest.raises(BaladoError, match="leads out"):
        worked(studio, batch, ScriptedTask())

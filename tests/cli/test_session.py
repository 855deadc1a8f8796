"""What a run takes from its environment."""

from __future__ import annotations

from balado.cli.session import known_secrets


def test_the_folder_of_the_shell_is_no_secret_and_a_password_is() -> None:
    folders = {"PWD": "/srv/show-1/checkout", "OLDPWD": "/srv/show-1", "HOME": "/home/staff-1"}
    assert not known_secrets(folders)
    assert known_secrets({**folders, "DB_PASSWORD": "correct-horse-7"}) == {"correct-horse-7"}

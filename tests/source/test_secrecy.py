"""What looks like a credential is shown nowhere; what only speaks of one is left alone."""

import time

import pytest

from balado.source.secrecy import masked, masked_lines

SECRET = "SuperS3cret/Pass+w0rd"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"https://user:{SECRET}@e.example/x", "https://***@e.example/x"),
        ("https://user:p@ss@e.example", "https://***@e.example"),
        ("https://t0ken@e.example/x", "https://***@e.example/x"),
        ("https://user:cut-off…", "https://***"),
        (f"“https://e.example/?token={SECRET}&a=b”", "“https://e.example/?token=***&a=b”"),
        ("https://e.example/a?X-Amz-Signature=0f&amp;x=y", "https://e.example/a?X-Amz-Signature=***&amp;x=y"),
        (f"“a: password: {SECRET}” contains", "“a: password: ***"),
        ("mot de passe : correct horse battery", "mot de passe : ***"),
        (f"AWS_SECRET_ACCESS_KEY={SECRET}", "AWS_SECRET_ACCESS_KEY=***"),
        (f"Authorization: Bearer {SECRET}", "Authorization: ***"),
        (f"x: [password, '{SECRET}']", "x: [password, '***"),
        (f"token: &a {SECRET}", "token: &a ***"),
        ("see AKIAIOSFODNN7EXAMPLE there", "see *** there"),
        ("ghp_" + "a1" * 18, "***"),
        ("-----BEGIN RSA PRIVATE KEY-----\nab\n-----END RSA PRIVATE KEY-----\nx", "***\n***\n***\nx"),
    ],
)
def test_credentials_are_masked(text, shown):
    assert masked(text) == shown
    assert masked(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Secrets d'État : épisode 1",
        "Le secret : une histoire",
        "Token: la monnaie",
        "Secrétaire générale : Claire Hédon",
        "https://www.youtube.com/@name",
        "http://127.0.0.1:8080/feed.xml",
        "http://[::1]:8080/feed.xml",
        "https://e.example/?episode=1&v=2",
        "s3://bucket/prefix",
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.",
    ],
)
def test_what_speaks_of_secrets_is_left_alone(text):
    assert masked(text) == text


def test_all_that_belongs_to_a_key_is_masked_line_by_line():
    text = (
        f"title: a\nsecret: |\n  {SECRET}\n\n  {SECRET}\nlanguage: fr\ntokn: {SECRET}\n# passwrd: {SECRET}\n"
        f"pwd:\n  {SECRET}\n'access key': {SECRET}\n- token: {SECRET}\nsecretaire: {{name: X}}\n"
        f"publish: {{token: {SECRET}"
    )
    shown = masked_lines(text)
    assert len(shown) == len(text.split("\n"))
    assert SECRET not in "\n".join(shown)
    assert [line for line in shown if "***" not in line] == [
        "title: a", "", "language: fr", "pwd:", "secretaire: {name: X}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "piece", ["://", "a:b@", "password", "?a=b", "://a:", "aws_", "a_token", "_", "eyJaaaaaaaa.", "= "]
)
@pytest.mark.untraced
def test_long_texts_take_no_long_time(piece):
    def seconds(count: int) -> float:
        text = piece * count
        begun = time.process_time()
        masked(text)
        masked_lines(text)
        return time.process_time() - begun

    short, long = 20_000 // len(piece), 160_000 // len(piece)
    assert seconds(long) < 30 * max(seconds(short), 0.01), "eight times as long, and far from the square of that"

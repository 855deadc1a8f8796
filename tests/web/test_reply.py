"""Why there is no secure connection, in words of ours."""

from __future__ import annotations

import datetime
import ssl

import pytest
import trustme

from balado.web.reply import reason_of_certificate

ONE_DAY = datetime.timedelta(days=1)
NOW = datetime.datetime.now(datetime.UTC)


def said_of(server: trustme.LeafCert, trusted: trustme.CA) -> str:
    """What OpenSSL says of this certificate to a client that trusts that authority and asks for pod.example."""
    inner, outer = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    server.configure_cert(inner)
    trusted.configure_trust(outer)
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = outer.wrap_bio(to_client, to_server, server_hostname="pod.example")
    host = inner.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(4):
        for side in (client, host):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError as error:
                return error.verify_message
    return ""


def test_what_openssl_says_of_certificates_is_in_our_words() -> None:
    known, unknown = trustme.CA(), trustme.CA()
    name = "pod.example"
    sayings = {
        "the certificate has expired": known.issue_cert(name, not_before=NOW - 9 * ONE_DAY, not_after=NOW - ONE_DAY),
        "the certificate is not valid yet": known.issue_cert(name, not_before=NOW + ONE_DAY),
        "the certificate is made out to another name": known.issue_cert("other.example"),
        "nobody who is known here has issued the certificate": unknown.issue_cert(name),
    }
    for saying, certificate in sayings.items():
        assert str(reason_of_certificate(said_of(certificate, known))) == saying
    assert said_of(known.issue_cert(name), known) == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("self-signed certificate", "the certificate is signed by nobody but itself"),
        ("self signed certificate", "the certificate is signed by nobody but itself"),
        ("self-signed certificate in certificate chain", "nobody who is known here has issued the certificate"),
        ("IP address mismatch, certificate is not valid for '::1'.", "the certificate is made out to another name"),
        ("WRONG_VERSION_NUMBER", "the other side does not speak https"),
        ("", "the other side does not speak https"),
        ("CRL has odd {things}", "“CRL has odd {things}”"),
    ],
)
def test_releases_of_openssl_differ_and_the_rest_is_quoted(words: str, told: str) -> None:
    assert str(reason_of_certificate(words)) == told

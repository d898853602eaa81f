"""Sending a message about a run; what goes wrong is told, and never stops the refresh."""

import smtplib
import ssl
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

from evidence_lib.core.errors import EvidenceError
from evidence_lib.schedule.notify import Email, Webhook

SECONDS = 20


def send(
    destinations: Sequence[Email | Webhook], subject: str, lines: Sequence[str], facts: Mapping[str, object]
) -> tuple[str, str]:
    """Send to every destination; return where it went, and what failed (each empty if nothing did)."""
    sent, failed = [], []
    for destination in destinations:
        name = "e-mail" if isinstance(destination, Email) else "webhook"
        try:
            if isinstance(destination, Email):
                mail(destination, subject, lines)
            else:
                post(destination, subject, lines, facts)
            sent.append(name)
        except EvidenceError as error:
            failed.append(f"{name}: {error}")
        except Exception as error:  # a library's own: no answer of a server may stop a refresh
            failed.append(f"{name}: {type(error).__name__}")  # its text may hold the address, which may be a secret
    return ", ".join(sent), "; ".join(failed)


def mail(settings: Email, subject: str, lines: Sequence[str]) -> None:
    """Send an e-mail."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, settings.sender, ", ".join(settings.to)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n".join(lines) + "\n")
    trust = ssl.create_default_context()
    if settings.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(settings.host, settings.port, timeout=SECONDS, context=trust)
    else:
        server = smtplib.SMTP(settings.host, settings.port, timeout=SECONDS)
    with server:
        if settings.security == "starttls":
            server.starttls(context=trust)
        if settings.user:
            server.login(settings.user, settings.password)
        refused = server.send_message(message)
    if refused:
        raise EvidenceError(f"the server refused {len(refused)} of {len(settings.to)} addresses.")


def post(settings: Webhook, subject: str, lines: Sequence[str], facts: Mapping[str, object]) -> None:
    """Post a message as JSON; text is what chat services show."""
    import httpx

    answer = httpx.post(settings.url, json={"text": "\n".join([subject, *lines]), **facts}, timeout=SECONDS)
    if answer.status_code >= httpx.codes.BAD_REQUEST or answer.is_redirect:
        raise EvidenceError(f"the address answered {answer.status_code}.")

"""A mailbox made of templates of true headers, in both languages: answers, bounces, absences, lists, forwards."""

from __future__ import annotations

from pathlib import Path

ME = "marie@studio.example"
ALSO_ME = "marie.durand@mail.example"


def letter(
    sender: str,
    to: str,
    date: str = "Mon, 16 Nov 2026 10:12:13 +0100",
    subject: str = "Votre projet",
    message_id: str = "",
    extra: str = "",
    body: str = "Bonjour,\n\nà bientôt.\n",
) -> bytes:
    """One message, with the headers that servers add on the way."""
    identifier = f"Message-ID: {message_id}\n" if message_id else ""
    return (
        f"Return-Path: <bounce@server.example>\nReceived: from mx.server.example (mx.server.example [192.0.2.1])\n"
        f"\tby mail.host.example (Postfix) with ESMTPS id 4XyZ for <{ME}>;\n\t{date}\n"
        f"DKIM-Signature: v=1; a=rsa-sha256; d=server.example; s=x; h=from:to:subject:date;\n bh=abc=; b=def=\n"
        f"From: {sender}\nTo: {to}\n{extra}Subject: {subject}\nDate: {date}\n{identifier}"
        f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}"
    ).encode()


ANSWER = letter("Sophie Martin <sophie@asso.example>", ME, subject="Re: Votre projet", message_id="<a1@asso.example>")
SENT = letter(
    f"Marie Durand <{ALSO_ME}>", "Sophie Martin <Sophie@Asso.example>", "Sun, 15 Nov 2026 09:00:00 +0100",
    "=?utf-8?q?Votre_projet_=C3=A9t=C3=A9?=", "<s1@mail.example>", "Cc: Paul Roux <paul@asso.example>\n",
)  # fmt: skip
AUTOMATIC = {
    "reply": [
        letter("Sophie Martin <sophie@asso.example>", ME, subject="Réponse automatique : Votre projet",
               message_id="<o1@x>", extra="Auto-Submitted: auto-replied\nX-Auto-Response-Suppress: All\n"),
        letter("sophie@asso.example", ME, subject="Out of office: your project", message_id="<o2@x>"),
        letter("sophie@asso.example", ME, subject="=?iso-8859-1?q?Absence_du_bureau?=", message_id="<o3@x>"),
        letter("sophie@asso.example", ME, message_id="<o4@x>", extra="X-Autoreply: yes\nPrecedence: auto_reply\n"),
        letter("sophie@asso.example", ME, subject="Automatische Antwort: x", message_id="<o5@x>"),
    ],
    "list": [
        letter("sophie@asso.example", "amis@listes.example", message_id="<l1@x>", extra="List-Id: <amis>\n"),
        letter("sophie@asso.example", ME, message_id="<l2@x>", extra="List-Unsubscribe: <mailto:x@y.example>\n"),
        letter("sophie@asso.example", ME, message_id="<l3@x>", extra="Precedence: bulk\n"),
    ],
    "bounce": [
        letter("Mail Delivery Subsystem <mailer-daemon@googlemail.example>", ME, message_id="<b1@x>",
               subject="Delivery Status Notification (Failure)",
               extra="X-Failed-Recipients: sophie@asso.example\nAuto-Submitted: auto-replied\n"),
        letter("sophie@asso.example", ME, subject="Non remis : Votre projet", message_id="<b2@x>",
               extra="Content-Type: multipart/report; report-type=delivery-status; boundary=x\n"),
    ],
    "machine": [
        letter("sophie@asso.example", ME, message_id="<m1@x>", extra="Auto-Submitted: auto-generated\n"),
    ],
}  # fmt: skip
UNKNOWN = [
    letter("Bob <bob@elsewhere.example>", ME, message_id="<u1@x>"),
    letter("Newsletter <news@shop.example>", ME, message_id="<u2@x>", extra="List-Unsubscribe: <https://x.example>\n"),
    letter("Bob <bob@elsewhere.example>", ME, subject="TR: message de sophie@asso.example", message_id="<u3@x>"),
    letter("Bob <bob@elsewhere.example>", f"{ME}, sophie@asso.example", message_id="<u4@x>"),
]  # fmt: skip


def mbox(messages: list[bytes]) -> bytes:
    """Messages as an mbox file has them."""
    return b"".join(
        b"From MAILER-DAEMON Mon Nov 16 10:12:13 2026\n" + one.replace(b"\nFrom ", b"\n>From ") + b"\n"
        for one in messages
    )


def maildir(folder: Path, messages: list[bytes]) -> Path:
    """Messages as a Maildir has them, some not seen yet, in a folder within."""
    for name in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp"):
        (folder / name).mkdir(parents=True)
    for number, one in enumerate(messages):
        place = ("cur", "new", ".Sent/cur")[number % 3]
        (folder / place / f"17{number}.M1P1.host:2,S").write_bytes(one)
    (folder / "tmp" / "half").write_bytes(messages[0][:40])
    (folder / "dovecot.index.log").write_bytes(b"\x01\x02\x03")
    return folder

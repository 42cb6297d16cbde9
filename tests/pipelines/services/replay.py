"""A service that answers what it published, on this machine, and breaks on demand."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from urllib.parse import parse_qs, urlsplit

# An answer: content type and body, from the path, the query and the posted body.
Answers = Callable[[str, dict[str, list[str]], bytes], tuple[str, bytes]]
PAGE = b"<!DOCTYPE html><html><body>Maintenance en cours</body></html>"
OVER = b" " * 1_200_000


@dataclass
class Replay:
    """The running service: what it answers, how it breaks (a named fault, or a test's own), what it was asked."""

    answers: Answers = lambda *_: ("application/json", b"[]")
    fault: str = ""
    breaks: Callable[["Handler"], bool] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    release: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)
    base: str = ""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.posted = b""
        self.answer()

    def do_POST(self):
        self.posted = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer()

    def answer(self):
        replay = self.server.replay
        with replay.lock:
            replay.asked.append((self.command, self.path, dict(self.headers)))
        with suppress(BrokenPipeError, ConnectionResetError):
            breaks = replay.breaks or (getattr(Handler, f"_{replay.fault}") if replay.fault else None)
            if breaks is None or not breaks(self):
                self.reply(*self.content())

    def content(self):
        parts = urlsplit(self.path)
        return self.server.replay.answers(parts.path.removeprefix("/moved"), parse_qs(parts.query), self.posted)

    def reply(self, content_type, body, status=200, **headers):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        for name, value in {"Content-Length": str(len(body)), **self.server.replay.headers, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
        if headers.get("Connection") == "close":
            self.close_connection = True

    def chunked(self, content_type, body, *, whole):
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(body), body) + (b"0\r\n\r\n" if whole else b""))
        self.wfile.flush()
        self.close_connection = True

    # The faults: each answers in its way, or lets the good answer go by returning nothing.

    def _timeout(self):
        self.server.replay.release.wait(5)
        self.close_connection = True
        return True

    def _saturated_once(self):
        replay = self.server.replay
        key = self.path + str(self.posted)
        with replay.lock:
            first = key not in replay.refused
            replay.refused.add(key)
        if first:
            self.reply("text/plain", b"Too many requests", 429, **{"Retry-After": "1"})
        return first

    def _error_500(self):
        self.reply("text/plain", "Le serveur a rencontré une erreur inattendue.".encode(), 500)
        return True

    def _truncated(self):
        content_type, body = self.content()
        self.chunked(content_type, body[: len(body) // 2], whole=False)
        return True

    def _wrong_length(self):
        content_type, body = self.content()
        self.reply(content_type, body, **{"Content-Length": str(len(body) + 50), "Connection": "close"})
        return True

    def _web_page(self):
        self.reply("text/html; charset=utf-8", PAGE)
        return True

    def _web_page_in_disguise(self):
        self.reply(self.content()[0], PAGE)
        return True

    def _invalid_json(self):
        content_type, body = self.content()
        self.reply(content_type, body.rstrip()[:-2])
        return True

    def _moved(self):
        if self.path.startswith("/moved"):
            return False
        self.reply("text/plain", b"", 302, Location=f"/moved{self.path}")
        return True

    def _over_the_cap(self):
        content_type, body = self.content()
        self.chunked(content_type, body + OVER, whole=True)
        return True

    def _declared_over_the_cap(self):
        content_type, body = self.content()
        self.reply(content_type, body + OVER)
        return True

    def _wrong_encoding(self):
        content_type, body = self.content()
        self.reply(content_type, body.decode("utf-8-sig").encode("latin-1"))
        return True


class Server(ThreadingHTTPServer):
    daemon_threads = True
    replay: Replay

    def handle_error(self, request, client_address):
        pass  # a client that gave up in the middle is what these tests are about


def serve(replay, secure=None):
    """Start the service; `secure` wraps its socket."""
    server = Server(("127.0.0.1", 0), Handler)
    server.replay = replay
    if secure is not None:
        server.socket = secure(server.socket)
    replay.base = f"{'https' if secure else 'http'}://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    return server

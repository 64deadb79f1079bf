"""Where ClamAV is set up nothing is kept unscanned; a small daemon on this machine plays it."""

import socketserver
import threading

import pytest

from kingfisher.documents import scanning


class Daemon(socketserver.StreamRequestHandler):
    """Reads one INSTREAM as clamd does; calls anything with EICAR in it harmful."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(size)
        self.wfile.write(self.server.says or (b"stream: Eicar FOUND\0" if b"EICAR" in content else b"stream: OK\0"))


@pytest.fixture
def daemon(settings):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Daemon)
    server.says = b""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.CLAMD = f"127.0.0.1:{server.server_address[1]}"
    yield server
    server.shutdown()
    server.server_close()


def test_a_harmless_file_passes_and_a_harmful_one_is_named(daemon):
    assert scanning.harm_in(b"x" * 200_000) == ""
    assert scanning.harm_in(b"x" * 70_000 + b"EICAR") == "Eicar"


def test_an_answer_that_is_none_is_no_yes(daemon):
    daemon.says = b"INSTREAM size limit exceeded. ERROR\0"
    with pytest.raises(scanning.NotScanned):
        scanning.harm_in(b"x")


def test_a_daemon_that_is_not_there_is_no_yes(settings):
    settings.CLAMD = "/nonexistent/clamd.sock"
    with pytest.raises(scanning.NotScanned):
        scanning.harm_in(b"x")

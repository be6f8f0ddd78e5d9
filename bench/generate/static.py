"""A static host on this machine that counts what it gives away."""
import gzip
import threading
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm",
         ".css": "text/css"}
SCRIPTS = {".js", ".json"}  # what hosts compress on the way


@lru_cache(maxsize=None)
def on_the_way(path):
    """A file's bytes as it is, and as a host that compresses scripts sends it."""
    content = path.read_bytes()
    return len(content), len(gzip.compress(content, 9)) if path.suffix in SCRIPTS else len(content)


class Host(ThreadingHTTPServer):
    """Serves folders, each below a path, and texts of its own; `take` tells what was asked for since it was last called."""

    daemon_threads = True

    def __init__(self, folders, pages):
        super().__init__(("127.0.0.1", 0), Answer)
        self.folders, self.pages, self.asked, self.lock = folders, pages, [], threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self, path):
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def take(self):
        """Requests, bytes as they are, bytes with scripts compressed; pages of our own are not counted."""
        with self.lock:
            asked, self.asked = self.asked, []
        sizes = [on_the_way(path) for path in asked]
        return len(sizes), sum(size for size, _ in sizes), sum(size for _, size in sizes)

    def close(self):
        self.shutdown()
        self.server_close()


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        path = unquote(urlsplit(self.path).path)
        if path in self.server.pages:
            return self.give(200, ".html", self.server.pages[path].encode())
        for below, folder in self.server.folders.items():
            file = Path(folder) / path.removeprefix(below)
            if path.startswith(below) and file.is_file():
                with self.server.lock:
                    self.server.asked.append(file)
                return self.give(200, file.suffix, file.read_bytes())
        return self.give(404, ".html", b"")

    def give(self, status, suffix, content):
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass

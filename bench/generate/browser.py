"""A headless Chromium that is asked over chromedriver, with nothing but the standard library."""
import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
             "--disable-background-networking", "--disable-component-update", "--window-size=1280,900"]

# Notes when a word first stands in the page, or a property of the page's style has a value: milliseconds since 1970.
WATCH = """
const [kind, mark] = arguments;
const now = () => performance.timeOrigin + performance.now();
window.__wanted = mark; window.__seen = null;
if (kind === "style") {
  const look = () => { if (getComputedStyle(document.body).getPropertyValue("--khue-bench").trim() === mark) window.__seen = now();
                       else requestAnimationFrame(look); };
  look();
} else {
  const look = () => { if (!window.__seen && document.body.textContent.includes(mark)) { window.__seen = now(); observer.disconnect(); } };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}
"""

# When it was seen: in the page that was there, or when the page that has it was loaded anew.
LOOK = """
const [kind, mark] = arguments;
if (window.__wanted === mark) return window.__seen;
const there = kind === "style" ? getComputedStyle(document.body).getPropertyValue("--khue-bench").trim() === mark
                               : document.body.textContent.includes(mark);
const loaded = performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd;
return there && loaded ? performance.timeOrigin + loaded : null;
"""


class Browser:
    """One session; `close` ends it."""

    def __init__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{free.getsockname()[1]}"
        driver = shutil.which("chromedriver") or exit("chromedriver is needed: apt-get install chromium-driver")
        chromium = shutil.which("chromium") or exit("Chromium is needed: apt-get install chromium")
        self.driver = subprocess.Popen([driver, f"--port={self.address.rsplit(':', 1)[1]}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        options = {"binary": chromium, "args": [*ARGUMENTS, f"--user-data-dir={self.profile.name}"]}
        wanted = {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}}
        for _ in range(200):
            try:
                self.session = self.ask("POST", "/session", wanted)["sessionId"]
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("chromedriver does not answer")

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def open(self, url):
        self.ask("POST", f"/session/{self.session}/url", {"url": url})

    def run(self, script, *arguments):
        return self.ask("POST", f"/session/{self.session}/execute/sync", {"script": script, "args": arguments})

    def watch(self, kind, mark):
        self.run(WATCH, kind, mark)

    def seen(self, kind, mark, patience):
        """Seconds since 1970 at which the mark was in the page; `None` if it was not within `patience` seconds."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            try:
                seen = self.run(LOOK, kind, mark)
            except OSError:
                seen = None  # a page that is being loaded
            if seen:
                return seen / 1000
            time.sleep(0.005)
        return None

    def close(self):
        try:
            self.ask("DELETE", f"/session/{self.session}")
        finally:
            self.driver.terminate()
            self.driver.wait()
            self.profile.cleanup()

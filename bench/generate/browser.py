"""A headless Chromium, spoken to as W3C WebDriver says, with a profile of its own."""
import http.client
import json
import re
import shutil
import subprocess
import tempfile
import time

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync"]


class Browser:
    """One browser with one page, and its driver; `close` ends both. What fails raises `RuntimeError`."""

    def __init__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.port = next(int(found[1]) for line in self.driver.stdout if (found := re.search(r"successfully on port (\d+)", line)))
        binary = next(path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name)))
        options = {"binary": binary, "args": [*ARGUMENTS, f"--user-data-dir={self.profile.name}"]}
        self.session = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})["sessionId"]

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, None if body is None else json.dumps(body), {"Content-Type": "application/json"})
        answer = json.loads(connection.getresponse().read())["value"]
        connection.close()
        if isinstance(answer, dict) and "error" in answer:
            raise RuntimeError(answer["message"])
        return answer

    def post(self, command, body):
        return self.ask("POST", f"/session/{self.session}/{command}", body)

    def developer(self, command, **parameters):
        """A command of the Chrome DevTools Protocol."""
        return self.post("goog/cdp/execute", {"cmd": command, "params": parameters})

    def open(self, url, pause=0.5):
        """Shows a page, and gives its own scripts some seconds."""
        self.post("url", {"url": url})
        time.sleep(pause)

    def run(self, script, *arguments):
        """What the body of a function returns in the page; a promise is waited for."""
        return self.post("execute/sync", {"script": script, "args": arguments})

    def close(self):
        try:
            self.ask("DELETE", f"/session/{self.session}")
        finally:
            self.driver.terminate()
            self.driver.wait()
            self.profile.cleanup()

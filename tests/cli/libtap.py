"""Tests that print TAP, and the program under test run with folders of its own."""
import os
import subprocess

TIDINGS = os.environ["TIDINGS"]
DIGESTS = "tests/fixtures/digests"


class Tap:
    def __init__(self):
        self.count = self.failed = 0

    def ok(self, name, holds, detail=""):
        self.count += 1
        self.failed += not holds
        print(f"{'ok' if holds else 'not ok'} {self.count} - {name}", flush=True)
        if not holds:
            print(f"# {detail!r}"[:2000], flush=True)
        return holds

    def end(self):
        print(f"1..{self.count}")
        return self.failed != 0


class Home:
    """XDG folders below one of their own."""

    def __init__(self, path):
        self.path = path
        self.env = dict(os.environ, HOME=os.path.join(path, "home"))
        for name in ("CACHE", "CONFIG", "DATA", "STATE"):
            self.env[f"XDG_{name}_HOME"] = os.path.join(path, name.lower())
        os.makedirs(self.env["HOME"], exist_ok=True)
        self.index = os.path.join(path, "cache", "tidings", "index.db")
        self.marks = os.path.join(path, "data", "tidings", "marks.db")

    def run(self, *arguments, **options):
        """Status, output and complaints."""
        env = {**self.env, **options.pop("env", {})}
        done = subprocess.run([*options.pop("before", ()), TIDINGS, *arguments],
                              stdout=options.pop("stdout", subprocess.PIPE),
                              stderr=options.pop("stderr", subprocess.PIPE), check=False,
                              env={k: v for k, v in env.items() if v is not None},
                              timeout=options.pop("timeout", 300), **options)
        return (done.returncode, (done.stdout or b"").decode(errors="replace"),
                (done.stderr or b"").decode(errors="replace"))

    def start(self, *arguments, **options):
        return subprocess.Popen([TIDINGS, *arguments], env=self.env, **options)

#!/usr/bin/env python3
"""Nothing that controls a terminal comes out of a command, whatever a digest, a path, a query or a
keymap says.

The sample digests get control characters into every line that is not part of the shape of a
digest; then every command prints all it can. Prints TAP.
"""
import glob
import os
import re
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TIDINGS = os.environ["TIDINGS"]
FOLDER = os.path.join(os.environ["TMPDIR"], "digests")

CONTROLS = [b"\x1b]52;c;ZXZpbA==\x07", b"\x1b[2J", b"\x9b31m", b"\xc2\x9b31m", b"\x7f", b"\x08",
            b"\r", b"\x0e", b"\x1bP+q\x1b\\", b"\x00", b"\xc2\x85", "\u202e".encode(),
            "\u2028".encode(), "\u200b".encode(), b"\xff"]
SHAPE = (b"New:", b"Exist:", b"=====", b"-----", b"Top ", b"From ")
UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e]")


def spoil(text):
    lines = text.split(b"\n")
    for i, line in enumerate(lines):
        bad = CONTROLS[i * 7 % len(CONTROLS)]
        if line and not line.startswith(SHAPE):
            at = len(line) // 2
            lines[i] = line[:at] + bad + line[at:]
        else:
            lines[i] = line.replace(b" mailing list", bad + b" mailing list")
    return b"\n".join(lines)


def write_digests():
    os.makedirs(os.path.join(FOLDER, "\x1b[2J"))
    for i, path in enumerate(sorted(glob.glob(f"{ROOT}/tests/fixtures/digests/*.txt"))):
        name = CONTROLS[i].replace(b"\x00", b"").replace(b"/", b"") + b"%d.txt" % i
        with open(path, "rb") as f, open(os.path.join(FOLDER.encode(), name), "wb") as out:
            out.write(spoil(f.read()))
    os.symlink("/nowhere\x1b[3m", os.path.join(FOLDER, "\x1b[2J", "\x1b[4mgone"))


def run(*args):
    done = subprocess.run([TIDINGS, *args], capture_output=True, check=False)
    return (done.stdout + done.stderr).decode("utf-8", "surrogateescape")


tests = 0


def clean(name, *outputs):
    global tests
    tests += 1
    # Bytes that are not UTF-8 have become single surrogates.
    found = [o[max(0, m.start() - 30):m.end() + 10] for o in outputs
             for m in re.finditer(UNSAFE.pattern + r"|[\udc80-\udcff]", o)]
    print(f"{'not ok' if found or not any(outputs) else 'ok'} {tests} - {name}")
    for text in found[:5]:
        print("# " + ascii(text))


write_digests()
files = sorted(path for path in glob.glob(glob.escape(FOLDER) + "/*") if os.path.isfile(path))
clean("index, with a path that is not there", run("index", FOLDER, "/\x1b[1m"))
clean("check", *[run("check", path) for path in files])
clean("parse", *[run("parse", "--json", path) for path in files])
found = run("search", "")
clean("search", found)
ids = re.findall(r"^ *(\d+) ", found, re.M)
clean(f"show, {len(ids)} series", *[run("show", i) for i in ids])
clean("queries", run("search", "\x1b[31m("), run("search", '"\x9b'), run("show", "f:\u202e"))
clean("what is told of arguments", run("check", "/\x1b[1m"), run("\x1b[2J"), run("index", "--\x1b"),
      run("parse", "\x1b"))
os.makedirs(os.path.join(os.environ["XDG_CONFIG_HOME"], "tidings"), exist_ok=True)
with open(os.path.join(os.environ["XDG_CONFIG_HOME"], "tidings", "keys"), "wb") as keys:
    keys.write(b"list \x1b[31m x\x1b[32m\nli\x9bst j \x1b]0;x\x07\n")
clean("keys", run("keys"))
print(f"1..{tests}")

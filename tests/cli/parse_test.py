#!/usr/bin/env python3
"""How `tidings parse` and `check` take files and options, and how they end. Prints TAP."""
import gzip
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TIDINGS = os.environ.get("TIDINGS", os.path.join(ROOT, "tidings"))
DIGEST = os.path.join(ROOT, "tests/fixtures/digests/orchard-2026-01-05.txt")
OTHER = os.path.join(ROOT, "tests/fixtures/digests/orchard-2026-01-12.txt")

count = failed = 0


def ok(name, holds, detail=""):
    global count, failed
    count += 1
    failed += not holds
    print(f"{'ok' if holds else 'not ok'} {count} - {name}")
    if not holds:
        print(f"# {detail!r}")


def run(*arguments, **options):
    done = subprocess.run([TIDINGS, *arguments], stdout=options.pop("stdout", subprocess.PIPE),
                          stderr=subprocess.PIPE, check=False, **options)
    return done.returncode, done.stdout, done.stderr.decode()


def facts(document):
    return {k: v for k, v in json.loads(document).items() if k != "file"}


def formats(folder):
    status, plain, _ = run("parse", "--json", DIGEST)
    document = json.loads(plain)
    ok("a digest", status == 0 and document["list"] == "ORCHARD" and len(document["records"]) > 10)
    ok("its file name", document["file"] == os.path.basename(DIGEST))
    ok("one line", plain.count(b"\n") == 1 and plain.endswith(b"\n"))
    ok("a record's members", list(document["records"][0]) == [
        "line", "subject", "kind", "tags", "version", "index", "total", "title", "title_full",
        "subsystem", "author", "contributor", "quoted", "empty", "description", "changelog",
        "shortlog", "trailers", "links", "diffstat", "summary", "series"])
    with open(DIGEST, "rb") as digest:
        text = digest.read()
    status, piped, _ = run("parse", "--json", "-", input=text)
    ok("standard input", status == 0 and facts(piped) == facts(plain))
    packed = os.path.join(folder, "digest.gz")
    half = len(text) // 2
    with open(packed, "wb") as out:
        out.write(gzip.compress(text[:half]) + gzip.compress(text[half:]))
    status, inflated, _ = run("parse", "--json", packed)
    ok("gzip, in two members", status == 0 and facts(inflated) == facts(plain))
    with open(packed, "rb") as whole:
        data = whole.read()
    status, inflated, _ = run("parse", "--json", "-", input=data)
    ok("gzip on standard input", status == 0 and facts(inflated) == facts(plain))
    for name, damage, word in (("cut", data[:-20], "cut off"),
                               ("damaged", data[:100] + b"xxxx" + data[104:], "damaged")):
        with open(packed, "wb") as out:
            out.write(damage)
        status, out, err = run("parse", "--json", packed)
        ok(f"{name} gzip", status == 3 and out == b"" and word in err and packed in err, err)
    crlf = facts(run("parse", "--json", "-", input=text.replace(b"\n", b"\r\n"))[1])
    ok("CR LF tells the same", crlf == facts(plain))
    status, several, _ = run("parse", "--json", DIGEST, OTHER)
    ok("several files, a line each", [json.loads(line)["file"] for line in several.splitlines()] ==
       [os.path.basename(DIGEST), os.path.basename(OTHER)])
    status, out, _ = run("parse", "--json", "-", input=b"\xff\xfe\x1b[31m".join(text.split(b"e")))
    ok("any bytes give JSON without control characters",
       status in (0, 3) and all(32 <= byte < 127 or byte == 10 for byte in out))


def failures(folder):
    missing = os.path.join(folder, "missing.txt")
    status, out, err = run("parse", "--json", missing, DIGEST)
    ok("a file that is not there, and one that is",
       status == 3 and out.count(b"\n") == 1 and missing in err, err)
    ok("a folder", run("check", folder)[0] == 3)
    status, out, err = run("parse", "--json", "-", input=b"Dear Ada,\n")
    ok("not a digest", status == 3 and out == b"" and "not a digest" in err, err)
    ok("nothing at all", run("parse", "--json", "-", input=b"")[0] == 3)
    ok("check: unreadable wins over odd", run("check", OTHER, missing)[0] == 3)
    ok("parse without --json", run("parse", DIGEST)[0] == 2)
    ok("parse without a file", run("parse", "--json")[0] == 2)
    ok("check without a file", run("check")[0] == 2)
    ok("an unknown option", run("check", "--fast", DIGEST)[0] == 2)
    ok("an unknown command", run("chekc", DIGEST)[0] == 2)
    dashed = os.path.join(folder, "--digest")
    os.link(DIGEST, dashed) if os.stat(DIGEST).st_dev == os.stat(folder).st_dev else \
        subprocess.run(["cp", DIGEST, dashed], check=True)
    ok("a file behind --", run("parse", "--json", "--", "--digest", cwd=folder)[0] == 0)
    evil = os.path.join(folder, "\x1b[31mred")
    with open(evil, "wb") as out:
        out.write(b"Hello.\n")
    status, out, err = run("check", evil)
    ok("a file name is made visible", status == 1 and b"\x1b" not in out and out, out)
    status, out, err = run("check", evil + "!")
    ok("in messages as well", status == 3 and "\x1b" not in err and err, err)


def output():
    ok("--help", run("--help")[0] == 0 and b"parse" in run("--help")[1])
    ok("--help fits a screen", run("--help")[1].count(b"\n") <= 24 and
       max(map(len, run("--help")[1].decode().splitlines())) <= 80)
    for command in ("parse", "check"):
        ok(f"{command} --help", run(command, "--help")[0] == 0 and
           run(command, "--help")[1].startswith(f"usage: tidings {command}".encode()))
    ok("--version", run("--version")[1].startswith(b"tidings "))
    with open("/dev/full", "wb") as full:
        status, _, err = run("parse", "--json", DIGEST, stdout=full)
    ok("a full disk is an error", status == 3 and "cannot write" in err, err)
    reader, writer = os.pipe()
    os.close(reader)
    status, _, err = run("parse", "--json", DIGEST, DIGEST, DIGEST, stdout=writer)
    os.close(writer)
    ok("a reader that has gone is none to complain about", status == 3 and err == "", err)


def main():
    with tempfile.TemporaryDirectory() as folder:
        formats(folder)
        failures(folder)
    output()
    print(f"1..{count}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Every command and every fault: the exit status, and one sentence that says what, which file and
what to do. What a command writes, it writes below the XDG folders. Prints TAP."""
import glob
import os
import pty
import re
import shutil
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from libtap import DIGESTS, TIDINGS, Home, Tap

TMP = os.environ["TMPDIR"]
NOBODY = 65534
tap = Tap()
ok = tap.ok

# Which arguments make a command do its work; PATHS are added where it takes some.
COMMANDS = {
    "index": ["index", "PATHS"],
    "search": ["search", "burrow", "PATHS"],
    "show": ["show", 's:"replay in one pass"', "PATHS"],
    "revisions": ["revisions", 's:"replay in one pass"', "PATHS"],
    "compare": ["compare", 's:"replay in one pass"', "v1", "v6", "PATHS"],
    "rank": ["rank", "PATHS"],
    "mark": ["mark", "--flag", 's:"replay in one pass"'],
    "parse": ["parse", "--json", "FILES"],
    "check": ["check", "FILES"],
    "config": ["config"],
    "keys": ["keys"],
}
WITH_INDEX = ["search", "show", "revisions", "compare", "rank", "mark"]
WITH_PATHS = [name for name, words in COMMANDS.items() if "PATHS" in words]
WITH_FILES = ["parse", "check"]
LEAVES_OUT = {"index": {1}, "parse": {3}, "check": {1}}  # of a file that is no digest


def words(name, *paths):
    out = []
    for word in COMMANDS[name]:
        out += paths if word in ("PATHS", "FILES") else [word]
    return out


def complains(done, status, *parts):
    """The status, no more than two lines of complaint, and each part in them."""
    lines = done[2].splitlines()
    return (done[0] in status if isinstance(status, set) else done[0] == status) \
        and 0 < len(lines) <= 2 and all(part in done[2] for part in parts) \
        and all(line.startswith(("tidings", "usage: tidings")) for line in lines)


def snapshot(*folders):
    found = {}
    for top in folders:
        for base, names, files in os.walk(top):
            for name in names + files:
                path = os.path.join(base, name)
                info = os.lstat(path)
                found[path] = (info.st_mode, info.st_size, info.st_mtime_ns, info.st_ino)
    return found


# ---- what was typed ------------------------------------------------------------------------------

def usage(home):
    for name in COMMANDS:
        status, text, errors = home.run(name, "--help")
        lines = text.splitlines()
        ok(f"{name}: --help fits a screen", status == 0 and not errors and 3 < len(lines) <= 24
           and max(map(len, lines)) <= 80, (len(lines), max(map(len, lines))))
        ok(f"{name}: --help says how it is used", text.startswith(f"usage: tidings {name}"), text)
        done = home.run(name, "--no-such-option")
        ok(f"{name}: an unknown option", complains(done, 2, "--no-such-option", "usage: tidings "
                                                   + name) and not done[1], done)
        done = home.run(name, "--hlep")
        ok(f"{name}: the nearest option", complains(done, 2, "did you mean --help?"), done)
    for name, typed, meant in (("index", "--rebiuld", "--rebuild"), ("search", "--sorts", "--sort"),
                               ("search", "--formt=csv", "--format"), ("show", "--sect", "--section"),
                               ("mark", "--unflagg", "--unflag"), ("parse", "--jsno", "--json"),
                               ("rank", "--bye", "--by"), ("compare", "--al", "--all"),
                               ("revisions", "--fromat", "--format")):
        done = home.run(name, typed)
        ok(f"{name} {typed}", complains(done, 2, f"unknown option {typed}; did you mean {meant}?"),
           done)
    for arguments, sentence in (
            (["index"], "files or folders are missing"), (["search"], "a query is missing"),
            (["show"], "a series is missing"), (["revisions"], "a series is missing"),
            (["compare"], "a series and two versions"), (["compare", "1", "v1"], "two versions"),
            (["mark"], "what to do"), (["mark", "--flag"], "a series is missing"),
            (["mark", "--note"], "--note needs a value"), (["mark", "--save", "a b=c"], "one word"),
            (["parse", "--json"], "no file"), (["check"], "no file"), (["keys", "x"], "too much"),
            (["search", "--format"], "--format needs a value"),
            (["index", "--date"], "--date needs a value"),
            (["search", "a OR"], "column"), (["mark", "--catch-up", "a OR"], "column"),
            (["rank", "--by", "x"], "x")):
        done = home.run(*arguments)
        ok(f"{' '.join(arguments)}: something is missing", done[0] == 2 and sentence in done[2]
           and not done[1], done)
    status, text, _ = home.run("--help")
    lines = text.splitlines()
    ok("--help fits a screen", status == 0 and len(lines) <= 24 and max(map(len, lines)) <= 80,
       (len(lines), max(map(len, lines))))
    ok("--help names all commands", all(f"\n  {name} " in text for name in COMMANDS))
    ok("--version", home.run("--version")[1].startswith("tidings "))
    done = home.run("serach")
    ok("a command that is none", complains(done, 2, "command 'serach'; did you mean search?"), done)
    done = home.run("./serach")
    ok("a path that is none", complains(done, 3, "./serach: No such file"), done)
    done = home.run(DIGESTS, "nonesuch.txt")
    ok("one of two paths", complains(done, 3, "nonesuch.txt: No such file"), done)
    os.makedirs(os.path.join(TMP, "-x"))
    shutil.copy(f"{DIGESTS}/orchard-2026-01-05.txt", os.path.join(TMP, "-x"))
    done = home.run("index", "--", "-x", before=("env", "-C", TMP)) if os.path.isabs(TIDINGS) \
        else home.run("index", "--", f"{TMP}/-x")
    ok("what is behind -- is no option", done[0] == 0 and done[1].startswith("1 added"), done)
    done = home.run("search", "--", "-burrow")
    ok("nor a query", done[0] == 0, done)


# ---- what was given ------------------------------------------------------------------------------

def inputs(home):
    empty = os.path.join(TMP, "empty")
    os.makedirs(empty)
    missing = os.path.join(TMP, "nonesuch.txt")
    other = "tests/fixtures/odd/not-a-digest.txt"
    fifo = os.path.join(TMP, "fifo")
    os.mkfifo(fifo)
    secret = os.path.join(TMP, "cut.gz")
    with open(secret, "wb") as out:
        out.write(b"\x1f\x8b\x08\x00\x00")
    for name in WITH_PATHS + WITH_FILES:
        done = home.run(*words(name, missing))
        ok(f"{name}: a file that is missing", complains(done, 3, f"{missing}: No such file"), done)
        done = home.run(*words(name, other))
        ok(f"{name}: a file that is no digest", complains(
            done, LEAVES_OUT.get(name, {3}), "not-a-digest.txt")
           if name != "check" else done[0] == 1 and "not-a-digest.txt:1: " in done[1], done)
        done = home.run(*words(name, secret))
        ok(f"{name}: a file that is cut", complains(done, 3, "cut.gz: the gzip data is cut"), done)
    for name in WITH_PATHS:
        done = home.run(*words(name, empty))
        if name == "index":
            ok("index: a folder without digests", complains(done, 1, f"no digest in {empty}")
               and done[1].startswith("0 added"), done)
        else:
            ok(f"{name}: a folder without digests", complains(done, 3, f"no digest in {empty}")
               and not done[1], done)
        done = home.run(*words(name, fifo))
        ok(f"{name}: neither file nor folder", complains(done, 3, f"{fifo}: neither"), done)
        done = home.run(*words(name, DIGESTS, missing))
        ok(f"{name}: one of two is missing", complains(done, 3, f"{missing}: No such file")
           and done[1], done)
    for name in WITH_FILES:
        done = home.run(*words(name, empty))
        ok(f"{name}: a folder", complains(done, 3, "Is a directory"), done)
        done = home.run(*words(name, f"{DIGESTS}/orchard-2026-01-05.txt", missing))
        ok(f"{name}: the other one is done", done[0] == 3 and f"{missing}: " in done[2], done)
    for name in WITH_INDEX:
        fresh = Home(os.path.join(TMP, f"fresh.{name}"))
        done = fresh.run(*words(name))
        ok(f"{name}: an empty index", done[0] == 1 and not done[1] and "digest" in done[2], done)
    for what in ("99999", "nonesuchword", "20250101-none-v1-0-0123456789ab@example.org"):
        done = home.run("show", what)
        ok(f"show {what}", complains(done, 1, f"nothing found for '{what}'") and not done[1], done)


# ---- where it is kept ----------------------------------------------------------------------------

def remake(home, how):
    home.run("index", DIGESTS)
    how(home.index)


def other_version(path):
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version=1")
    db.close()


def damage(path):
    with open(path, "r+b") as index:
        index.write(os.urandom(65536))


def cut(path):
    os.truncate(path, 30000)


def places(home):
    def in_place(name, home):
        return home.run(*words(name, DIGESTS))

    for name in WITH_PATHS + ["mark"]:
        for what, how in (("another version", other_version), ("damaged", damage), ("damaged", cut)):
            remake(home, how)
            done = in_place(name, home)
            # mark has no paths, and a damaged index has forgotten those it knew.
            lost = name == "mark" and what == "damaged"
            ok(f"{name}: {how.__name__}", done[0] == lost and what in done[2]
               and "it is made anew" in done[2], done)
            if not lost:
                done = in_place(name, home)
                ok(f"{name}: once", done[0] == 0 and not done[2], done)
    remake(home, other_version)
    done = home.run("search", "burrow")
    ok("without paths those it knew are read", done[0] == 0 and done[1].count("\n") > 1, done)
    remake(home, damage)
    done = home.run("search", "burrow")
    ok("when it has forgotten them it says what to do", done[0] == 1 and "say tidings index"
       in done[2], done)

    blocked = os.path.join(TMP, "blocked")
    with open(blocked, "w", encoding="utf-8"):
        pass
    for name in ["index", *WITH_INDEX]:
        done = home.run(*words(name, DIGESTS), env={"XDG_CACHE_HOME": blocked})
        ok(f"{name}: a cache that cannot be", complains(done, 3, f"'{blocked}/tidings' cannot be "
           "made: Not a directory"), done)
        done = home.run(*words(name, DIGESTS), env={
            "HOME": None, "XDG_CACHE_HOME": None, "XDG_DATA_HOME": None, "XDG_CONFIG_HOME": None,
            "XDG_STATE_HOME": None})
        ok(f"{name}: no home at all", complains(done, 3, "neither XDG_CACHE_HOME nor HOME"), done)
    for name in ("parse", "check", "config", "keys"):
        done = home.run(*words(name, f"{DIGESTS}/orchard-2026-01-05.txt"), env={
            "HOME": None, "XDG_CACHE_HOME": None, "XDG_DATA_HOME": None, "XDG_CONFIG_HOME": None,
            "XDG_STATE_HOME": None})
        ok(f"{name}: no home is needed", done[0] < 2 and not done[2], done)
    relative = Home(os.path.join(TMP, "relative"))
    done = relative.run("index", os.path.abspath(DIGESTS), env={
        "XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data"}, before=("env", "-C", TMP))
    ok("a relative XDG path does not count", done[0] == 0
       and os.path.exists(f"{relative.env['HOME']}/.cache/tidings/index.db")
       and not os.path.exists(f"{TMP}/cache"), done)
    done = home.run("mark", "--flag", "burrow", env={"XDG_DATA_HOME": blocked})
    ok("mark: marks that cannot be", done[0] == 3 and "Not a directory" in done[2], done)
    done = home.run("search", "burrow", DIGESTS, env={"XDG_DATA_HOME": blocked})
    ok("search: does without them, and says so", done[0] == 0 and "Not a directory" in done[2],
       done)


def drop_rights():
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def read_only():
    """Permissions are nothing to root, who has to become somebody else for this."""
    base = "/tmp/tidings-faults.%d" % os.getpid() if os.getuid() == 0 else os.path.join(TMP, "ro")
    options = {"preexec_fn": drop_rights} if os.getuid() == 0 else {}
    os.makedirs(base)
    try:
        home = Home(base)
        for name in ("CACHE", "DATA", "CONFIG", "STATE"):
            os.makedirs(home.env[f"XDG_{name}_HOME"])
        shutil.copytree(DIGESTS, f"{base}/digests")
        shutil.copy(TIDINGS, f"{base}/tidings")
        if os.getuid() == 0:
            subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", base], check=True)

        def run(*arguments):
            done = subprocess.run([f"{base}/tidings", *arguments], env=home.env, check=False,
                                  capture_output=True, timeout=60, **options)
            return done.returncode, done.stdout.decode(), done.stderr.decode()

        if run("index", f"{base}/digests")[0] != 0:
            print("ok # SKIP the program cannot be run by others")
            return
        run(*words("mark")) # which the others show
        expected = {name: run(*words(name, *paths)) for name in WITH_INDEX
                    for paths in ((), (f"{base}/digests",))}
        subprocess.run(["chmod", "-R", "a-w", home.env["XDG_CACHE_HOME"]], check=True)
        for name in WITH_INDEX:
            for paths in ((), (f"{base}/digests",)):
                done = run(*words(name, *paths))
                ok(f"{name}: an index that can be read alone", complains(
                    done, 0, "the index cannot be written") and done[1].count("\n")
                   == expected[name][1].count("\n"), done)
        done = run("index", f"{base}/digests")
        ok("index: nothing to do", done[0] == 0 and "8 unchanged" in done[1], done)
        shutil.copy("tests/fixtures/odd/clean.txt", f"{base}/digests")
        os.chmod(f"{base}/digests/clean.txt", 0o644)
        done = run("index", f"{base}/digests")
        ok("index: something to do", complains(done, 3, "cannot be written: you may only read it"),
           done)
        done = run("index", "--rebuild")
        ok("index: --rebuild", complains(done, 3, "it may only be read"), done)
        subprocess.run(["chmod", "-R", "a-w", home.env["XDG_DATA_HOME"]], check=True)
        done = run("mark", "--flag", "s:pantry")
        ok("mark: marks that can be read alone", complains(done, 3, "marks.db' cannot be written"),
           done)
        ok("mark: they are read", "flag" in run("mark", "--export")[1])
        empty = {**home.env, "XDG_CACHE_HOME": f"{home.env['XDG_CACHE_HOME']}/none"}
        done = subprocess.run([f"{base}/tidings", "search", ""], env=empty, check=False,
                              capture_output=True, **options)
        ok("a folder that cannot be made", done.returncode == 3
           and b"cannot be made: Permission denied" in done.stderr, done)
    finally:
        subprocess.run(["chmod", "-R", "u+w", base], check=False)
        shutil.rmtree(base)


# ---- where it goes -------------------------------------------------------------------------------

def outputs(home):
    home.run("index", DIGESTS)
    everything = {name: words(name, *sorted(glob.glob(f"{DIGESTS}/*.txt")) if name in WITH_FILES
                              else ()) for name in COMMANDS if name != "index"}
    everything["index"] = ["index", DIGESTS]
    everything["mark"] = ["mark", "--export"]
    everything["check"] = ["check", *sorted(glob.glob("tests/fixtures/odd/*.txt"))]
    everything["search md"] = ["search", "--format", "md", ""]
    everything["search csv"] = ["search", "--format", "csv", ""]
    everything["search json"] = ["search", "--format", "json", ""]
    for name, arguments in everything.items():
        reader, writer = os.pipe()
        os.close(reader)
        done = home.run(*arguments, stdout=writer)
        os.close(writer)
        ok(f"{name}: a pipe that nobody reads", done[0] == 3 and not done[2], done)
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = home.run(*arguments, stdout=full)
        ok(f"{name}: a disk that is full", done[0] == 3 and re.search(
            "^tidings: (cannot write: No space left|not everything could be written)", done[2]),
           done)
        status, text, errors = home.run(*arguments, env={"LC_ALL": "C"})
        plain = home.run(*arguments)
        ok(f"{name}: a file is UTF-8 whatever the locale", name == "index" or
           (status, text, errors) == plain, (text, plain))
    for name in COMMANDS:
        pid, terminal = pty.fork()
        if pid == 0:
            os.execvpe(TIDINGS, ["tidings", name, "--help"], {**home.env, "LC_ALL": "C"})
        shown = b""
        while True:
            try:
                part = os.read(terminal, 4096)
            except OSError:
                break
            if not part:
                break
            shown += part
        os.waitpid(pid, 0)
        ok(f"{name}: a terminal without UTF-8 gets ASCII", shown.isascii() and b"usage" in shown,
           shown)


def browses(home):
    """The browser, before it has a screen to draw on."""
    done = home.run(DIGESTS, stdin=subprocess.DEVNULL)
    ok("browse: no terminal", complains(done, 3, "terminal"), done)
    done = home.run("--no-such-option")
    ok("browse: an unknown option", complains(done, 2, "--no-such-option", "usage: tidings"), done)


def where(home):
    """Nothing is written but below the XDG folders."""
    digests = os.path.join(TMP, "watched")
    shutil.copytree(DIGESTS, digests)
    work = os.path.join(TMP, "work")
    tmp = os.path.join(TMP, "tmp")
    os.makedirs(work)
    os.makedirs(tmp)
    fresh = Home(os.path.join(TMP, "watched.home"))
    before = snapshot(digests, work, tmp, fresh.env["HOME"])
    exe = os.path.abspath(TIDINGS)
    for name in COMMANDS:
        done = subprocess.run([exe, *words(name, digests if name not in WITH_FILES else
                                           f"{digests}/orchard-2026-01-05.txt")], check=False,
                              cwd=work, env={**fresh.env, "TMPDIR": tmp}, capture_output=True)
        after = snapshot(digests, work, tmp, fresh.env["HOME"])
        ok(f"{name}: writes nothing elsewhere", done.returncode < 2 and after == before,
           (done, set(after.items()) ^ set(before.items())))
    written = snapshot(fresh.path)
    names = {os.path.relpath(path, fresh.path) for path in written} - {"home"}
    ok("what is written", all(re.match(r"(cache|data|state|config)(/tidings(/|$)|$)", name)
                              for name in names), names)
    ok("is the user's alone", all(
        info[0] & 0o077 == 0 for path, info in written.items() if "/tidings" in
        os.path.relpath(path, fresh.path)), written)


def main():
    home = Home(os.path.join(TMP, "faults"))
    usage(home)
    home.run("index", DIGESTS)
    inputs(home)
    places(Home(os.path.join(TMP, "places")))
    read_only()
    outputs(Home(os.path.join(TMP, "outputs")))
    browses(home)
    where(home)
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""`tidings rank --mailmap` and `git check-mailmap` agree on who is whom.

A digest for each of some contacts; then mailmaps, written by hand and at random
from few names and addresses, so that lines meet. Prints TAP; skipped without git.
"""
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter

TIDINGS = os.environ["TIDINGS"]
TMP = os.environ["TMPDIR"]
ROUNDS = 30

NAMES = ["#", "Ada Pippin", "ada", "ADA", "Bo Quince", "Bo", "C. Medlar", "build"]
EMAILS = ["ada@old.example.org", "Ada@Old.Example.Org", "bo@example.org", "shared@example.org",
          "cy@lab.example.com", "a@example.org"]
CONTACTS = [(name, email) for name in NAMES for email in EMAILS]

BY_HAND = [
    "",
    "# only a comment\n\n   \n",
    "Ada Pippin <ada@old.example.org>\n",
    "Ada Pippin <ada@old.example.org> # with a comment\n",
    "<new@example.org> <ADA@OLD.EXAMPLE.ORG>\n",
    "  Ada   Pippin  <new@example.org>\t<ada@old.example.org>  \n",
    "Ada <new@example.org> ada <ada@old.example.org>\nAll <all@example.org> <ada@old.example.org>\n",
    "Ada <new@example.org> ada <ada@old.example.org>\n<b@example.org> ADA <ada@old.example.org>\n",
    "<b@example.org> ada <ada@old.example.org>\nAda <ada@old.example.org>\n",
    "Early <early@example.org> <bo@example.org>\nLate <bo@example.org>\n",
    "Late <bo@example.org>\n<early@example.org> <bo@example.org>\n",
    "Bo <bo@example.org> Bo Quince <bo@example.org>\n",
    "A <a@example.org> <bo@example.org>\nB <b@example.org> <a@example.org>\n",
    "no address\n<alone@example.org>\nA <bo@example.org\nA bo@example.org>\nB <bo@example.org>\n",
    "Ada <ada@old.example.org>\r\nBo <b@example.org> <bo@example.org>\r\n",
    "Ada < ada@old.example.org >\nBo <b@example.org> < bo@example.org >\n",
    "A <a@example.org> # <bo@example.org>\n",
    "A <a@example.org> <bo@example.org> behind\n",
    "A <a@example.org> <bo@example.org> <ada@old.example.org>\n",
    " # indented\n",
    "<> <bo@example.org>\nA <> <ada@old.example.org>\n",
    "Nameless <no@example.org> <>\n",
    "A <a@example.org> <bo@example.org>",
    "\xef\xbb\xbfA <bo@example.org>\n",
]


def at_random(rng):
    lines = []
    for _ in range(rng.randrange(1, 9)):
        new = rng.choice(["", "Proper ", "Other  ", "ada "]) + \
            rng.choice(["", "<p@example.org> ", "<bo@example.org> ", "<q@example.org>"])
        old = rng.choice(["", "", rng.choice(NAMES) + " "]) + f"<{rng.choice(EMAILS)}>"
        lines.append(new + old + rng.choice(["", "", " # why", " "]))
    return "\n".join(lines) + "\n"


def write_digests(folder):
    os.mkdir(folder)
    for number, (name, email) in enumerate(CONTACTS):
        ids = f"{number + 1000000} to {number + 1000001}"
        with open(f"{folder}/{number:03}.txt", "w", encoding="utf-8") as out:
            out.write(f"From {ids}\nX mailing list update from {ids}\n\n"
                      "Top 1 contributor Email domains (Based on Email Body)\n\n"
                      "      1 example.org\n\nTop 1 contributors (Based on Email Body)\n\n"
                      f"      1  {name} <{email}>\n\n===== Patch list in this time period =====\n"
                      "\n\n===== Patch Commit Messages ====\n\n")


def asked_of_git(folder, text):
    """(name, address) of each contact."""
    with open(f"{folder}/.mailmap", "wb") as out:
        out.write(text.encode("latin-1"))
    contacts = "".join(f"{name} <{email}>\n" for name, email in CONTACTS)
    env = dict(os.environ, GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL="/dev/null")
    told = subprocess.run(["git", "check-mailmap", "--stdin"], cwd=folder, env=env, check=True,
                          input=contacts, capture_output=True, text=True).stdout
    found = []
    for line in told.splitlines():
        name, _, email = line.rpartition("<")
        found.append((name.strip(), email[:-1]))
    return found


def rows_of(found):
    """What rank makes of them: (name, address) and the digests that list it."""
    rows = {}
    for number, (name, email) in enumerate(found):
        key = email.lower() or '"' + name.lower()
        rows.setdefault(key, []).append((name or email, email, number))
    made = []
    for row in rows.values():
        uses = Counter((name, email) for name, email, _ in row)
        best = min(uses, key=lambda who: (-uses[who], who[0].encode(), who[1].encode()))
        made.append((best, [number for _, _, number in row]))
    return sorted(made)


def asked_of_rank(text):
    path = f"{TMP}/mailmap"
    with open(path, "wb") as out:
        out.write(text.encode("latin-1"))
    told = subprocess.run([TIDINGS, "rank", "--format", "json", "--per", "digest", "--mailmap",
                           path], capture_output=True, check=True).stdout
    answer = json.loads(told)
    files = [int(os.path.basename(d["file"])[:3]) for d in answer["digests"]]
    made = []
    for row in answer["rows"]:
        cells = sorted(files[i] for i, n in enumerate(row["per_digest"]) if n is not None)
        made.append(((row["label"], row.get("email", "")), cells))
    return sorted(made)


def main():
    if not shutil.which("git"):
        print("1..0 # SKIP there is no git")
        return 0
    write_digests(f"{TMP}/digests")
    repository = f"{TMP}/repository"
    subprocess.run(["git", "init", "-q", repository], check=True, capture_output=True)
    subprocess.run([TIDINGS, "index", f"{TMP}/digests"], check=True, capture_output=True)
    rng = random.Random(20260102)
    maps = BY_HAND + [at_random(rng) for _ in range(ROUNDS)]
    print(f"1..{len(maps)}")
    for number, text in enumerate(maps, 1):
        wanted, got = rows_of(asked_of_git(repository, text)), asked_of_rank(text)
        print(f"{'ok' if wanted == got else 'not ok'} {number} - {text!r}")
        if wanted != got:
            print(f"# git:     {[row for row in wanted if row not in got]}")
            print(f"# tidings: {[row for row in got if row not in wanted]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

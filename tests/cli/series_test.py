#!/usr/bin/env python3
"""SERIES[@vN] in all its spellings: ids, message-ids, addresses, slugs, queries. Prints TAP."""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from libtap import Home, Tap

TMP = os.environ["TMPDIR"]
tap = Tap()
DASHES = "-" * 70


def record(subject, body, author="Ada Ember <ada@ember.example.org>"):
    return f"New: {subject.split(']')[-1]}\n{subject}\nAuthor: {author}\n\n{body}\n\n{DASHES}\n\n"


def digest(name, records, start):
    path = os.path.join(TMP, name)
    with open(path, "w", encoding="utf-8") as out:
        out.write(f"From {start}111111 to {start}222222\nKILN mailing list update from "
                  f"{start}111111 to {start}222222\n\n"
                  "Top 1 contributor Email domains (Based on Email Body)\n\n"
                  "      7 ember.example.org\n\n"
                  "Top 1 contributors (Based on Email Body)\n\n"
                  "      7  Ada Ember <ada@ember.example.org>\n\n"
                  "===== Patch list in this time period =====\n\n\n"
                  "===== Patch Commit Messages ====\n\n" + "".join(records))
    return path


STAT = "\n a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)"
OLD = "20250312-kiln-doors-v2-0-84bffa1aa97a@ember.example.org"
PLAIN = "20250401120000.4711-1-ada@ember.example.org"
SLASH = "20250401/12+x=y@ember.example.org"
LORE = "https://lore.example.org/kiln"


def corpus():
    return [
        digest("kiln-2025-04-10.txt", [
            record("[PATCH v3 0/2] kiln: Close the doors",
                   f"Text.\n\nChanges in v3:\n- Link to v2: {LORE}/{OLD}\n" + STAT),
            record("[PATCH v5.1] kiln: Weigh the clay", "Text.\n" + STAT),
            record("[RFC PATCH v2] kiln: Weigh the clay", "Text.\n\nRFC v1:\n- First.\n" + STAT),
            record("[PATCH v2] kiln: Count the bricks",
                   f"Text.\n\nv1: {LORE}/{PLAIN}/\n- First.\n" + STAT),
            record("[PATCH v2] kiln: Paint the bricks",
                   "Text.\n\nv1: https://lore.example.org/kiln/20250401%2F12%2Bx=y@ember.example"
                   ".org/\n- First.\n" + STAT, "Bo Birk <bo@birk.example.org>"),
        ], "a"),
    ]


def main():
    home = Home(os.path.join(TMP, "series"))
    said = home.run("index", *corpus())
    tap.ok("the samples", said[0] == 0, said)
    found = {s["title"]: s for s in json.loads(home.run("search", "--format=json", "")[1])}
    doors, clay, bricks = (found[f"kiln: {title}"] for title in (
        "Close the doors", "Weigh the clay", "Count the bricks"))
    number = str(doors["id"])
    b4 = [OLD, f"<{OLD}>", f"Message-ID: <{OLD}>", f"message-id: {OLD}", f"id:{OLD}",
          f"{LORE}/{OLD}", f"{LORE}/{OLD}/", f"http://lore.example.org/all/{OLD}/T/#u",
          f"{LORE}/{OLD}/t.mbox.gz", f"{LORE}/{OLD}/raw", f"{LORE}/{OLD}#t", f"{LORE}/{OLD}/?q=1",
          f"lore.example.org/r/{OLD}", f"https://patch.msgid.example.org/{OLD}",
          f"{LORE}/{OLD.replace('@', '%40')}/", f" {OLD} ", "20250312-kiln-doors-v2",
          "kiln-doors-v2", "kiln-doors@v2", "20250312-kiln-doors@v2", f"{number}@v2",
          "s:\"close the doors\"@v2", "close the doors@V2",
          # Another mail of that revision, which no link names.
          "20250312-kiln-doors-v2-7-0123456789ab@ember.example.org"]
    wanted = home.run("show", b4[0])[1]
    tap.ok("a revision that is absent", "\nv2  " in wanted and "Close the doors" in wanted, wanted)
    for what in b4:
        done = home.run("show", what)
        tap.ok(f"show {what}", done == (0, wanted, ""), done)
    whole = home.run("show", number)[1]
    tap.ok("the newest with a text", "\nv3  " in whole, whole)
    for what in (number, "kiln-doors", "20250312-kiln-doors", "kiln-doors@v3", "doors", "close the d",
                 f"{number}@v3", f"{OLD}@v3"):
        done = home.run("show", what)
        tap.ok(f"show {what}", done == (0, whole, ""), done)
    for what, shown in ((PLAIN, "v1"), (f"{LORE}/{PLAIN}/", "v1"), (f"{bricks['id']}@v2", "v2")):
        done = home.run("show", what)
        tap.ok(f"show {what}", done[0] == 0 and f"\n{shown}  " in done[1]
               and "Count the bricks" in done[1], done)
    done = home.run("show", f"{LORE}/{SLASH.replace('/', '%2F').replace('+', '%2B')}/")
    tap.ok("a slash and a plus in a message-id", done[0] == 0 and "Paint the bricks" in done[1],
           done)

    for what, shown in (("@v5.1", "v5.1"), ("@5.1", None), ("@rfc2", "RFC v2"), ("@RFCv2", "RFC v2"),
                        ("@rfc v2", "RFC v2"), ("@rfc1", "RFC v1"), ("@RFC", "RFC v1"),
                        ("@v2", "RFC v2"), ("", "v5.1")):
        done = home.run("show", f"{clay['id']}{what}")
        tap.ok(f"a version as {what!r}", done[0] == 0 and f"\n{shown}  " in done[1] if shown
               else done[0] == 1, done)
    done = home.run("show", f"{clay['id']}@v5")
    tap.ok("v5 is not v5.1", done[0] == 1 and "RFCv1? RFCv2 v5.1" in done[2]
           and f"no such version of '{clay['id']}'" in done[2], done)
    done = home.run("compare", "kiln-doors", "v2", "v3")
    tap.ok("compare takes a slug", done[0] == 0 and done[1], done)
    done = home.run("mark", "--flag", f"{LORE}/{OLD}/", "kiln-doors", "clay@rfc2")
    tap.ok("mark takes them", done[0] == 0 and "3 series flagged" in done[1], done)

    for command in (["show"], ["revisions"], ["mark", "--flag"]):
        done = home.run(*command, "bricks")
        tap.ok(f"{command[0]}: several hits are listed", done[0] == 1 and done[1].count("\n") == 2
               and "Count the bricks" in done[1] and "Paint the bricks" in done[1], done)
    for what in ("nonesuch", "9999", "x@example.org", f"{LORE}/x@example.org/",
                 "20250101-nonesuch-v1-0-0123456789ab@example.org", "kiln-windows"):
        done = home.run("show", what)
        tap.ok(f"show {what}: nothing", done[0] == 1 and not done[1]
               and done[2] == f"tidings: nothing found for '{what}'\n", done)
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())

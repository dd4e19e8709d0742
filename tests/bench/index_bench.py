#!/usr/bin/env python3
"""What a record costs to index among many digests, beside what it costs among few: twice as many
digests must not cost much more than twice. Processor time, so that others may run beside it."""
import datetime
import os
import random
import resource
import subprocess
import sys
import tempfile

FEW, MANY, RECORDS = 100, 400, 30
MOST = 1.5  # a record among many costs so much more than among few; trees grow by logarithms
WORDS = ["door", "ember", "ash", "grill", "bread", "lid", "smoke", "yard", "oven", "dough", "salt",
         "flour", "crust", "night", "morning", "wind", "coal", "stone", "fire", "water"]


def body(chance, texts):
    """Texts that many send, as robots do, with links in them that are the same in all."""
    if chance.random() < 0.5:
        return chance.choice(texts)
    return " ".join(chance.choice(WORDS) + str(chance.randrange(500)) for _ in range(120))


def record(chance, number, people, texts):
    version = chance.randrange(1, 4)
    author = people[min(chance.randrange(len(people)), chance.randrange(len(people)))]
    path = f"{chance.choice(WORDS)}/{chance.choice(WORDS)}{chance.randrange(40)}.c"
    title = f"{chance.choice(WORDS)}: Bake {chance.choice(WORDS)} {number} {chance.choice(WORDS)}"
    return (f"New:  {title}\n[PATCH v{version}] {title}\nAuthor: {author}\n\n{body(chance, texts)}\n\n"
            f"Reviewed-by: {chance.choice(people)}\nSigned-off-by: {author}\n---\n"
            f" {path} | {number % 40 + 1} +\n 1 file changed, {number % 40 + 1} insertions(+)\n")


def write(folder, digests):
    chance = random.Random(7)
    people = [f"Baker Number{i} <baker{i}@example.org>" for i in range(2000)]
    texts = [" ".join(chance.choice(WORDS) for _ in range(120)) +
             f"\n\nv1: https://lore.example.org/r/20250102120000.{i}-1-ada@example.org\n"
             for i in range(20)]
    os.makedirs(folder)
    number = 0
    for digest in range(digests):
        parts = []
        for _ in range(RECORDS):
            number += 1
            parts.append(record(chance, number, people, texts))
        text = (f"From {digest:08x} to {digest + 1:08x}\nOVEN mailing list update from "
                f"{digest:08x} to {digest + 1:08x}\n\n"
                "Top 1 contributor Email domains (Based on Email Body)\n\n"
                f"{RECORDS:7} example.org\n\n"
                "Top 1 contributors (Based on Email Body)\n\n"
                f"{RECORDS:7}  {people[digest % len(people)]}\n\n"
                "===== Patch list in this time period =====\n\n\n"
                "===== Patch Commit Messages ====\n\n" + ("\n" + "-" * 70 + "\n").join(parts))
        day = datetime.date(2015, 1, 5) + datetime.timedelta(days=7 * digest)
        with open(f"{folder}/oven-{day}.txt", "w", encoding="utf-8") as out:
            out.write(text)


def cost(folder, home):
    """Seconds of the processor for a record, the least of three runs."""
    best = None
    for turn in range(3):
        env = dict(os.environ, LC_ALL="C.UTF-8")
        for name in ("CACHE", "CONFIG", "DATA", "STATE"):
            env[f"XDG_{name}_HOME"] = f"{home}/{turn}/{name}"
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        said = subprocess.run([os.environ["TIDINGS"], "index", folder], env=env, check=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True).stdout
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took = after.ru_utime - before.ru_utime
        best = took if best is None else min(best, took)
    records = int(said.split(" records")[0].rsplit(" ", 1)[1])
    return best / records, records


def main():
    with tempfile.TemporaryDirectory() as tmp:
        costs = []
        for digests in (FEW, MANY):
            write(f"{tmp}/{digests}", digests)
            each, records = cost(f"{tmp}/{digests}", f"{tmp}/home{digests}")
            costs.append(each)
            print(f"{digests} digests, {records} records: {each * 1e6:.1f} us each")
    ratio = costs[1] / costs[0]
    print(f"ratio {ratio:.2f}, at most {MOST}")
    sys.exit(ratio > MOST)


if __name__ == "__main__":
    main()

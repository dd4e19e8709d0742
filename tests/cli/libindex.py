"""What an index says, whatever its ids are: for comparing two of them.

dump(path) gives lines, sorted, in which digests stand by path, postings by path
and line, and series by their postings.
"""
import collections
import sqlite3

POSTING = ("rfc", "major", "minor", "resend", "title", "norm_title", "patch_norm", "total",
           "files", "insertions", "deletions", "flags", "sketch")


def connect(path):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.text_factory = lambda raw: raw.decode("utf-8", "backslashreplace")
    return db


def addresses(db):
    rows = db.execute("SELECT id, name, email, domain_rev, who FROM address")
    return {row[0]: row[1:] for row in rows}


def digests(db, out):
    paths = dict(db.execute("SELECT d.id, s.path FROM digest d JOIN source s ON s.id = d.source"))
    people = addresses(db)
    for row in db.execute("SELECT d.id, l.name, from_id, to_id, date, date_kind, records, prev, twin,"
                          " place, s.hash, s.state FROM digest d JOIN list l ON l.id = d.list"
                          " JOIN source s ON s.id = d.source"):
        out.append(("digest", paths[row[0]]) + row[1:7] + (paths.get(row[7]), paths[row[8]]) +
                   row[9:])
    for row in db.execute("SELECT digest, kind, pos, count, label, address FROM rank"):
        out.append(("rank", paths[row[0]]) + row[1:5] + (people.get(row[5]),))
    return paths


def postings(db, paths, out):
    people = addresses(db)
    keys = {}
    for row in db.execute("SELECT p.id, digest, line, author, contributor, su.path, "
                          + ", ".join(POSTING) +
                          " FROM posting p LEFT JOIN subsystem su ON su.id = p.subsystem"):
        keys[row[0]] = (paths[row[1]], row[2])
        # The day and the place in the file are in the id too, the digest's number is not.
        out.append(("posting", keys[row[0]], row[0] >> 40, row[0] & (1 << 20) - 1,
                    people[row[3]], people[row[4]]) + row[5:])
    for table, columns in (
            ("record", "kind, idx, line, off, len, hash, title, NULL"),
            ("msgref", "msgid, line, NULL"), ("slug", "slug, NULL"), ("former", "title, NULL"),
            ("piece", "piece, NULL"),
            ("posting_tag", "tag, NULL"),
            ("trailer", "key, value, line, address"),
    ):
        for row in db.execute(f"SELECT posting, {columns} FROM {table}"):
            out.append((table, keys[row[0]]) + row[1:-1] + (people.get(row[-1]),))
    for row in db.execute("SELECT posting, s.path, s.fold FROM posting_subsystem ps"
                          " JOIN subsystem s ON s.id = ps.subsystem"):
        out.append(("subsystem", keys[row[0]]) + row[1:])
    for row in db.execute("SELECT posting, p.name, p.rev_parts, p.cut, changes, o.name FROM touch t"
                          " JOIN path p ON p.id = t.path LEFT JOIN path o ON o.id = t.old"):
        out.append(("touch", keys[row[0]]) + row[1:])
    return keys


def series(db, keys, out):
    members = collections.defaultdict(list)
    for posting, number in db.execute("SELECT p.id, r.series FROM posting p"
                                      " JOIN revision r ON r.id = p.revision"):
        members[number].append(keys[posting])
    names = {number: tuple(sorted(found)) for number, found in members.items()}
    revisions = {}
    for row in db.execute("SELECT id, series, rfc, major, minor, best, signal, confidence, msgid,"
                          " url FROM revision"):
        revisions[row[0]] = (names[row[1]][0],) + row[2:5]
        out.append(("revision", names[row[1]]) + row[2:5] + (keys.get(row[5]),) + row[6:])
    for (number,) in db.execute("SELECT id FROM series"):
        out.append(("series", names[number]))
    for posting, revision in db.execute("SELECT id, revision FROM posting"):
        out.append(("member", keys[posting], revisions[revision]))
    for row in db.execute("SELECT posting, revision, kind, rfc, major, minor, msgid, url, line,"
                          " sent FROM sighting"):
        out.append(("sighting", keys[row[0]], revisions[row[1]]) + row[2:])
    for row in db.execute("SELECT a, b, posting, signal, confidence, line FROM link"):
        out.append(("link", tuple(sorted((revisions[row[0]], revisions[row[1]]))),
                    keys.get(row[2])) + row[3:])
    out.extend(("decision",) + row for row in db.execute("SELECT text, same, changed FROM decision"))


def words(db, keys, out):
    """Which words each posting has; those of tombstones do not count."""
    for table in ("words_title", "words_body", "words_change"):
        db.execute(f"CREATE VIRTUAL TABLE temp.v_{table} USING fts5vocab(main, {table}, instance)")
        found = collections.defaultdict(set)
        for term, posting in db.execute(f"SELECT term, doc FROM temp.v_{table}"):
            if posting in keys:
                found[keys[posting]].add(term)
        for key, terms in found.items():
            out.append((table, key, " ".join(sorted(terms))))


def dump(path):
    db = connect(path)
    out = []
    paths = digests(db, out)
    keys = postings(db, paths, out)
    series(db, keys, out)
    words(db, keys, out)
    db.close()
    return sorted(map(repr, out))


def differences(a, b, limit=10):
    """Lines of one and not of the other, at most `limit` each."""
    left, right = collections.Counter(a), collections.Counter(b)
    return (["- " + line for line in list((left - right).elements())[:limit]] +
            ["+ " + line for line in list((right - left).elements())[:limit]])


def is_whole(path):
    db = sqlite3.connect(path)
    answer = [row[0] for row in db.execute("PRAGMA integrity_check")]
    db.close()
    return answer == ["ok"]

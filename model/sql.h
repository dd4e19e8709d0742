/*
 * Every statement that is always the same, by name. What depends on a query is put
 * together elsewhere, out of fragments and bound values.
 */
#ifndef MODEL_SQL_H
#define MODEL_SQL_H

/* X(name, text) */
#define SQL_STATEMENTS(X) \
	X(BEGIN, "BEGIN IMMEDIATE") \
	X(COMMIT, "COMMIT") \
	X(ADD_WORDS_TITLE, "INSERT INTO words_title(rowid, words) VALUES(?1, ?2)") \
	X(ADD_WORDS_BODY, "INSERT INTO words_body(rowid, words) VALUES(?1, ?2)") \
	X(ADD_WORDS_CHANGE, "INSERT INTO words_change(rowid, words) VALUES(?1, ?2)") \
	X(DATA_VERSION, "PRAGMA data_version") \
	X(SCHEMA_VERSION, "PRAGMA schema_version") \
	SQL_SOURCES(X) \
	SQL_NAMES(X) \
	SQL_STORE(X) \
	SQL_FORGET(X) \
	SQL_ORDER(X) \
	SQL_LINK(X) \
	SQL_DECIDE(X) \
	SQL_FACETS(X) \
	SQL_RANK(X) \
	SQL_ROWS(X) \
	SQL_PLAN(X) \
	SQL_COMPLETE(X) \
	SQL_RELATED(X) \
	SQL_MARKED(X) \
	SQL_MARKS(X)

#define SQL_SOURCES(X) \
	X(ROOT_ALL, "SELECT path FROM root ORDER BY path") \
	X(ROOT_KNOWN, "SELECT 1 FROM root WHERE path = ?1") \
	X(ROOT_ADD, "INSERT OR IGNORE INTO root(path) VALUES(?1)") \
	X(ROOT_DROP, "DELETE FROM root WHERE path = ?1") \
	X(SOURCE_FIND, \
		"SELECT id, dev, ino, size, mtime_ns, hash, state FROM source WHERE path = ?1") \
	X(SOURCE_ADD, \
		"INSERT INTO source(path, dev, ino, size, mtime_ns, hash, state)" \
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)") \
	X(SOURCE_CHANGE, \
		"UPDATE source SET dev = ?2, ino = ?3, size = ?4, mtime_ns = ?5, hash = ?6, state = ?7" \
		" WHERE path = ?1") \
	X(SOURCE_DROP, "DELETE FROM source WHERE id = ?1") \
	X(SOURCE_GONE, "UPDATE source SET state = 2 WHERE id = ?1") \
	X(SOURCE_ALL, "SELECT id, path, state FROM source ORDER BY path") \
	X(SOURCE_BY_HASH, \
		"SELECT id, path FROM source WHERE hash = ?1 AND state IN (0, 2) ORDER BY path")

#define SQL_NAMES(X) \
	X(FIND_PERSON, "SELECT id FROM person WHERE key = ?1") \
	X(ADD_PERSON, "INSERT INTO person(key) VALUES(?1)") \
	X(FIND_ADDRESS, "SELECT id FROM address WHERE email = ?1 AND name = ?2") \
	X(ADD_ADDRESS, \
		"INSERT INTO address(name, email, name_fold, email_fold, domain_rev, person, who)" \
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)") \
	X(FIND_PATH, "SELECT id FROM path WHERE name = ?1") \
	X(ADD_PATH, "INSERT INTO path(name, rev_parts, cut) VALUES(?1, ?2, ?3)") \
	X(FIND_SUBSYSTEM, "SELECT id FROM subsystem WHERE path = ?1") \
	X(ADD_SUBSYSTEM, "INSERT INTO subsystem(path, fold) VALUES(?1, ?2 || '/')") \
	X(FIND_LIST, "SELECT id FROM list WHERE name = ?1") \
	X(ADD_LIST, "INSERT INTO list(name) VALUES(?1)")

#define SQL_STORE(X) \
	X(ADD_DIGEST, \
		"INSERT INTO digest(source, list, from_id, to_id, date, date_kind, records)" \
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)") \
	X(ADD_RANK, \
		"INSERT INTO rank(digest, kind, pos, count, label, address)" \
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6)") \
	X(ADD_POSTING, \
		"INSERT INTO posting(id, digest, rfc, major, minor, resend, title, norm_title," \
		" patch_norm, author, contributor, total, files, insertions, deletions, subsystem," \
		" line, flags, sketch) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13," \
		" ?14, ?15, ?16, ?17, ?18, ?19)") \
	X(ADD_RECORD, \
		"INSERT INTO record(posting, kind, idx, line, off, len, hash, title, author," \
		" contributor) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)") \
	X(ADD_TOUCH, \
		"INSERT INTO touch(path, posting, changes, old) VALUES(?1, ?2, ?3, ?4)" \
		" ON CONFLICT DO UPDATE SET changes = max(changes, excluded.changes)") \
	X(ADD_TRAILER, \
		"INSERT INTO trailer(posting, key, address, value, line) VALUES(?1, ?2, ?3, ?4, ?5)") \
	X(ADD_SIGHTING, \
		"INSERT INTO sighting(posting, kind, rfc, major, minor, msgid, url, line, sent)" \
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)") \
	X(ADD_MSGREF, "INSERT OR IGNORE INTO msgref(msgid, posting, line) VALUES(?1, ?2, ?3)") \
	X(ADD_SLUG, "INSERT OR IGNORE INTO slug(slug, posting) VALUES(?1, ?2)") \
	X(ADD_TITLE_HASH, "INSERT OR IGNORE INTO title_hash(hash, posting) VALUES(?1, ?2)") \
	X(ADD_PIECE, \
		"INSERT OR IGNORE INTO piece(piece, address, posting)" \
		" SELECT ?1, author, id FROM posting WHERE id = ?2 UNION ALL" \
		" SELECT ?1, contributor, id FROM posting WHERE id = ?2" \
		" AND contributor <> author") \
	X(ADD_FORMER, "INSERT OR IGNORE INTO former(title, posting) VALUES(?1, ?2)") \
	X(ADD_POSTING_SUBSYSTEM, \
		"INSERT OR IGNORE INTO posting_subsystem(subsystem, posting) VALUES(?1, ?2)") \
	X(ADD_POSTING_TAG, "INSERT OR IGNORE INTO posting_tag(tag, posting) VALUES(?1, ?2)")

/* ?1 is a digest. */
#define SQL_OF_DIGEST "IN (SELECT id FROM posting WHERE digest = ?1)"
#define SQL_FORGET(X) \
	X(DIGEST_OF_SOURCE, "SELECT id FROM digest WHERE source = ?1") \
	X(SERIES_OF_DIGEST, \
		"SELECT DISTINCT r.series FROM posting p JOIN revision r ON r.id = p.revision" \
		" WHERE p.digest = ?1") \
	X(POSTINGS_OF_DIGEST, "SELECT id FROM posting WHERE digest = ?1") \
	X(POSTINGS_BESIDE_DIGEST, \
		"SELECT DISTINCT other.id FROM posting p JOIN revision r ON r.id = p.revision" \
		" JOIN revision r2 ON r2.series = r.series JOIN posting other ON other.revision = r2.id" \
		" WHERE p.digest = ?1 AND other.digest <> ?1") \
	X(FORGET_RECORDS, "DELETE FROM record WHERE posting " SQL_OF_DIGEST) \
	X(FORGET_SIGHTINGS, "DELETE FROM sighting WHERE posting " SQL_OF_DIGEST) \
	X(FORGET_MSGREFS, "DELETE FROM msgref WHERE posting " SQL_OF_DIGEST) \
	X(FORGET_SLUGS, "DELETE FROM slug WHERE posting " SQL_OF_DIGEST) \
	X(FORGET_TITLE_HASHES, "DELETE FROM title_hash WHERE posting " SQL_OF_DIGEST) \
	X(FORGET_FORMERS, "DELETE FROM former WHERE posting " SQL_OF_DIGEST) \
	X(FORGET_PIECES, "DELETE FROM piece WHERE posting " SQL_OF_DIGEST) \
	X(FORGET_SUBSYSTEMS, "DELETE FROM posting_subsystem WHERE posting " SQL_OF_DIGEST) \
	X(FORGET_TAGS, "DELETE FROM posting_tag WHERE posting " SQL_OF_DIGEST) \
	X(FORGET_TOUCHES, "DELETE FROM touch WHERE posting " SQL_OF_DIGEST) \
	X(FORGET_TRAILERS, "DELETE FROM trailer WHERE posting " SQL_OF_DIGEST) \
	X(ADD_TOMBSTONES, "INSERT INTO tombstone(posting) SELECT id FROM posting WHERE digest = ?1") \
	X(FORGET_POSTINGS, "DELETE FROM posting WHERE digest = ?1") \
	X(FORGET_RANKS, "DELETE FROM rank WHERE digest = ?1") \
	X(FORGET_DIGEST, "DELETE FROM digest WHERE id = ?1") \
	X(TOMBSTONES, "SELECT count(*) FROM tombstone") \
	X(TOO_MANY_TOMBSTONES, /* above a fifth of the whole */ \
		"SELECT t.n * 5 > t.n + (SELECT count(*) FROM posting)" \
		" FROM (SELECT count(*) AS n FROM tombstone) t") \
	X(LIVE_POSTINGS, "SELECT id FROM posting ORDER BY id") \
	X(DROP_TOMBSTONES, "DELETE FROM tombstone")

#define SQL_ORDER(X) \
	X(ORDER_LOAD, \
		"SELECT d.id, d.list, d.from_id, d.to_id, d.date, s.path, d.prev, d.twin, d.place" \
		" FROM digest d JOIN source s ON s.id = d.source ORDER BY s.path") \
	X(ORDER_SAVE, "UPDATE digest SET prev = ?2, twin = ?3, place = ?4 WHERE id = ?1") \
	X(GIVEN_DIGESTS, /* ?1: some dates were given; else those whose date was taken back */ \
		"SELECT d.source, l.name, d.from_id, d.to_id, s.hash, d.date, d.date_kind FROM digest d" \
		" JOIN source s ON s.id = d.source JOIN list l ON l.id = d.list" \
		" WHERE ?1 OR d.date_kind = 3") /* DATE_GIVEN */

/* Postings by one of two persons: ?2 and ?3, with the names ?5 and ?6. */
#define SQL_PERSONS \
	" JOIN address a ON a.id = p.author JOIN address c ON c.id = p.contributor" \
	" WHERE (a.person IN (?2, ?3) OR c.person IN (?2, ?3) OR a.who IN (?5, ?6)" \
	" OR c.who IN (?5, ?6)) AND "
#define SQL_POSTINGS_BY "SELECT p.id FROM posting p" SQL_PERSONS
#define SQL_LINK(X) \
	X(LINK_POSTING, \
		"SELECT p.rfc, p.major, p.minor, p.resend, p.norm_title, p.patch_norm, p.flags," \
		" p.total, p.files, p.insertions, p.deletions, p.line," \
		" iif(a.email = '' AND a.name = '', 0, a.person)," \
		" iif(c.email = '' AND c.name = '', 0, c.person), d.date," \
		" d.date_kind, s.path, p.revision, r.series, a.who, c.who, a.email_fold, c.email_fold," \
		" p.title, p.sketch" \
		" FROM posting p JOIN digest d ON d.id = p.digest JOIN source s ON s.id = d.source" \
		" JOIN address a ON a.id = p.author JOIN address c ON c.id = p.contributor" \
		" LEFT JOIN revision r ON r.id = p.revision WHERE p.id = ?1") \
	X(LINK_RECORDS, "SELECT kind, hash FROM record WHERE posting = ?1 ORDER BY line") \
	X(LINK_SIGHTINGS, \
		"SELECT id, kind, rfc, major, minor, msgid, url, line, revision FROM sighting" \
		" WHERE posting = ?1 ORDER BY kind, line, rfc DESC, major, minor") \
	X(LINK_SLUGS, "SELECT slug FROM slug WHERE posting = ?1 ORDER BY slug") \
	X(LINK_FORMERS, "SELECT title FROM former WHERE posting = ?1 ORDER BY title") \
	X(LINK_BY_FORMER, "SELECT posting FROM former WHERE title = ?1") \
	X(LINK_BY_MSGID, "SELECT DISTINCT posting FROM sighting WHERE msgid = ?1") \
	X(LINK_MSGIDS, \
		"SELECT DISTINCT msgid FROM sighting WHERE posting = ?1 AND msgid IS NOT NULL") \
	X(LINK_BY_SLUG, "SELECT posting FROM slug WHERE slug = ?1") \
	X(LINK_BY_TITLE, SQL_POSTINGS_BY "p.norm_title = ?1") \
	X(LINK_BY_CUT_TITLE, SQL_POSTINGS_BY "p.norm_title = ?1 AND p.flags & 8") \
	X(LINK_BY_PREFIX, SQL_POSTINGS_BY "p.norm_title >= ?1 AND p.norm_title < ?4") \
	X(LINK_BY_PATCH, SQL_POSTINGS_BY "p.patch_norm = ?1") \
	X(LINK_NAMED, /* by a link: sent by one of two persons about a day, of a version */ \
		"SELECT p.id FROM address a JOIN posting p ON p.author = a.id" \
		" WHERE (a.person IN (?2, ?3) OR a.who IN (?5, ?6)) AND p.major = ?1" \
		" AND p.id BETWEEN ?4 AND ?7") \
	X(LINK_NAMING, /* the same the other way round */ \
		"SELECT DISTINCT p.id FROM address a JOIN posting p ON p.author = a.id" \
		" JOIN sighting s ON s.posting = p.id" \
		" WHERE (a.person IN (?2, ?3) OR a.who IN (?5, ?6)) AND p.id >= ?4" \
		" AND s.kind = 0 AND s.major = ?1 AND s.sent BETWEEN ?7 AND ?8") \
	X(LINK_BY_ANY_TITLE, "SELECT id FROM posting WHERE norm_title = ?1") \
	X(LINK_BY_PIECES, \
		"SELECT DISTINCT x.posting FROM address a CROSS JOIN piece mine" \
		" CROSS JOIN piece x ON x.piece = mine.piece AND x.address = a.id" \
		" WHERE (a.person IN (?2, ?3) OR a.who IN (?5, ?6)) AND mine.posting = ?1") \
	X(LINK_PIECES, "SELECT DISTINCT piece FROM piece WHERE posting = ?1 ORDER BY piece") \
	X(LINK_PATHS, "SELECT path FROM touch WHERE posting = ?1 ORDER BY path") \
	X(LINK_SIGNERS, \
		"SELECT DISTINCT a.person FROM trailer t JOIN address a ON a.id = t.address" \
		" WHERE t.posting = ?1 AND t.key IN ('signed-off-by', 'co-developed-by')" \
		" ORDER BY a.person") \
	X(LINK_TAGS, "SELECT tag FROM posting_tag WHERE posting = ?1 ORDER BY tag") \
	X(LINK_CUT_COUNT, "SELECT count(*) FROM posting WHERE flags & 8") \
	X(LINK_OF_SERIES, \
		"SELECT p.id FROM revision r JOIN posting p ON p.revision = r.id WHERE r.series = ?1") \
	X(LINK_ADD_SERIES, "INSERT INTO series(newest_posting) VALUES(?1)") \
	X(LINK_SET_SERIES, "UPDATE series SET newest_posting = ?2 WHERE id = ?1") \
	X(LINK_DROP_SERIES, \
		"DELETE FROM series WHERE id = ?1" \
		" AND NOT EXISTS (SELECT 1 FROM revision WHERE series = ?1)") \
	X(LINK_REVISIONS, "SELECT id, rfc, major, minor FROM revision WHERE series = ?1") \
	X(LINK_ADD_REVISION, \
		"INSERT INTO revision(series, rfc, major, minor, best, signal, confidence, msgid, url)" \
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)") \
	X(LINK_SET_REVISION, \
		"UPDATE revision SET series = ?1, rfc = ?2, major = ?3, minor = ?4, best = ?5," \
		" signal = ?6, confidence = ?7, msgid = ?8, url = ?9 WHERE id = ?10") \
	X(LINK_DROP_REVISION, "DELETE FROM revision WHERE id = ?1") \
	X(LINK_DROP_LINKS, "DELETE FROM link WHERE a = ?1 OR b = ?1") \
	X(LINK_SET_POSTING, "UPDATE posting SET revision = ?2 WHERE id = ?1") \
	X(LINK_SET_SIGHTING, "UPDATE sighting SET revision = ?2 WHERE id = ?1") \
	X(LINK_ADD_LINK, \
		"INSERT OR IGNORE INTO link(a, b, signal, confidence, posting, line)" \
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6)")

/* The copy of the decisions, and in it the decisions of a posting. */
#define SQL_NO_TITLE \
	" AND NOT EXISTS (SELECT 1 FROM decision_key o JOIN title_hash h ON h.hash = o.key" \
	"  WHERE o.decision = k.decision AND o.side = k.side AND o.kind = 3)"
#define SQL_DECIDE(X) \
	X(DECISION_ALL, "SELECT id, text, same FROM decision") \
	X(DECISION_COUNT, "SELECT count(*) FROM decision") \
	X(DECISION_ADD, "INSERT INTO decision(text, same, changed) VALUES(?1, ?2, ?3)") \
	X(DECISION_ADD_KEY, \
		"INSERT OR IGNORE INTO decision_key(decision, side, kind, key)" \
		" VALUES(?1, ?2, ?3, ?4)") \
	X(DECISION_DROP, "DELETE FROM decision WHERE id = ?1") \
	X(DECISION_DROP_KEYS, "DELETE FROM decision_key WHERE decision = ?1") \
	X(DECISION_BY_TITLE, \
		"SELECT h.posting FROM decision_key k JOIN title_hash h ON h.hash = k.key" \
		" WHERE k.decision = ?1 AND k.side = ?2 AND k.kind = 3") \
	X(DECISION_BY_NAME, \
		"SELECT g.posting FROM decision_key k JOIN sighting g ON g.msgid = k.key" \
		" WHERE k.decision = ?1 AND k.side = ?2 AND k.kind = 1" \
		" UNION SELECT s.posting FROM decision_key k JOIN slug s ON s.slug = k.key" \
		" WHERE k.decision = ?1 AND k.side = ?2 AND k.kind = 2") \
	X(DECISION_OF_POSTING, \
		"SELECT d.id, k.side, d.same, d.changed, d.text FROM (" \
		" SELECT k.decision, k.side FROM title_hash t JOIN decision_key k ON k.key = t.hash" \
		"  WHERE t.posting = ?1 AND k.kind = 3" \
		" UNION SELECT k.decision, k.side FROM sighting g JOIN decision_key k ON k.key = g.msgid" \
		"  JOIN decision d ON d.id = k.decision AND d.same" \
		"  WHERE g.posting = ?1 AND k.kind = 1" SQL_NO_TITLE \
		" UNION SELECT k.decision, k.side FROM slug s JOIN decision_key k ON k.key = s.slug" \
		"  JOIN decision d ON d.id = k.decision AND d.same" \
		"  WHERE s.posting = ?1 AND k.kind = 2" SQL_NO_TITLE \
		") k JOIN decision d ON d.id = k.decision") \
	X(DECISION_SERIES, \
		"SELECT r.series FROM posting p JOIN revision r ON r.id = p.revision WHERE p.id = ?1") \
	X(DECISION_REVISION, \
		"SELECT p.revision, r.series FROM title_hash h JOIN posting p ON p.id = h.posting" \
		" JOIN revision r ON r.id = p.revision WHERE h.hash = ?1 ORDER BY p.id DESC")

/* ?1 is a revision, or a digest. What comes twice is told apart by who counts. */
#define SQL_FACETS(X) \
	X(FACET_PERSONS, \
		"SELECT a.person, a.name, a.email FROM posting p" \
		" JOIN address a ON a.id IN (p.contributor, p.author) WHERE p.revision = ?1") \
	X(FACET_DOMAINS, \
		"SELECT a.domain_rev FROM posting p JOIN address a ON a.id = p.contributor" \
		" WHERE p.revision = ?1") \
	X(FACET_SUBSYSTEMS, \
		"SELECT s.path, s.fold FROM posting p" \
		" JOIN posting_subsystem ps ON ps.posting = p.id JOIN subsystem s ON s.id = ps.subsystem" \
		" WHERE p.revision = ?1") \
	X(FACET_DIGESTS, "SELECT digest FROM posting WHERE revision = ?1") \
	X(FACET_SCOPE, \
		"SELECT d.id, d.twin, s.path FROM digest d JOIN source s ON s.id = d.source" \
		" ORDER BY d.place") \
	X(FACET_PRINTED_PERSONS, \
		"SELECT a.person, a.name, a.email, r.count FROM rank r JOIN address a ON a.id = r.address" \
		" WHERE r.digest = ?1 AND r.kind = 1") \
	X(FACET_PRINTED_DOMAINS, \
		"SELECT label, count FROM rank WHERE digest = ?1 AND kind = 0") \
	X(FACET_DIGEST, \
		"SELECT d.id, l.name, d.date, d.date_kind, s.path FROM digest d" \
		" JOIN source s ON s.id = d.source JOIN list l ON l.id = d.list WHERE d.id = ?1")

/* Beside those of the facets. A digest comes with the twin of the one before it. */
#define SQL_RANK(X) \
	X(RANK_DIGESTS, \
		"SELECT d.id, d.twin, p.twin, d.list, s.path, l.name, d.from_id, d.to_id, d.date," \
		" d.date_kind, d.records FROM digest d JOIN source s ON s.id = d.source" \
		" JOIN list l ON l.id = d.list LEFT JOIN digest p ON p.id = d.prev ORDER BY d.place") \
	X(RANK_POSTINGS, \
		"SELECT p.revision, p.total, coalesce(p.insertions + p.deletions, 0), c.name, c.email," \
		" su.path, su.fold FROM posting p JOIN address c ON c.id = p.contributor" \
		" LEFT JOIN subsystem su ON su.id = p.subsystem WHERE p.digest = ?1 ORDER BY p.id") \
	X(RANK_REVIEWS, \
		"SELECT p.revision, p.total, coalesce(p.insertions + p.deletions, 0), a.name, a.email" \
		" FROM posting p JOIN trailer t ON t.posting = p.id AND t.key = 'reviewed-by'" \
		" JOIN address a ON a.id = t.address WHERE p.digest = ?1 ORDER BY p.id, t.line")

#define SQL_ROWS(X) \
	X(ROW_REVISION, \
		"SELECT r.series, r.rfc, r.major, r.minor, r.best," \
		" EXISTS(SELECT 1 FROM revision n WHERE n.series = r.series AND" \
		"  (-n.rfc, n.major, n.minor) > (-r.rfc, r.major, r.minor))" \
		" FROM revision r WHERE r.id = ?1") \
	X(ROW_POSTINGS, \
		"SELECT p.title, p.flags, p.total, p.files, p.insertions, p.deletions," \
		" a.name, a.email, c.name, c.email, su.path, l.name, s.path, d.date, d.date_kind" \
		" FROM posting p JOIN digest d ON d.id = p.digest JOIN source s ON s.id = d.source" \
		" JOIN list l ON l.id = d.list JOIN address a ON a.id = p.author" \
		" JOIN address c ON c.id = p.contributor LEFT JOIN subsystem su ON su.id = p.subsystem" \
		" WHERE p.revision = ?1 ORDER BY p.id = ?2 DESC, p.id DESC") \
	X(ROW_TAGS, \
		"SELECT t.key, count(DISTINCT a.person) FROM posting p JOIN trailer t ON t.posting = p.id" \
		" JOIN address a ON a.id = t.address" \
		" WHERE p.revision = ?1 AND t.key IN ('acked-by', 'reviewed-by', 'tested-by')" \
		" GROUP BY t.key") \
	X(ROW_NEIGHBOURS, /* the other revisions, those that come next first */ \
		"SELECT n.id, n.best FROM revision r JOIN revision n ON n.series = r.series" \
		" WHERE r.id = ?1 AND n.best IS NOT NULL" \
		" ORDER BY (-n.rfc, n.major, n.minor) < (-r.rfc, r.major, r.minor)," \
		" abs(n.major - r.major), n.minor LIMIT 1") \
	X(REVISIONS_OF_SERIES, \
		"SELECT r.id, r.rfc, r.major, r.minor, r.best, r.signal, r.confidence, r.url, r.msgid," \
		" p.title, p.flags, p.line, d.date, d.date_kind, s.path, d.from_id, d.to_id" \
		" FROM revision r LEFT JOIN posting p ON p.id = r.best" \
		" LEFT JOIN digest d ON d.id = p.digest LEFT JOIN source s ON s.id = d.source" \
		" WHERE r.series = ?1 ORDER BY r.rfc DESC, r.major, r.minor") \
	X(REVISION_SIGHTED, \
		"SELECT g.line, s.path, iif(g.kind = 1, d.from_id, ''), iif(g.kind = 1, d.to_id, '')" \
		" FROM sighting g JOIN posting p ON p.id = g.posting" \
		" JOIN digest d ON d.id = p.digest JOIN source s ON s.id = d.source" \
		" WHERE g.revision = ?1" \
		" ORDER BY g.kind <> 1, g.kind, p.major, p.minor, s.path, g.line LIMIT 1") \
	X(REVISION_TAGS, \
		"SELECT DISTINCT t.tag FROM posting p JOIN posting_tag t ON t.posting = p.id" \
		" WHERE p.revision = ?1 ORDER BY t.tag") \
	X(LINES_OF_POSTING, "SELECT line FROM record WHERE posting = ?1 ORDER BY line") \
	X(DIGESTS, \
		"SELECT d.id, s.path, l.name, d.from_id, d.to_id, d.date, d.date_kind, d.records," \
		" d.prev <> 0 OR d.twin <> d.id FROM digest d" \
		" JOIN source s ON s.id = d.source JOIN list l ON l.id = d.list" \
		" ORDER BY d.place DESC")

/* What every query needs; what depends on it is in plan_term.c. */
#define SQL_PLAN(X) \
	X(PLAN_DIGESTS, \
		"SELECT d.id, coalesce(d.place, d.id), s.path, d.list, d.date FROM digest d" \
		" JOIN source s ON s.id = d.source ORDER BY d.id") \
	X(PLAN_POSTINGS, \
		"SELECT p.id, p.digest, r.id, r.series, r.rfc, r.major, r.minor" \
		" FROM revision r JOIN posting p ON p.revision = r.id ORDER BY r.id") \
	X(PLAN_SORT_KEYS, \
		"SELECT p.norm_title, a.name_fold, a.email_fold," \
		" coalesce(p.insertions, 0) + coalesce(p.deletions, 0), p.total" \
		" FROM revision r JOIN posting p ON p.id = r.best JOIN address a ON a.id = p.contributor" \
		" WHERE r.id = ?1") \
	X(PLAN_ADDRESSES, "SELECT id, name, email FROM address") \
	X(PLAN_OF_ADDRESS, \
		"SELECT id FROM posting WHERE author = ?1" \
		" UNION ALL SELECT id FROM posting WHERE contributor = ?1") \
	X(PLAN_OF_TRAILER, "SELECT posting FROM trailer WHERE address = ?1 AND key = ?2") \
	X(PLAN_OF_ANY_TRAILER, "SELECT posting FROM trailer WHERE address = ?1") \
	X(PLAN_OF_KEY, "SELECT posting FROM trailer WHERE key = ?1") \
	X(PLAN_VALUES_OF_KEY, \
		"SELECT posting, value FROM trailer WHERE key = ?1 AND address IS NULL") \
	X(PLAN_PATHS, "SELECT id, name FROM path") \
	X(PLAN_OF_PATH, \
		"SELECT posting FROM touch WHERE path = ?1" \
		" UNION SELECT posting FROM touch WHERE old = ?1") \
	X(PLAN_DIGEST_NAMES, \
		"SELECT d.id, d.from_id, d.to_id, s.path FROM digest d JOIN source s ON s.id = d.source") \
	X(PLAN_OF_DIGEST, "SELECT id FROM posting WHERE digest = ?1") \
	X(PLAN_TITLE, "SELECT title FROM posting WHERE id = ?1") \
	X(PLAN_PEOPLE, \
		"SELECT a.name, a.email FROM record r JOIN address a" \
		" ON a.id IN (r.author, r.contributor) WHERE r.posting = ?1") \
	X(RECORDS_OF_POSTING, \
		"SELECT r.line, r.off, r.len, r.hash, s.path FROM record r" \
		" JOIN posting p ON p.id = r.posting JOIN digest d ON d.id = p.digest" \
		" JOIN source s ON s.id = d.source WHERE r.posting = ?1 ORDER BY r.line") \
	X(RECORD_TELLING, \
		"SELECT r.kind, r.line, r.off, r.len, r.hash, src.path" \
		" FROM sighting s JOIN record r ON r.posting = s.posting AND r.line =" \
		" (SELECT max(line) FROM record WHERE posting = s.posting AND line <= s.line)" \
		" JOIN posting p ON p.id = s.posting JOIN digest d ON d.id = p.digest" \
		" JOIN source src ON src.id = d.source WHERE s.revision = ?1 AND s.kind = ?2" \
		" ORDER BY r.kind, s.posting DESC LIMIT 1") \
	X(RECORDS_OF_REVISION, \
		"SELECT r.kind, r.line, r.off, r.len, r.hash, s.path" \
		" FROM revision v JOIN posting p ON p.revision = v.id" \
		" JOIN record r ON r.posting = p.id JOIN digest d ON d.id = p.digest" \
		" JOIN source s ON s.id = d.source WHERE v.id = ?1" \
		" ORDER BY p.id = v.best DESC, p.id DESC, r.idx, r.line")

/*
 * Values of fields: a posting, what the value is of (0 when it is of the posting alone) and
 * what it is made of. SERIES_… are of people: a posting and an address.
 */
#define SQL_COMPLETE(X) \
	X(VALUE_LISTS, \
		"SELECT p.id, l.id, l.name FROM posting p JOIN digest d ON d.id = p.digest" \
		" JOIN list l ON l.id = d.list") \
	X(VALUE_TAGS, "SELECT posting, 0, tag FROM posting_tag") \
	X(VALUE_TRAILERS, "SELECT posting, 0, key FROM trailer WHERE address IS NOT NULL") \
	X(VALUE_VERSIONS, "SELECT id, major + 1, major FROM posting") \
	X(VALUE_DIGESTS, \
		"SELECT p.id, d.id, s.path, d.place FROM posting p JOIN digest d ON d.id = p.digest" \
		" JOIN source s ON s.id = d.source") \
	X(VALUE_DATES, \
		"SELECT p.id, d.date, d.date FROM posting p JOIN digest d ON d.id = p.digest" \
		" WHERE d.date > 0") \
	X(VALUE_DOMAINS, \
		"SELECT p.id, a.id, a.domain_rev FROM posting p JOIN address a ON a.id = p.contributor" \
		" WHERE a.domain_rev <> ''") \
	X(VALUE_SUBSYSTEMS, \
		"SELECT ps.posting, s.id, s.path, s.fold FROM subsystem s" \
		" JOIN posting_subsystem ps ON ps.subsystem = s.id" \
		" WHERE s.fold >= ?1 AND s.fold < ?2") \
	X(PEOPLE_ALL, "SELECT id, name, email, name_fold, email_fold FROM address") \
	X(PEOPLE_OF_POSTINGS, "SELECT id, author, contributor FROM posting") \
	X(PEOPLE_OF_TRAILERS, \
		"SELECT posting, address, address FROM trailer WHERE address IS NOT NULL AND key = ?1") \
	X(PEOPLE_OF_ANY_TRAILER, \
		"SELECT posting, address, address FROM trailer WHERE address IS NOT NULL")

/* Files that series share. rev_parts says which paths may be one file. */
#define SQL_RELATED(X) \
	X(RELATED_NEWEST, \
		"SELECT r.id FROM revision r WHERE r.series = ?1 AND EXISTS (SELECT 1 FROM posting p" \
		" JOIN touch t ON t.posting = p.id WHERE p.revision = r.id)" \
		" ORDER BY r.rfc, r.major DESC, r.minor DESC") \
	X(RELATED_PATHS, \
		"SELECT DISTINCT x.id, x.name, x.rev_parts, x.cut, t.old FROM posting p" \
		" JOIN touch t ON t.posting = p.id JOIN path x ON x.id = t.path" \
		" WHERE p.revision = ?1 ORDER BY x.cut, x.name") \
	X(RELATED_CUT, "SELECT id FROM path WHERE rev_parts = ?1 AND cut") \
	X(RELATED_LONGER, "SELECT id FROM path WHERE rev_parts >= ?1 AND rev_parts < ?2") \
	X(TOUCHED_BY, \
		"SELECT p.id, a.person, a.name, a.email, d.date FROM posting p" \
		" JOIN address a ON a.id = p.contributor JOIN digest d ON d.id = p.digest" \
		" WHERE p.revision = ?1 ORDER BY p.id DESC")

/* What marks are found by: ?1 is a series, or (from a key) a part of one. */
#define SQL_OF_SERIES \
	" FROM revision r JOIN posting p ON p.revision = r.id"
#define SQL_MARKED(X) \
	X(MARKED_REVISIONS, \
		"SELECT id, rfc, major, minor, msgid FROM revision WHERE series = ?1" \
		" ORDER BY rfc DESC, major, minor") \
	X(MARKED_SIGHTINGS, \
		"SELECT r.id, g.msgid FROM revision r JOIN sighting g ON g.revision = r.id" \
		" WHERE r.series = ?1 AND g.msgid IS NOT NULL") \
	X(MARKED_SLUGS, \
		"SELECT s.slug" SQL_OF_SERIES " JOIN slug s ON s.posting = p.id" \
		" WHERE r.series = ?1") \
	X(MARKED_TITLES, \
		"SELECT r.id, t.hash" SQL_OF_SERIES " JOIN title_hash t ON t.posting = p.id" \
		" WHERE r.series = ?1") \
	X(MARKED_DIGESTS, \
		"SELECT r.id, l.name, d.from_id, d.to_id, s.hash" SQL_OF_SERIES \
		" JOIN digest d ON d.id = p.digest JOIN list l ON l.id = d.list" \
		" JOIN source s ON s.id = d.source WHERE r.series = ?1") \
	X(MARKED_SUBSYSTEMS, \
		"SELECT s.fold" SQL_OF_SERIES \
		" JOIN posting_subsystem ps ON ps.posting = p.id" \
		" JOIN subsystem s ON s.id = ps.subsystem WHERE r.series = ?1") \
	X(MARKED_BY_MSGID, \
		"SELECT series FROM revision WHERE msgid = ?1 UNION SELECT r.series FROM sighting g" \
		" JOIN revision r ON r.id = g.revision WHERE g.msgid = ?1") \
	X(MARKED_BY_SLUG, \
		"SELECT DISTINCT r.series FROM slug s JOIN posting p ON p.id = s.posting" \
		" JOIN revision r ON r.id = p.revision WHERE s.slug = ?1") \
	X(RESOLVE_MSGID, /* one revision of each series, the oldest */ \
		"SELECT series, min(id) FROM (SELECT series, id FROM revision WHERE msgid = ?1" \
		" UNION SELECT r.series, r.id FROM sighting g JOIN revision r ON r.id = g.revision" \
		" WHERE g.msgid = ?1) GROUP BY series ORDER BY series") \
	X(RESOLVE_SLUG, \
		"SELECT r.series, max(coalesce(n.id, 0)) FROM slug s JOIN posting p ON p.id = s.posting" \
		" JOIN revision r ON r.id = p.revision LEFT JOIN revision n ON n.series = r.series" \
		" AND n.rfc = 0 AND n.major = ?2 AND n.minor = 0 WHERE s.slug = ?1" \
		" GROUP BY r.series ORDER BY r.series") \
	X(MARKED_BY_TITLE, \
		"SELECT DISTINCT r.series FROM title_hash t JOIN posting p ON p.id = t.posting" \
		" JOIN revision r ON r.id = p.revision WHERE t.hash = ?1") \
	X(MARKED_BY_SUBSYSTEM, \
		"SELECT DISTINCT r.series FROM subsystem s" \
		" JOIN posting_subsystem ps ON ps.subsystem = s.id JOIN posting p ON p.id = ps.posting" \
		" JOIN revision r ON r.id = p.revision WHERE s.fold >= ?1 AND s.fold < ?2") \
	X(MARKED_NEW_DIGESTS, \
		"SELECT d.id, s.path, l.name, d.from_id, d.to_id, s.hash FROM digest d" \
		" JOIN source s ON s.id = d.source JOIN list l ON l.id = d.list" \
		" WHERE d.id > ?1 ORDER BY d.id")

/* Of marks.db. */
#define SQL_MARKS(X) \
	X(MARK_FIND, "SELECT mark FROM mark_key WHERE kind = ?1 AND key = ?2") \
	X(MARK_ADD, "INSERT INTO mark DEFAULT VALUES") \
	X(MARK_ADD_KEY, "INSERT OR IGNORE INTO mark_key(kind, key, mark) VALUES(?1, ?2, ?3)") \
	X(MARK_FIELD, "SELECT value, changed FROM mark_field WHERE mark = ?1 AND field = ?2") \
	X(MARK_FIELDS, \
		"SELECT field, value, changed FROM mark_field WHERE mark = ?1 ORDER BY field") \
	X(MARK_SET, \
		"INSERT INTO mark_field(mark, field, value, changed) VALUES(?1, ?2, ?3, ?4)" \
		" ON CONFLICT DO UPDATE SET value = excluded.value, changed = excluded.changed") \
	X(MARK_JOIN_KEYS, "UPDATE mark_key SET mark = ?2 WHERE mark = ?1") \
	X(MARK_JOIN_UNDO, "UPDATE undo SET mark = ?2 WHERE mark = ?1") \
	X(MARK_DROP_FIELDS, "DELETE FROM mark_field WHERE mark = ?1") \
	X(MARK_DROP, "DELETE FROM mark WHERE id = ?1") \
	X(MARK_KEYS, "SELECT kind, key FROM mark_key WHERE mark = ?1 ORDER BY kind, key") \
	X(MARK_IN_ORDER, \
		"SELECT mark FROM (SELECT mark, kind, key, row_number() OVER" \
		" (PARTITION BY mark ORDER BY kind, key) AS n FROM mark_key) WHERE n = 1" \
		" ORDER BY kind, key") \
	X(MARK_STATES, \
		"SELECT m.id, (SELECT count(*) FROM mark_key k WHERE k.mark = m.id)," \
		" f.field, f.value FROM mark m LEFT JOIN mark_field f ON f.mark = m.id" \
		" ORDER BY m.id, f.field") \
	X(MARK_KEYS_IN_USE, \
		"SELECT DISTINCT k.kind, k.key FROM mark_key k JOIN mark_field f ON f.mark = k.mark" \
		" WHERE f.value IS NOT NULL AND k.kind IN (1, 2, 3)") /* those of mails */ \
	X(MARK_KEYS_OF_FIELD, \
		"SELECT DISTINCT k.kind, k.key FROM mark_key k JOIN mark_field f ON f.mark = k.mark" \
		" WHERE f.field = ?1 AND f.value IS NOT NULL AND k.kind IN (1, 2, 3)") \
	X(MARK_OF_KIND, \
		"SELECT k.key, f.value FROM mark_key k JOIN mark_field f ON f.mark = k.mark" \
		" WHERE k.kind = ?1 AND f.field = ?2 AND f.value IS NOT NULL ORDER BY k.key") \
	X(DECISIONS, \
		"SELECT k.mark, k.key, f.value, f.changed FROM mark_key k" \
		" JOIN mark_field f ON f.mark = k.mark AND f.field = 6" \
		" WHERE k.kind = 7 AND f.value IN ('same', 'not') ORDER BY k.mark, k.key") \
	X(DECISION_NEWEST, "SELECT coalesce(max(changed), 0) FROM mark_field WHERE field = 6") \
	X(UNDO_LAST, "SELECT coalesce(max(change), 0) FROM undo") \
	X(UNDO_ADD, \
		"INSERT INTO undo(change, mark, field, value, what) VALUES(?1, ?2, ?3, ?4, ?5)") \
	X(UNDO_OF, \
		"SELECT mark, field, value, what FROM undo WHERE change = ?1 ORDER BY seq DESC") \
	X(UNDO_DROP, "DELETE FROM undo WHERE change = ?1") \
	X(UNDO_TRIM, "DELETE FROM undo WHERE change <= ?1") \
	X(FOLDER_ADD, "INSERT OR IGNORE INTO folder(path) VALUES(?1)") \
	X(FOLDER_ALL, "SELECT path FROM folder ORDER BY path")

#define SQL_NAME(name, text) SQL_##name,
enum sql { SQL_STATEMENTS(SQL_NAME) SQLS };
#undef SQL_NAME

#endif

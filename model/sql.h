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
	X(DATA_VERSION, "PRAGMA data_version") \
	X(ADD_WORDS_TITLE, "INSERT INTO words_title(rowid, words) VALUES(?1, ?2)") \
	X(ADD_WORDS_BODY, "INSERT INTO words_body(rowid, words) VALUES(?1, ?2)") \
	X(ADD_WORDS_CHANGE, "INSERT INTO words_change(rowid, words) VALUES(?1, ?2)") \
	SQL_PLAN(X)

/* What every query needs; what depends on it is in plan_term.c. */
#define SQL_PLAN(X) \
	X(PLAN_DIGESTS, \
		"SELECT d.id, coalesce(d.place, d.id), s.path FROM digest d" \
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
	X(PLAN_PATHS, "SELECT id, name FROM path") \
	X(PLAN_OF_PATH, "SELECT posting FROM touch WHERE path = ?1") \
	X(PLAN_DIGEST_NAMES, \
		"SELECT d.id, d.from_id, d.to_id, s.path FROM digest d JOIN source s ON s.id = d.source") \
	X(PLAN_OF_DIGEST, "SELECT id FROM posting WHERE digest = ?1") \
	X(PLAN_HEADS, \
		"SELECT p.title, a.name, a.email, c.name, c.email FROM posting p" \
		" JOIN address a ON a.id = p.author JOIN address c ON c.id = p.contributor" \
		" WHERE p.id = ?1") \
	X(RECORDS_OF_POSTING, \
		"SELECT r.line, r.off, r.len, r.hash, s.path FROM record r" \
		" JOIN posting p ON p.id = r.posting JOIN digest d ON d.id = p.digest" \
		" JOIN source s ON s.id = d.source WHERE r.posting = ?1 ORDER BY r.line") \
	X(RECORDS_OF_REVISION, \
		"SELECT r.kind, r.line, r.off, r.len, r.hash, s.path" \
		" FROM revision v JOIN posting p ON p.revision = v.id" \
		" JOIN record r ON r.posting = p.id JOIN digest d ON d.id = p.digest" \
		" JOIN source s ON s.id = d.source WHERE v.id = ?1" \
		" ORDER BY p.id = v.best DESC, p.id DESC, r.idx, r.line")

#define SQL_NAME(name, text) SQL_##name,
enum sql { SQL_STATEMENTS(SQL_NAME) SQLS };
#undef SQL_NAME

#endif

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
	X(ADD_WORDS_CHANGE, "INSERT INTO words_change(rowid, words) VALUES(?1, ?2)")

#define SQL_NAME(name, text) SQL_##name,
enum sql { SQL_STATEMENTS(SQL_NAME) SQLS };
#undef SQL_NAME

#endif

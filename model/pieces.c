#include "model/pieces.h"

#include "model/db.h"
#include "model/facts.h"
#include "model/sketch.h"

static void add(struct db *db, int64_t piece, int64_t posting)
{
	struct sqlite3_stmt *st;

	if (piece == 0 || posting == 0)
		return;
	st = db_stmt(db, SQL_ADD_PIECE);
	db_bind_int(db, st, 1, piece);
	db_bind_int(db, st, 2, posting);
	db_run(db, st);
}

void pieces_add(struct db *db, struct facts *facts, const int64_t *posting_of)
{
	int64_t texts[SKETCH_BINS / 2];
	size_t i, k, n;

	for (i = 0; i < facts->pieces.n; i++)
		add(db, facts->pieces.p[i].piece, posting_of[facts->pieces.p[i].record]);
	for (i = 0; i < facts->pairs.n; i++) {
		const struct fact_pair *pair = &facts->pairs.p[i];
		size_t lead = pair->cover != PAIR_NONE ? pair->cover : pair->patch;

		if (lead == PAIR_NONE)
			continue;
		add(db, piece_of_title(title_normalise(&facts->arena, pair->title)),
			posting_of[lead]);
		if (pair->patch != PAIR_NONE)
			add(db, piece_of_patch(title_normalise(&facts->arena,
				facts->records.p[pair->patch].title_full)), posting_of[lead]);
		n = pieces_of_text(&facts->records.p[lead].sketch, texts);
		for (k = 0; k < n; k++)
			add(db, texts[k], posting_of[lead]);
	}
}

#include "model/plan_internal.h"

#include "model/schema.h"
#include "parser/parser.h"
#include "util/buf.h"

enum bind {
	BIND_NOTHING,
	BIND_RANGE,  /* ?1 and ?2: both ends */
	BIND_DATES,  /* likewise, of days as YYYYMMDD */
	BIND_TEXT,   /* ?1 */
	BIND_BELOW,  /* ?1 and ?2: from the folded parts with '/' behind them to before the next */
	BIND_DOMAIN, /* likewise, of the parts of a domain reversed, with dots */
	BIND_MSGID,  /* ?1: what stands in <> or at the end of a URL */
	BIND_BIT,    /* ?1: of posting.flags */
};

struct fragment {
	const char *from; /* behind "SELECT p.id FROM posting p " */
	enum bind bind;
	int64_t bit; /* of BIND_BIT */
};

static const struct fragment field_fragments[FIELDS] = {
	[FIELD_SUBSYSTEM] = {"JOIN posting_subsystem ps ON ps.posting = p.id"
		" JOIN subsystem s ON s.id = ps.subsystem WHERE s.fold >= ?1 AND s.fold < ?2",
		BIND_BELOW, 0},
	[FIELD_DOMAIN] = {"JOIN address a ON a.id = p.contributor"
		" WHERE a.domain_rev >= ?1 AND a.domain_rev < ?2", BIND_DOMAIN, 0},
	[FIELD_LIST] = {"JOIN digest d ON d.id = p.digest JOIN list l ON l.id = d.list"
		" WHERE l.name = ?1", BIND_TEXT, 0},
	[FIELD_DATE] = {"JOIN digest d ON d.id = p.digest"
		" WHERE d.date > 0 AND d.date BETWEEN ?1 AND ?2", BIND_DATES, 0},
	[FIELD_VERSION] = {"WHERE p.major BETWEEN ?1 AND ?2", BIND_RANGE, 0},
	[FIELD_PATCHES] = {"WHERE p.total BETWEEN ?1 AND ?2", BIND_RANGE, 0},
	[FIELD_FILES] = {"WHERE p.files BETWEEN ?1 AND ?2", BIND_RANGE, 0},
	[FIELD_LINES] = {"WHERE p.insertions + p.deletions BETWEEN ?1 AND ?2", BIND_RANGE, 0},
	[FIELD_REVS] = {"JOIN revision r ON r.id = p.revision WHERE (SELECT count(*)"
		" FROM revision o WHERE o.series = r.series) BETWEEN ?1 AND ?2", BIND_RANGE, 0},
	[FIELD_TAG] = {"JOIN posting_tag t ON t.posting = p.id WHERE t.tag = ?1", BIND_TEXT, 0},
	[FIELD_MID] = {"WHERE p.id IN (SELECT posting FROM msgref WHERE msgid = ?1)"
		" OR p.revision IN (SELECT id FROM revision WHERE msgid = ?1)", BIND_MSGID, 0},
};

#define IS_NEWER(not) \
	"JOIN revision r ON r.id = p.revision WHERE " not "EXISTS (SELECT 1 FROM revision o" \
	" WHERE o.series = r.series AND (o.rfc < r.rfc OR" \
	" (o.rfc = r.rfc AND (o.major, o.minor) > (r.major, r.minor))))"

/* Has a posting that all its patches are in, each with a text. */
#define IS_WHOLE(not) \
	"WHERE " not "EXISTS (SELECT 1 FROM posting q WHERE q.revision = p.revision" \
	" AND q.flags & ?1 = 0 AND q.total <=" \
	" (SELECT count(*) FROM record x WHERE x.posting = q.id AND x.kind <> 0))" /* RECORD_COVER */

/* Those without a fragment are asked of the marks. */
static const struct fragment flag_fragments[FLAGS] = {
	[FLAG_RFC] = {"WHERE p.rfc", BIND_NOTHING, 0},
	[FLAG_RESEND] = {"WHERE p.resend", BIND_NOTHING, 0},
	[FLAG_SINGLE] = {"WHERE p.flags & ?1", BIND_BIT, POSTING_SINGLE},
	[FLAG_COVER] = {"WHERE p.flags & ?1", BIND_BIT, POSTING_COVER},
	[FLAG_LATEST] = {IS_NEWER("NOT "), BIND_NOTHING, 0},
	[FLAG_OLD] = {IS_NEWER(""), BIND_NOTHING, 0},
	[FLAG_REVIEWED] = {"JOIN trailer t ON t.posting = p.id"
		" WHERE t.key IN ('reviewed-by', 'acked-by')", BIND_NOTHING, 0},
	[FLAG_QUOTED] = {"WHERE p.flags & ?1", BIND_BIT, POSTING_QUOTED},
	[FLAG_CUT] = {"WHERE p.flags & ?1", BIND_BIT, POSTING_TITLE_CUT},
	[FLAG_INCOMPLETE] = {IS_WHOLE("NOT "), BIND_BIT, POSTING_EMPTY},
};

/* Folded parts of a path or a domain, each with `end` behind it; and the first text beyond. */
static void bind_below(struct planner *planner, struct sqlite3_stmt *st, struct slice parts,
	char end)
{
	struct buf text = BUF_INIT;

	buf_add_slice(&text, parts);
	if (text.n == 0 || text.p[text.n - 1] != end)
		buf_addc(&text, end);
	db_bind_text(planner->db, st, 1, buf_slice(&text));
	text.p[text.n - 1]++;
	db_bind_text(planner->db, st, 2, buf_slice(&text));
	buf_release(&text);
}

static struct slice reversed_domain(struct arena *a, struct slice domain)
{
	struct buf text = BUF_INIT;
	struct slice result;
	size_t end = domain.n, at;

	for (at = domain.n + 1; at-- > 0;) {
		if (at && domain.p[at - 1] != '.')
			continue;
		if (end > at) {
			buf_add(&text, domain.p + at, end - at);
			buf_addc(&text, '.');
		}
		end = at ? at - 1 : 0;
	}
	result = arena_dup(a, buf_slice(&text));
	buf_release(&text);
	return result;
}

static struct slice msgid_of(struct slice text)
{
	struct slice msgid = msgid_of_url(text);

	if (msgid.n && slice_starts(text, "http"))
		return msgid;
	if (text.n && text.p[0] == '<')
		text = slice_skip(text, 1);
	if (text.n && text.p[text.n - 1] == '>')
		text.n--;
	return text;
}

static void bind_term(struct planner *planner, struct sqlite3_stmt *st,
	const struct query_term *term, const struct fragment *fragment)
{
	struct arena *a = &planner->scratch;
	struct slice folded = text_fold(a, term->text).s;
	struct query_range range;

	switch (fragment->bind) {
	case BIND_NOTHING:
		break;
	case BIND_DATES:
		query_dates(term->text, planner->today ? planner->today() : 0, &range);
		db_bind_int(planner->db, st, 1, range.from);
		db_bind_int(planner->db, st, 2, range.to);
		break;
	case BIND_RANGE:
		db_bind_int(planner->db, st, 1, term->range.from);
		db_bind_int(planner->db, st, 2, term->range.to);
		break;
	case BIND_TEXT:
		db_bind_text(planner->db, st, 1, term->text);
		break;
	case BIND_BELOW:
		bind_below(planner, st, folded, '/');
		break;
	case BIND_DOMAIN:
		bind_below(planner, st, reversed_domain(a, folded), '.');
		break;
	case BIND_MSGID:
		db_bind_text(planner->db, st, 1, msgid_of(term->text));
		break;
	case BIND_BIT:
		db_bind_int(planner->db, st, 1, fragment->bit);
		break;
	}
}

static struct sqlite3_stmt *prepare(struct planner *planner, const char *from)
{
	struct buf sql = BUF_INIT;
	struct sqlite3_stmt *st;

	buf_addf(&sql, "SELECT p.id FROM posting p %s", from);
	st = db_prepare(planner->db, buf_slice(&sql));
	buf_release(&sql);
	return st;
}

bool plan_by_fragment(struct planner *planner, const struct query_term *term, struct plan_set *out)
{
	const struct fragment *fragment = term->field == FIELD_IS ? &flag_fragments[term->flag] :
		&field_fragments[term->field];
	struct sqlite3_stmt *st;

	if (term->field == FIELD_IS && term->flag == FLAG_STALLED)
		return plan_by_stalled(planner, term, out);
	if (!fragment->from)
		return plan_by_marks(planner, term, out);
	st = prepare(planner, fragment->from);
	bind_term(planner, st, term, fragment);
	plan_add_rows(planner, st, out, true);
	db_finalize(st);
	return db_fine(planner->db);
}

#include "parser/internal.h"

#include <stdlib.h>

#include "parser/ranking.h"
#include "parser/words.h"
#include "util/alloc.h"

/*
 * The second step. What belongs together is found by sorting: the titles of all
 * shortlogs by series (version, total, tags) and title, so that the cover of a
 * patch, and its full title where it was cut, is a binary search away.
 */

/* A title that vouches for others: from a cover's shortlog, or from the list of subjects. */
struct known_title {
	uint64_t key; /* of the series; of the single mail for the list */
	struct slice title;
	struct slice author; /* of the shortlog group */
	size_t cover;        /* PAIR_NONE for the list */
	unsigned place;      /* in the shortlog, from 1 */
};

struct skipped_cover {
	uint64_t key, existing; /* hashes of its series and of the subject it was skipped for */
	struct slice title;
};

/* A record as far as the second step needs it. */
struct kept {
	unsigned line;
	struct subject subject;
	uint64_t key;
	struct person author;
	bool other_author, empty;
	struct person *signers;
	size_t nsigners;
	size_t mate;  /* patch: its cover; cover: its first patch */
	size_t pair;
	struct slice title_full, group_author;
	bool confirmed; /* a shortlog has exactly this title */
};

struct resolver {
	struct arena arena;
	struct ranking ranking;
	struct kept *records;
	size_t nrecords, records_room;
	struct known_title *titles;
	size_t ntitles, titles_room;
	struct skipped_cover *skips;
	size_t nskips, skips_room;
	struct pair *pairs;
	size_t npairs, pairs_room;
};

struct resolver *resolver_new(void)
{
	return xcalloc(1, sizeof(struct resolver));
}

void resolver_free(struct resolver *v)
{
	arena_release(&v->arena);
	ranking_release(&v->ranking);
	free(v->records);
	free(v->titles);
	free(v->skips);
	free(v->pairs);
	free(v);
}

/* --- collecting ----------------------------------------------------------------- */

static uint64_t hash_bytes(uint64_t hash, const void *p, size_t n)
{
	const unsigned char *bytes = p;
	size_t i;

	for (i = 0; i < n; i++)
		hash = (hash ^ bytes[i]) * 0x100000001b3u;
	return (hash ^ n) * 0x100000001b3u;
}

static uint64_t hash_number(uint64_t hash, unsigned number)
{
	return hash_bytes(hash, &number, sizeof(number));
}

/* What cover and patches of one series have in common. */
static uint64_t series_key(const struct subject *s)
{
	uint64_t hash = 0xcbf29ce484222325u;
	size_t i;

	hash = hash_number(hash, s->version);
	hash = hash_number(hash, s->minor);
	hash = hash_number(hash, s->total);
	for (i = 0; i < s->ntags; i++)
		hash = hash_bytes(hash, s->tags[i].p, s->tags[i].n);
	return hash;
}

/* The same of one mail, for titles from the list; never a series' key. */
static uint64_t mail_key(const struct subject *s)
{
	return hash_number(hash_number(series_key(s), s->kind), s->index);
}

static void add_title(struct resolver *v, struct known_title title)
{
	GROW(v->titles, v->titles_room, v->ntitles + 1);
	v->titles[v->ntitles++] = title;
}

void resolver_rank(struct resolver *v, const struct rank_person *row)
{
	ranking_add(&v->ranking, row->person);
}

void resolver_listed(struct resolver *v, const struct listed *row)
{
	struct subject subject;

	if (subject_parse(row->subject, &subject))
		add_title(v, (struct known_title){.key = mail_key(&subject),
			.title = subject.title, .cover = PAIR_NONE});
}

static void keep_signers(struct resolver *v, const struct record *r, struct kept *kept)
{
	size_t i;

	kept->signers = arena_alloc(&v->arena, r->ntrailers * sizeof(*kept->signers));
	for (i = 0; i < r->ntrailers; i++)
		if (slice_eq_nocase(r->trailers[i].key, SLICE_LIT("Signed-off-by")))
			kept->signers[kept->nsigners++] = person_parse(r->trailers[i].value);
}

static void keep_shortlog(struct resolver *v, const struct record *r, const struct kept *kept)
{
	unsigned place = 0;
	size_t g, t;

	for (g = 0; g < r->nshortlog; g++)
		for (t = 0; t < r->shortlog[g].ntitles; t++)
			add_title(v, (struct known_title){
				.key = kept->key,
				.title = arena_dup(&v->arena, r->shortlog[g].titles[t]),
				.author = r->shortlog[g].author,
				.cover = v->nrecords - 1,
				.place = ++place,
			});
}

void resolver_record(struct resolver *v, const struct record *r)
{
	struct kept *kept;

	GROW(v->records, v->records_room, v->nrecords + 1);
	kept = &v->records[v->nrecords++];
	*kept = (struct kept){
		.line = r->line,
		.subject = r->subject,
		.key = series_key(&r->subject),
		.author = r->author,
		.other_author = r->other_author,
		.empty = r->empty,
		.mate = PAIR_NONE,
		.pair = PAIR_NONE,
		.title_full = r->subject.title,
	};
	if (r->other_author && r->ntrailers)
		keep_signers(v, r, kept);
	if (r->subject.kind == RECORD_COVER)
		keep_shortlog(v, r, kept);
}

void resolver_skip(struct resolver *v, const struct skip *skip)
{
	if (skip->subject.kind != RECORD_COVER)
		return;
	GROW(v->skips, v->skips_room, v->nskips + 1);
	v->skips[v->nskips++] = (struct skipped_cover){
		.key = series_key(&skip->subject),
		.existing = hash_bytes(0, skip->existing.p, skip->existing.n),
		.title = skip->subject.title,
	};
}

/* --- titles --------------------------------------------------------------------- */

static int compare_titles(const void *a, const void *b)
{
	const struct known_title *x = a, *y = b;
	int order;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	order = slice_cmp(x->title, y->title);
	if (order)
		return order;
	return (x->cover > y->cover) - (x->cover < y->cover);
}

static bool begins_with(struct slice s, struct slice prefix)
{
	return s.n >= prefix.n && memcmp(s.p, prefix.p, prefix.n) == 0;
}

#define SAME_TITLES 32 /* titles looked at that begin alike */

static size_t distance(size_t a, size_t b)
{
	return a > b ? a - b : b - a;
}

/*
 * Is `a` rather than `b` the title that `title`, of the patch `index` in record
 * `near`, stands for? The same before a longer one; of several covers the nearest;
 * of several longer ones in it that which stands where the patch does.
 */
static bool is_nearer(const struct known_title *a, const struct known_title *b,
	struct slice title, unsigned index, size_t near)
{
	bool same = a->title.n == title.n;

	if (same != (b->title.n == title.n))
		return same;
	if (a->cover != b->cover)
		return distance(a->cover, near) < distance(b->cover, near);
	return distance(a->place, index) < distance(b->place, index);
}

/* The known title of this series that is `title` or goes on from it; NULL when there is none. */
static const struct known_title *find_title(const struct resolver *v, uint64_t key,
	struct slice title, unsigned index, size_t near)
{
	const struct known_title wanted = {.key = key, .title = title};
	const struct known_title *best = NULL;
	size_t from = 0, to = v->ntitles, i;

	if (!title.n)
		return NULL;
	while (from < to) {
		size_t middle = (from + to) / 2;

		if (compare_titles(&v->titles[middle], &wanted) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (i = from; i < v->ntitles && i < from + SAME_TITLES; i++) {
		const struct known_title *t = &v->titles[i];

		if (t->key != key || !begins_with(t->title, title))
			break;
		if (!best || is_nearer(t, best, title, index, near))
			best = t;
	}
	return best;
}

/* --- pairing -------------------------------------------------------------------- */

static bool same_sender(const struct kept *a, const struct kept *b)
{
	return slice_eq_nocase(a->author.email, b->author.email);
}

static void pair_by_title(struct resolver *v, size_t i)
{
	struct kept *kept = &v->records[i];
	const struct known_title *known = find_title(v, kept->key, kept->subject.title,
		kept->subject.index, i);

	if (!known)
		return;
	kept->mate = known->cover;
	kept->title_full = known->title;
	kept->group_author = known->author;
	kept->confirmed = known->title.n == kept->subject.title.n;
	if (v->records[known->cover].mate == PAIR_NONE)
		v->records[known->cover].mate = i;
}

/* Neighbours of one sender and one series belong together without a shortlog as well. */
static void pair_by_place(struct resolver *v, size_t i, size_t neighbour)
{
	struct kept *kept = &v->records[i], *other;

	if (kept->mate != PAIR_NONE || neighbour >= v->nrecords)
		return;
	other = &v->records[neighbour];
	if (kept->key != other->key || !same_sender(kept, other))
		return;
	if (other->subject.kind == RECORD_COVER) {
		if (other->mate != PAIR_NONE)
			return;
		kept->mate = neighbour;
		other->mate = i;
	} else if (other->subject.index != kept->subject.index) {
		kept->mate = other->mate;
	}
}

static void find_mates(struct resolver *v)
{
	size_t i;

	for (i = 0; i < v->nrecords; i++)
		if (v->records[i].subject.kind == RECORD_PATCH)
			pair_by_title(v, i);
	/* In both directions, so that a whole row of patches finds the cover at its end. */
	for (i = v->nrecords; i-- > 0;)
		if (v->records[i].subject.kind == RECORD_PATCH)
			pair_by_place(v, i, i + 1);
	for (i = 0; i < v->nrecords; i++)
		if (v->records[i].subject.kind == RECORD_PATCH)
			pair_by_place(v, i, i - 1);
}

/* --- titles that were cut ---------------------------------------------------------- */

#define FOLD_COLUMN 78 /* git folds before this; a longer line it never folded */
#define FOLD_NEAR   64 /* the last word of a folded line ends behind this */

static bool is_unbalanced(struct slice s)
{
	int curly = 0, round = 0, square = 0, quotes = 0;
	size_t i;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		curly += (c == '{') - (c == '}');
		round += (c == '(') - (c == ')');
		square += (c == '[') - (c == ']');
		quotes += c == '"';
	}
	return curly > 0 || round > 0 || square > 0 || quotes % 2;
}

/*
 * Does the subject look like the first line of a folded one? It must be as long
 * as a folded line is, and either end in the midst of something, or belong to
 * a mail of which nothing else is there to say that the title is whole.
 */
static bool looks_cut(const struct kept *kept)
{
	struct slice title = kept->subject.title, last;
	size_t width = strlen("Subject: ") + kept->subject.line.n, i = title.n;
	bool foldable = width <= FOLD_COLUMN;

	if (foldable && is_unbalanced(kept->subject.line))
		return true;
	if (!title.n || width < FOLD_NEAR)
		return false;
	while (i && !is_blank(title.p[i - 1]))
		i--;
	last = slice_skip(title, i);
	if (word_class(last) & WORD_DANGLING)
		return true;
	return foldable && (kept->empty || (word_class(last) & WORD_LOOSE) ||
		strchr(",&+:;/", title.p[title.n - 1]));
}

/* The whole title from the list of subjects, where the digest has one. */
static void complete_from_list(struct resolver *v, size_t i)
{
	struct kept *kept = &v->records[i];
	const struct known_title *known;

	if (kept->confirmed || kept->title_full.n > kept->subject.title.n)
		return;
	known = find_title(v, mail_key(&kept->subject), kept->subject.title, 0, 0);
	if (!known)
		return;
	kept->title_full = known->title;
	kept->confirmed = known->title.n == kept->subject.title.n;
}

/* --- contributors ----------------------------------------------------------------- */

static struct person signer_named(const struct kept *kept, struct slice name)
{
	size_t i;

	for (i = 0; i < kept->nsigners; i++)
		if (slice_eq_nocase(kept->signers[i].name, name))
			return kept->signers[i];
	return kept->nsigners ? kept->signers[0] : (struct person){.name = name, .email = {"", 0}};
}

/* A cover is its sender's, under the name and address that were counted. */
static struct person cover_contributor(const struct resolver *v, const struct kept *kept)
{
	const struct person *ranked = ranking_by_name(&v->ranking, kept->author.name);

	if (!ranked || slice_eq_nocase(ranked->email, kept->author.email))
		ranked = ranking_by_email(&v->ranking, kept->author.email);
	if (ranked)
		return *ranked;
	return kept->nsigners ? kept->signers[0] : kept->author;
}

static struct person contributor_of(const struct resolver *v, const struct kept *kept)
{
	const struct person *ranked;

	if (!kept->other_author) {
		ranked = ranking_by_email(&v->ranking, kept->author.email);
		return ranked ? *ranked : kept->author;
	}
	if (kept->subject.kind == RECORD_COVER)
		return cover_contributor(v, kept);
	if (kept->group_author.n) {
		ranked = ranking_by_name(&v->ranking, kept->group_author);
		return ranked ? *ranked : signer_named(kept, kept->group_author);
	}
	return kept->nsigners ? kept->signers[0] : cover_contributor(v, kept);
}

/* --- handing out -------------------------------------------------------------------- */

static int compare_skips(const void *a, const void *b)
{
	const struct skipped_cover *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->existing > y->existing) - (x->existing < y->existing);
}

/* The title of the cover that was skipped because this patch had been shown; absent if none. */
static struct slice skipped_title(const struct resolver *v, const struct kept *kept)
{
	struct skipped_cover wanted = {.key = kept->key};
	const struct skipped_cover *hit;

	wanted.existing = hash_bytes(0, kept->subject.line.p, kept->subject.line.n);
	hit = v->nskips ? bsearch(&wanted, v->skips, v->nskips, sizeof(*v->skips), compare_skips) :
		NULL;
	return hit ? hit->title : (struct slice){NULL, 0};
}

static struct slice pair_title(const struct resolver *v, size_t i)
{
	const struct kept *kept = &v->records[i];
	struct slice skipped = {NULL, 0};

	if (kept->subject.kind == RECORD_PATCH)
		skipped = skipped_title(v, kept);
	return skipped.n ? skipped : kept->title_full;
}

/* The series of record i; a new one if neither it nor its cover has one yet. */
static size_t pair_for(struct resolver *v, size_t i)
{
	struct kept *kept = &v->records[i];
	size_t cover = kept->subject.kind == RECORD_COVER ? i : kept->mate;

	if (cover != PAIR_NONE && v->records[cover].pair != PAIR_NONE)
		return v->records[cover].pair;
	GROW(v->pairs, v->pairs_room, v->npairs + 1);
	v->pairs[v->npairs] = (struct pair){
		.title = cover != PAIR_NONE ? v->records[cover].title_full : pair_title(v, i),
		.version = kept->subject.version,
		.minor = kept->subject.minor,
		.total = kept->subject.kind == RECORD_SINGLE ? 1 : kept->subject.total,
		.cover = cover,
		.patch = PAIR_NONE,
	};
	if (cover != PAIR_NONE)
		v->records[cover].pair = v->npairs;
	return v->npairs++;
}

static void number_pairs(struct resolver *v)
{
	size_t i;

	for (i = 0; i < v->nrecords; i++) {
		struct kept *kept = &v->records[i];
		struct pair *pair;

		kept->pair = pair_for(v, i);
		pair = &v->pairs[kept->pair];
		if (kept->subject.kind != RECORD_COVER &&
		    (pair->patch == PAIR_NONE ||
		     kept->subject.index < v->records[pair->patch].subject.index))
			pair->patch = i;
	}
}

static void tell_cut(const struct kept *kept, const struct oddity_sink *to)
{
	if (kept->title_full.n > kept->subject.title.n)
		to->tell(to->ctx, ODD_CUT_TITLE, kept->line, "the title is cut, whole it is: " SLICE_FMT,
			SLICE_ARG(kept->title_full));
	else
		to->tell(to->ctx, ODD_CUT_TITLE, kept->line, "the title seems to be cut");
}

static void hand_out(const struct resolver *v, const struct digest_sink *sink, void *ctx,
	const struct oddity_sink *to)
{
	size_t i;

	for (i = 0; i < v->nrecords; i++) {
		const struct kept *kept = &v->records[i];
		struct resolved resolved = {
			.record = i,
			.title_full = kept->title_full,
			.title_cut = kept->title_full.n > kept->subject.title.n ||
				(!kept->confirmed && looks_cut(kept)),
			.contributor = contributor_of(v, kept),
			.pair = kept->pair,
		};

		if (sink->resolved)
			sink->resolved(ctx, &resolved);
		if (resolved.title_cut)
			tell_cut(kept, to);
	}
	for (i = 0; sink->pair && i < v->npairs; i++)
		sink->pair(ctx, &v->pairs[i]);
}

void resolver_run(struct resolver *v, const struct digest_sink *sink, void *ctx,
	const struct oddity_sink *to)
{
	size_t i;

	if (v->ntitles)
		qsort(v->titles, v->ntitles, sizeof(*v->titles), compare_titles);
	if (v->nskips)
		qsort(v->skips, v->nskips, sizeof(*v->skips), compare_skips);
	ranking_sort(&v->ranking);
	find_mates(v);
	for (i = 0; i < v->nrecords; i++)
		complete_from_list(v, i);
	number_pairs(v);
	hand_out(v, sink, ctx, to);
}

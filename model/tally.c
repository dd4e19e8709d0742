#include "model/tally.h"

#include <string.h>

/* A way in which a row was written. */
struct tally_label {
	size_t row;
	struct slice label, text;
	unsigned uses;
};

void tally_init(struct tally *tally, struct arena *arena)
{
	*tally = (struct tally){.arena = arena};
}

void tally_release(struct tally *tally)
{
	intern_release(&tally->keys);
	intern_release(&tally->labels);
	arena_release(&tally->scratch);
}

static size_t find_row(struct tally *tally, struct slice key)
{
	int64_t *at = intern_at(&tally->keys, key);

	if (*at == 0) {
		ARENA_GROW(tally->arena, tally->rows, tally->room, tally->n + 1);
		tally->rows[tally->n] = (struct tally_row){.parent = TALLY_NONE};
		*at = (int64_t)++tally->n;
	}
	return (size_t)(*at - 1);
}

/* Label and text together, under the number of their row. */
static struct slice label_key(struct arena *a, size_t row, struct slice label, struct slice text)
{
	size_t n = sizeof(row) + label.n + 1 + text.n;
	char *p = arena_alloc(a, n);

	memcpy(p, &row, sizeof(row));
	if (label.n > 0)
		memcpy(p + sizeof(row), label.p, label.n);
	p[sizeof(row) + label.n] = '\0';
	if (text.n > 0)
		memcpy(p + sizeof(row) + label.n + 1, text.p, text.n);
	return slice_from(p, n);
}

size_t tally_row(struct tally *tally, struct slice key, struct slice label, struct slice text,
	unsigned uses)
{
	size_t row = find_row(tally, key);
	int64_t *at = intern_at(&tally->labels, label_key(&tally->scratch, row, label, text));

	if (*at == 0) {
		ARENA_GROW(tally->arena, tally->written, tally->written_room, tally->nwritten + 1);
		tally->written[tally->nwritten] = (struct tally_label){
			.row = row,
			.label = arena_dup(tally->arena, label),
			.text = arena_dup(tally->arena, text),
		};
		*at = (int64_t)++tally->nwritten;
	}
	tally->written[*at - 1].uses += uses;
	arena_reset(&tally->scratch);
	return row;
}

void tally_view(struct tally *tally, size_t row, size_t thing, bool unread)
{
	struct tally_row *r = &tally->rows[row];

	if (r->seen == thing + 1)
		return;
	r->seen = thing + 1;
	r->view++;
	r->unread += unread;
}

static bool is_better(const struct tally_label *label, const struct tally_row *than)
{
	int cmp;

	if (label->uses != than->uses)
		return label->uses > than->uses;
	cmp = slice_cmp(label->label, than->label);
	return cmp < 0 || (cmp == 0 && slice_cmp(label->text, than->text) < 0);
}

void tally_settle(struct tally *tally)
{
	size_t i;

	for (i = 0; i < tally->nwritten; i++) {
		const struct tally_label *label = &tally->written[i];
		struct tally_row *row = &tally->rows[label->row];

		if (row->label.p && !is_better(label, row))
			continue;
		row->label = label->label;
		row->text = label->text;
		row->uses = label->uses;
	}
}

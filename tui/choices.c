#include "tui/choices.h"

#include <stdlib.h>

#include "tui/draw.h"
#include "util/alloc.h"

#define GAP	  2  /* columns before the last one, where there is room */
#define RIGHT_MAX 20 /* a row with more in the last one goes beyond the others */

void choices_release(struct choices *choices)
{
	free(choices->rows);
	free(choices->shown);
	arena_release(&choices->arena);
	*choices = (struct choices){0};
}

void choices_clear(struct choices *choices)
{
	arena_reset(&choices->arena);
	choices->n = 0;
	choices->label_cols = choices->behind_cols = choices->alone_cols = 0;
	choices->strict = choices->none = false;
	scroll_set_count(&choices->scroll, 0);
}

static void widen(int *most, int cols)
{
	*most = cols > *most ? cols : *most;
}

static int with_gap(int right)
{
	return right ? GAP + right : 0;
}

static void measure(struct choices *choices, const struct choice *choice)
{
	struct arena a = ARENA_INIT;
	int label = text_visible(&a, choice->label).cols;
	int help = text_visible(&a, choice->help).cols;
	int right = text_visible(&a, choice->right).cols;

	right = with_gap(right < RIGHT_MAX ? right : RIGHT_MAX);
	widen(&choices->label_cols, label);
	widen(&choices->behind_cols, help + right);
	if (!help)
		widen(&choices->alone_cols, label + right);
	arena_release(&a);
}

void choices_add(struct choices *choices, const struct choice *choice)
{
	struct arena *a = &choices->arena;

	GROW(choices->rows, choices->room, choices->n + 1);
	choices->rows[choices->n++] = (struct choice){
		.label = arena_dup(a, choice->label),
		.help = arena_dup(a, choice->help),
		.right = arena_dup(a, choice->right),
		.text = arena_dup(a, choice->text),
		.number = choice->number,
	};
	measure(choices, choice);
}

/* ---- narrowing ------------------------------------------------------------------------------- */

enum fit { FIT_NONE, FIT_WORDS, FIT_LABEL, FIT_BEGINNING, FIT_WHOLE, FITS };

static bool has_words(struct slice words, struct slice label, struct slice help)
{
	while (words.n) {
		struct slice word = slice_sub(words, 0, slice_find_byte(words, ' '));

		if (word.n && slice_find(label, word) == label.n &&
			slice_find(help, word) == help.n)
			return false;
		words = slice_sub(words, word.n + (word.n < words.n), words.n);
	}
	return true;
}

/* `text` is folded. */
static enum fit fit_of(const struct choice *choice, struct slice text, struct arena *a)
{
	struct slice label = text_fold(a, choice->label).s;
	size_t at = slice_find(label, text);

	if (!text.n || !at)
		return text.n && text.n == label.n ? FIT_WHOLE : FIT_BEGINNING;
	if (at < label.n)
		return FIT_LABEL;
	return has_words(text, label, text_fold(a, choice->help).s) ? FIT_WORDS : FIT_NONE;
}

/* Whether a name can mean the first row alone; `upto`: how many rows fit so well or better. */
static bool means_first(const size_t upto[FITS])
{
	if (upto[FIT_WHOLE] || upto[FIT_BEGINNING])
		return upto[FIT_WHOLE] == 1 || (!upto[FIT_WHOLE] && upto[FIT_BEGINNING] == 1);
	return upto[FIT_LABEL] == 1;
}

void choices_narrow(struct choices *choices, struct slice text)
{
	struct arena scratch = ARENA_INIT;
	struct slice folded = text_fold(&scratch, slice_trim(text)).s;
	size_t i, n = 0, upto[FITS];
	int fit;

	GROW(choices->shown, choices->shown_room, choices->n);
	for (fit = FITS - 1; fit > FIT_NONE; fit--) {
		for (i = 0; i < choices->n; i++) {
			if (fit_of(&choices->rows[i], folded, &scratch) == (enum fit)fit)
				choices->shown[n++] = i;
		}
		upto[fit] = n;
	}
	scroll_set_count(&choices->scroll, n);
	scroll_to(&choices->scroll, 0);
	choices->none = choices->strict && !means_first(upto);
	choices->named = upto[upto[FIT_BEGINNING] ? FIT_BEGINNING : FIT_LABEL];
	arena_release(&scratch);
}

struct slice choices_label(const struct choices *choices, size_t i)
{
	return choices->rows[choices->shown[i]].label;
}

void choices_move(struct choices *choices, int step)
{
	size_t n = choices->scroll.count;

	if (n && choices->none)
		scroll_to(&choices->scroll, step > 0 ? 0 : n - 1);
	else if (n)
		scroll_to(&choices->scroll, (choices->scroll.cursor + n + (size_t)step) % n);
	choices->none = false;
}

bool choices_find(struct choices *choices, struct slice beginning)
{
	size_t i;

	for (i = 0; i < choices->scroll.count; i++) {
		struct slice label = choices->rows[choices->shown[i]].label;

		if (!slice_eq(slice_sub(label, 0, beginning.n), beginning))
			continue;
		scroll_to(&choices->scroll, i);
		choices->none = false;
		return true;
	}
	return false;
}

const struct choice *choices_current(const struct choices *choices)
{
	if (!choices->scroll.count || choices->none)
		return NULL;
	return &choices->rows[choices->shown[choices->scroll.cursor]];
}

/* ---- drawing --------------------------------------------------------------------------------- */

int choices_height(const struct choices *choices, const struct pane *pane)
{
	int rows = pane->rows / 2 > CHOICES_ROWS ? pane->rows / 2 : CHOICES_ROWS;
	int most = pane->rows - 1 < rows + 1 ? pane->rows - 1 : rows + 1;
	size_t wanted = choices->scroll.count + 1;

	if (!choices->scroll.count || most < 2)
		return 0;
	return wanted < (size_t)most ? (int)wanted : most;
}

/* Where columns end that are as wide as what is in them, for which the row may have no room. */
struct edges {
	int label, right;
};

static struct edges edges_of(const struct choices *choices, const struct pane *pane)
{
	int label = choices->label_cols < pane->cols / 2 ? choices->label_cols : pane->cols / 2;
	struct edges edges = {.label = 1 + label + 1};

	edges.right = edges.label + 1;
	widen(&edges.right, edges.label + 1 + choices->behind_cols);
	widen(&edges.right, 1 + choices->alone_cols);
	return edges;
}

static void draw_row(const struct choices *choices, const struct pane *pane, int row, size_t i)
{
	const struct choice *choice = &choices->rows[choices->shown[i]];
	struct edges edges = edges_of(choices, pane);
	bool here = i == choices->scroll.cursor && !choices->none;
	struct arena a = ARENA_INIT;
	struct pen pen = pen_at(pane, row);
	struct vis right = text_visible(&a, choice->right);
	struct vis label = text_visible(&a, choice->label);
	struct vis help = text_visible(&a, choice->help);
	enum style style = here ? STYLE_MARK : style_of(ROLE_TEXT);
	int end;

	widen(&edges.right, edges.label + 1 + help.cols + with_gap(right.cols));
	if (edges.right > pane->cols - 1)
		edges.right = pane->cols - 1;
	end = right.cols ? edges.right - right.cols - 1 : edges.right;
	/* Without anything behind it a long label may take the row; more need not be painted. */
	if (!help.cols && 1 + label.cols >= edges.label)
		edges.label = 1 + label.cols + 1 < end ? 1 + label.cols + 1 : end;
	pen_put(&pen, style, here ? VIS(">") : VIS(" "));
	pen_field(&pen, style, label, edges.label - pen.col);
	pen_blank(&pen, style_of(ROLE_TEXT), 1);
	pen_field(&pen, style_of(ROLE_DIM), help, end - pen.col);
	pen_field_right(&pen, style_of(ROLE_DIM), right, edges.right - pen.col);
	pen_end(&pen, style_of(ROLE_TEXT));
	arena_release(&a);
}

static void draw_rule(const struct choices *choices, const struct pane *pane)
{
	struct pen pen = pen_at(pane, 0);
	struct arena a = ARENA_INIT;

	pen_rule(&pen, 1);
	if (choices->none)
		pen_put(&pen, STYLE_LINE, text_visiblef(&a, "%zu", choices->scroll.count));
	else if (choices->scroll.count > (size_t)choices->scroll.rows)
		pen_put(&pen, STYLE_LINE,
			text_visiblef(&a, "%zu of %zu", choices->scroll.cursor + 1,
				choices->scroll.count));
	pen_rule(&pen, pen_room(&pen));
	arena_release(&a);
}

void choices_draw(struct choices *choices, const struct pane *pane)
{
	int height = choices_height(choices, pane), row;
	struct pane below = {
		.y = pane->y + pane->rows - height, .x = pane->x, .rows = height, .cols = pane->cols};

	if (!height)
		return;
	scroll_resize(&choices->scroll, height - 1);
	draw_rule(choices, &below);
	for (row = 1; row < height; row++)
		draw_row(choices, &below, row, choices->scroll.top + (size_t)row - 1);
}

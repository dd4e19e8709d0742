/* What the model tells: answers, a changed index, an import that goes on. */
#include "tui/browser.h"

#define LISTS_NAMED 3 /* mailing lists named in the title line */

static const char *empty_sentence(const struct browser *b)
{
	const struct result *result = b->asks.result;

	if (b->asks.failed.code)
		return b->asks.failed.text;
	if (!result || (!result->all && (!b->begun || b->importing || asks_waiting(&b->asks))))
		return "reading ...";
	if (!result->all)
		return b->options->npaths ? "there is no digest in what was named"
					  : "no digests are known yet: tidings FOLDER reads one";
	if (result->muted)
		return "all that matches is muted";
	return "nothing matches the filter";
}

void browser_say_empty(struct browser *b)
{
	list_set_empty(b->panes[PANE_LIST], empty_sentence(b));
}

/* "KVM, linux-hyperv and 3 more": the mailing lists that the digests are of. */
static void name_lists(struct browser *b)
{
	struct arena a = ARENA_INIT;
	struct digest_row *rows;
	size_t n, i, k, named = 0;

	b->digests = b->asks.result->digests;
	b->gaps = 0;
	buf_clear(&b->lists);
	if (!model_digests(b->model, &a, &rows, &n, NULL))
		n = 0;
	for (i = 0; i < n; i++) {
		b->gaps += rows[i].gap;
		for (k = 0; k < i && !slice_eq(rows[k].list, rows[i].list); k++)
			;
		if (k < i || !rows[i].list.n)
			continue;
		if (++named <= LISTS_NAMED) {
			buf_adds(&b->lists, named > 1 ? ", " : "");
			buf_add_slice(&b->lists, rows[i].list);
		}
	}
	if (named > LISTS_NAMED)
		buf_addf(&b->lists, " and %zu more", named - LISTS_NAMED);
	arena_release(&a);
}

void browser_result_changed(struct browser *b)
{
	list_set_result(b->panes[PANE_LIST], b->asks.result, b->asks.sort, b->asks.other);
	b->asks.other = false;
	browser_say_empty(b);
	b->facets_due = (1u << FACETS) - 1;
	b->frame_dirty = true;
	asks_unread(&b->asks);
	if (b->asks.result && b->asks.result->digests != b->digests)
		name_lists(b);
	browser_follow(b);
}

static void take_unread(struct browser *b, const struct unread *unread)
{
	if (b->unread.series != unread->series || b->unread.view != unread->view)
		b->frame_dirty = true;
	b->unread = *unread;
	list_begin(b->panes[PANE_LIST], unread->first);
}

/*
 * Such as a saved query that is not there: what is typed on may mend it, and the rows stay; but a
 * filter in force never stands above the rows of another.
 */
static void filter_failed(struct browser *b)
{
	status_error(&b->status, "%s", b->asks.failed.text);
	if (filter_is_typed(b))
		return;
	asks_drop(&b->asks);
	browser_result_changed(b);
}

static void take_answers(struct browser *b)
{
	struct arena a = ARENA_INIT;
	struct answer answer;

	while (asks_take(&b->asks, &a, &answer)) {
		if (answer.kind == ASK_FACETS && answer.ok)
			rail_set_facets(b->panes[PANE_RAIL], answer.facet, answer.facets, &a);
		else if (answer.kind == ASK_SERIES && answer.ok)
			browser_result_changed(b);
		else if (answer.kind == ASK_UNREAD && answer.ok)
			take_unread(b, &answer.unread);
		else if (answer.kind == ASK_RANK && answer.ok)
			ranking_set(b->covers[COVER_RANKING], answer.rank, &a);
		else if (answer.kind == ASK_COMPLETE && answer.ok)
			complete_answer(b, &answer.completions);
		else if (answer.kind == ASK_RELATED && answer.ok)
			follow_related_answer(b, &answer.related);
		else if (answer.kind == ASK_TOUCHED && answer.ok)
			touched_answer(b, &answer.touched);
		else if (answer.kind == ASK_SERIES && b->asks.failed.code)
			filter_failed(b);
		else if (answer.error.code != ERROR_CANCELLED)
			status_error(&b->status, "%s", answer.error.text);
		arena_reset(&a);
	}
	arena_release(&a);
}

/* What the importer did, once it has ended; silence when there was nothing to do. */
static void say_import(struct browser *b, const struct import_status *status)
{
	struct arena a = ARENA_INIT;
	struct slice *messages;
	size_t n = model_import_messages(b->model, &a, &messages);

	if (b->status.error)
		; /* what is wrong with the index stands there until a key is pressed */
	else if (n)
		status_error(&b->status, "%.*s%s", SLICE_ARG(messages[0]),
			n > 1 ? " (and others could not be read)" : "");
	else if (status->cancelled)
		status_say(&b->status, "reading was stopped; what was read stays");
	else if (status->added + status->replaced)
		status_say(&b->status, "%u digest%s read: %u new, %u changed, %u record%s",
			status->added + status->replaced,
			status->added + status->replaced == 1 ? "" : "s", status->added,
			status->replaced, status->records, status->records == 1 ? "" : "s");
	else if (b->reloading)
		status_say(&b->status, "%u digest%s looked at, nothing is new", status->unchanged,
			status->unchanged == 1 ? "" : "s");
	b->reloading = false;
	arena_release(&a);
}

/* What the detail had no text of may be there now. */
static void show_text_again(struct browser *b)
{
	struct view *detail = b->panes[PANE_DETAIL];
	struct hit hit;

	if (detail_current(detail, &hit))
		detail_show(detail, hit.series, hit.revision);
}

static void look_at_import(struct browser *b)
{
	struct import_status status;

	model_import_status(b->model, &status);
	b->frame_dirty = true;
	if (b->importing && !status.running) {
		say_import(b, &status);
		/* What a first import brings is read. */
		list_marks_changed(b->panes[PANE_LIST]);
		asks_unread(&b->asks);
		/* The order of digests stands at the end of an import. */
		if (b->asks.result)
			name_lists(b);
		show_text_again(b);
	}
	b->importing = status.running;
	browser_say_empty(b);
}

void browser_news(void *self)
{
	struct browser *b = self;
	unsigned news = model_poll(b->model);

	if (news & MODEL_NEWS_MARKS)
		marking_elsewhere(b);
	if (news & MODEL_NEWS_INDEX)
		asks_again(&b->asks);
	if (news & MODEL_NEWS_ANSWER)
		take_answers(b);
	if (news & MODEL_NEWS_IMPORT)
		look_at_import(b);
	browser_follow(b);
}

void browser_reload(struct browser *b)
{
	b->reloading = !b->importing;
	browser_import(b);
}

void browser_import(struct browser *b)
{
	struct error err;

	if (b->importing) {
		status_say(&b->status, "the folders are being read already; C-c stops that");
		return;
	}
	if (!model_import(b->model, b->options->paths, b->options->npaths, &err))
		status_error(&b->status, "%s", err.text);
	else
		b->importing = true;
}

/*
 * Queries: any bytes as a query, or, before the first newline, as a query that is
 * asked of the text behind it. The normal form must be one, and matches must be
 * ranges in order; the search of a pane takes the same bytes.
 */
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>

#include "model/query.h"
#include "util/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ROOM 64

static void must(bool holds)
{
	if (!holds)
		abort();
}

static size_t characters(struct slice text)
{
	size_t i, n = 0;

	for (i = 0; i < text.n; i++)
		n += ((unsigned char)text.p[i] & 0xc0) != 0x80;
	return n;
}

static void check_error(struct slice text, const struct query_error *err)
{
	struct buf sentence = BUF_INIT;

	must(err->column >= 0 && (size_t)err->column <= characters(text));
	must(err->expected[0] != '\0');
	query_error_print(err, &sentence);
	must(sentence.n > 0);
	buf_release(&sentence);
}

/* Printing gives what parses to the same and prints the same. */
static void check_normal_form(const struct query *query)
{
	struct buf once = BUF_INIT, again = BUF_INIT;
	struct query_error err;
	struct query *parsed;

	query_print(query, &once);
	parsed = query_parse(buf_slice(&once), &err);
	must(parsed != NULL);
	query_print(parsed, &again);
	must(slice_eq(buf_slice(&once), buf_slice(&again)));
	must(query_is_all(query) == query_is_all(parsed));
	must(query_is_all(query) == (once.n == 0));
	query_free(parsed);
	buf_release(&once);
	buf_release(&again);
}

static void check_matches(const struct match *matches, size_t n, struct slice text)
{
	size_t i, at = 0;

	for (i = 0; i < n && i < ROOM; i++) {
		must(matches[i].from >= at && matches[i].from < matches[i].to);
		at = matches[i].to;
	}
	must(at <= text.n);
}

static void check_match(const struct query *query, struct slice text)
{
	struct match matches[ROOM];
	int place;

	for (place = MATCH_TITLE; place <= MATCH_SUBSYSTEM; place++)
		check_matches(matches, query_match(query, (enum match_place)place, text, matches,
			ROOM), text);
}

static void check_search(struct slice words, struct slice text)
{
	struct match matches[ROOM];
	struct query_error err;
	struct search *search = search_compile(words, &err);

	if (search)
		check_matches(matches, search_match(search, text, matches, ROOM), text);
	else
		check_error(words, &err);
	search_free(search);
}

/* A quoted value is one value: taken out again it leaves what was there. */
static void check_toggle(struct slice text, struct slice value)
{
	struct buf term = BUF_INIT, with = BUF_INIT, without = BUF_INIT;
	struct query_error err;
	bool added, again;

	buf_adds(&term, "tag:");
	query_quote(value, &term);
	if (!slice_is_blank(value)) {
		struct query *query = query_parse(buf_slice(&term), &err);

		must(query != NULL && !query_is_all(query));
		query_free(query);
		query_toggle_term(text, buf_slice(&term), &with, &added);
		query_toggle_term(buf_slice(&with), buf_slice(&term), &without, &again);
		query = query_parse(text, &err);
		must(!query || !added || !again);
		query_free(query);
	}
	buf_release(&term);
	buf_release(&with);
	buf_release(&without);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice all = slice_from((const char *)data, size);
	size_t line = slice_find_byte(all, '\n');
	struct slice words = slice_sub(all, 0, line), text = slice_skip(all, line + 1);
	struct query_error err;
	struct query *query;

	if (size > 4096)
		return 0;
	setlocale(LC_CTYPE, "C.UTF-8");
	query = query_parse(words, &err);
	if (query) {
		check_normal_form(query);
		check_match(query, text);
	} else {
		check_error(words, &err);
	}
	query_free(query);
	check_search(words, text);
	check_toggle(words, text);
	return 0;
}

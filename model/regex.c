#include "model/regex.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "model/query.h"
#include "util/alloc.h"

#define MATCH_LIMIT 200000 /* calls of the matcher: some 10 ms */
#define DEPTH_LIMIT 2000
#define HEAP_LIMIT  4096   /* KiB */

struct regex {
	pcre2_code *code;
	pcre2_match_context *limits;
};

static bool has_upper_case(struct slice pattern)
{
	size_t i;

	for (i = 0; i < pattern.n; i++) {
		if (pattern.p[i] == '\\')
			i++;
		else if (pattern.p[i] >= 'A' && pattern.p[i] <= 'Z')
			return true;
	}
	return false;
}

struct regex *regex_compile(struct slice pattern, size_t *offset, char *message, size_t size)
{
	uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_MULTILINE |
		PCRE2_NEVER_BACKSLASH_C;
	struct regex *regex;
	pcre2_code *code;
	PCRE2_SIZE at;
	int number;

	if (!has_upper_case(pattern))
		options |= PCRE2_CASELESS;
	code = pcre2_compile((PCRE2_SPTR)(pattern.p ? pattern.p : ""), pattern.n, options, &number,
		&at, NULL);
	if (!code) {
		*offset = at;
		pcre2_get_error_message(number, (PCRE2_UCHAR *)message, size);
		return NULL;
	}
	regex = xmalloc(sizeof(*regex));
	regex->code = code;
	regex->limits = pcre2_match_context_create(NULL);
	if (regex->limits) {
		pcre2_set_match_limit(regex->limits, MATCH_LIMIT);
		pcre2_set_depth_limit(regex->limits, DEPTH_LIMIT);
		pcre2_set_heap_limit(regex->limits, HEAP_LIMIT);
	}
	return regex;
}

void regex_free(struct regex *regex)
{
	if (!regex)
		return;
	pcre2_match_context_free(regex->limits);
	pcre2_code_free(regex->code);
	free(regex);
}

bool regex_find(const struct regex *regex, struct slice text, size_t from, struct match *out)
{
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	bool found;

	if (!data || !regex->limits || from > text.n) {
		pcre2_match_data_free(data);
		return false;
	}
	/* It returns 0 when there are groups, as the data has room for the whole match alone. */
	found = pcre2_match(regex->code, (PCRE2_SPTR)(text.p ? text.p : ""), text.n, from,
		PCRE2_NOTEMPTY, data, regex->limits) >= 0;
	if (found) {
		PCRE2_SIZE *at = pcre2_get_ovector_pointer(data);

		/* \K can make a match that ends before it begins. */
		found = at[0] < at[1] && at[0] >= from;
		*out = (struct match){.from = at[0], .to = at[1]};
	}
	pcre2_match_data_free(data);
	return found;
}

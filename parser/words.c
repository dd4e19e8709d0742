#include "parser/words.h"

#include "parser/internal.h"

/* In the order of strcmp. */
static const struct {
	const char *word;
	unsigned class;
} words[] = {
	{"a", WORD_DANGLING},
	{"after", WORD_SINCE},
	{"against", WORD_SINCE},
	{"also", WORD_BESIDE},
	{"an", WORD_DANGLING},
	{"and", WORD_BESIDE | WORD_DANGLING | WORD_CONNECTING},
	{"are", WORD_TRAILING | WORD_DANGLING | WORD_CONNECTING},
	{"as", WORD_IN | WORD_TRAILING | WORD_LOOSE | WORD_CONNECTING},
	{"at", WORD_BESIDE | WORD_LOOSE | WORD_CONNECTING},
	{"available", WORD_BESIDE},
	{"be", WORD_BESIDE | WORD_DANGLING},
	{"because", WORD_DANGLING},
	{"between", WORD_IN | WORD_DANGLING},
	{"brief", WORD_FILL},
	{"but", WORD_CONNECTING},
	{"by", WORD_LOOSE | WORD_CONNECTING},
	{"can", WORD_BESIDE},
	{"change", WORD_CHANGE | WORD_TRAILING},
	{"changed", WORD_CHANGE},
	{"changelist", WORD_CHANGE},
	{"changelog", WORD_CHANGE | WORD_TRAILING},
	{"changelogs", WORD_CHANGE},
	{"changes", WORD_CHANGE | WORD_TRAILING},
	{"compared", WORD_SINCE},
	{"cover", WORD_FILL | WORD_TRAILING | WORD_BESIDE},
	{"coverletter", WORD_TRAILING | WORD_BESIDE},
	{"delta", WORD_CHANGE},
	{"diff", WORD_CHANGE},
	{"difference", WORD_CHANGE},
	{"differences", WORD_CHANGE},
	{"done", WORD_FILL},
	{"during", WORD_DANGLING},
	{"earlier", WORD_BESIDE},
	{"follows", WORD_TRAILING},
	{"for", WORD_IN | WORD_BESIDE | WORD_LOOSE | WORD_CONNECTING},
	{"found", WORD_BESIDE},
	{"from", WORD_SINCE | WORD_BESIDE | WORD_DANGLING | WORD_CONNECTING},
	{"full", WORD_FILL},
	{"here", WORD_TRAILING | WORD_BESIDE},
	{"history", WORD_CHANGE | WORD_TRAILING},
	{"if", WORD_DANGLING | WORD_CONNECTING},
	{"important", WORD_FILL},
	{"in", WORD_IN | WORD_BESIDE | WORD_LOOSE | WORD_CONNECTING},
	{"instead", WORD_CONNECTING},
	{"into", WORD_DANGLING | WORD_CONNECTING},
	{"introduced", WORD_FILL},
	{"is", WORD_TRAILING | WORD_BESIDE | WORD_DANGLING | WORD_CONNECTING},
	{"iteration", WORD_NUMBER},
	{"its", WORD_DANGLING},
	{"key", WORD_FILL},
	{"last", WORD_FILL | WORD_BESIDE | WORD_LAST},
	{"letter", WORD_TRAILING | WORD_BESIDE},
	{"link", WORD_TRAILING | WORD_BESIDE},
	{"links", WORD_BESIDE},
	{"list", WORD_FILL},
	{"log", WORD_FILL | WORD_TRAILING},
	{"lore", WORD_BESIDE},
	{"made", WORD_FILL},
	{"main", WORD_FILL},
	{"major", WORD_FILL},
	{"minor", WORD_FILL},
	{"modifications", WORD_CHANGE},
	{"my", WORD_BESIDE},
	{"new", WORD_FILL | WORD_NEW},
	{"nor", WORD_DANGLING},
	{"not", WORD_LOOSE},
	{"notable", WORD_FILL},
	{"of", WORD_IN | WORD_BESIDE | WORD_DANGLING | WORD_CONNECTING},
	{"old", WORD_BESIDE},
	{"on", WORD_IN | WORD_BESIDE | WORD_LOOSE | WORD_CONNECTING},
	{"onto", WORD_DANGLING},
	{"or", WORD_DANGLING | WORD_CONNECTING},
	{"original", WORD_BESIDE},
	{"other", WORD_FILL},
	{"our", WORD_BESIDE},
	{"over", WORD_SINCE},
	{"overall", WORD_FILL},
	{"overview", WORD_FILL},
	{"patch", WORD_FILL | WORD_TRAILING | WORD_BESIDE},
	{"patches", WORD_FILL | WORD_TRAILING | WORD_BESIDE},
	{"patchset", WORD_FILL | WORD_NUMBER | WORD_TRAILING | WORD_BESIDE},
	{"per", WORD_DANGLING},
	{"post", WORD_POST},
	{"posted", WORD_BESIDE},
	{"posting", WORD_FILL | WORD_TRAILING | WORD_BESIDE},
	{"previous", WORD_FILL | WORD_BESIDE | WORD_LAST},
	{"previously", WORD_BESIDE | WORD_LAST},
	{"prior", WORD_BESIDE | WORD_LAST},
	{"relative", WORD_SINCE},
	{"repost", WORD_AGAIN},
	{"resend", WORD_TRAILING | WORD_AGAIN},
	{"rev", WORD_NUMBER | WORD_BESIDE},
	{"revision", WORD_NUMBER | WORD_BESIDE},
	{"rfc", WORD_TRAILING},
	{"round", WORD_POST},
	{"see", WORD_BESIDE},
	{"sent", WORD_BESIDE},
	{"series", WORD_FILL | WORD_TRAILING | WORD_BESIDE},
	{"significant", WORD_FILL},
	{"since", WORD_SINCE},
	{"so", WORD_CONNECTING},
	{"submission", WORD_BESIDE | WORD_POST},
	{"summary", WORD_FILL},
	{"than", WORD_DANGLING | WORD_CONNECTING},
	{"that", WORD_LOOSE | WORD_CONNECTING},
	{"the", WORD_FILL | WORD_BESIDE | WORD_DANGLING},
	{"their", WORD_DANGLING},
	{"this", WORD_IN | WORD_BESIDE},
	{"thread", WORD_BESIDE},
	{"time", WORD_POST},
	{"to", WORD_IN | WORD_BESIDE | WORD_LOOSE | WORD_CONNECTING},
	{"update", WORD_CHANGE},
	{"updated", WORD_CHANGE},
	{"updates", WORD_CHANGE | WORD_TRAILING},
	{"url", WORD_BESIDE},
	{"using", WORD_DANGLING},
	{"ver", WORD_NUMBER | WORD_BESIDE},
	{"version", WORD_NUMBER | WORD_TRAILING | WORD_BESIDE},
	{"versus", WORD_SINCE},
	{"via", WORD_DANGLING},
	{"vs", WORD_SINCE},
	{"was", WORD_BESIDE | WORD_CONNECTING},
	{"were", WORD_TRAILING | WORD_CONNECTING},
	{"what's", WORD_CHANGE},
	{"whats", WORD_CHANGE},
	{"when", WORD_DANGLING | WORD_CONNECTING},
	{"where", WORD_CONNECTING},
	{"whether", WORD_DANGLING},
	{"which", WORD_DANGLING | WORD_CONNECTING},
	{"while", WORD_DANGLING},
	{"with", WORD_IN | WORD_DANGLING | WORD_CONNECTING},
	{"within", WORD_DANGLING},
	{"without", WORD_DANGLING},
};

#define NWORDS (sizeof(words) / sizeof(words[0]))
#define LONGEST 13 /* "modifications" */

static int compare(struct slice word, const char *known)
{
	size_t i;

	for (i = 0; i < word.n && known[i]; i++) {
		char c = to_lower(word.p[i]);

		if (c != known[i])
			return c < known[i] ? -1 : 1;
	}
	return (i < word.n) - (known[i] != '\0');
}

unsigned word_class(struct slice word)
{
	size_t from = 0, to = NWORDS;

	if (!word.n || word.n > LONGEST)
		return 0;
	while (from < to) {
		size_t middle = (from + to) / 2;
		int order = compare(word, words[middle].word);

		if (order == 0)
			return words[middle].class;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return 0;
}

struct slice word_take(struct slice *s)
{
	const char *p = s->p, *end = s->p + s->n;
	struct slice word;

	while (p < end && (is_alnum(*p) || (p > s->p && (*p == '\'' || *p == '.') &&
			p + 1 < end && is_alpha(p[1]))))
		p++;
	word = between(s->p, p);
	while (p < end && is_blank(*p))
		p++;
	*s = between(p, end);
	return word;
}

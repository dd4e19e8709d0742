#include "tests/unit/scratch.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/alloc.h"
#include "util/buf.h"

#define DASHES "----------------------------------------------------------------------\n"

/* Five weeks later the first series has a v2; the other list speaks of charcoal as well. */
static const struct {
	const char *name, *text;
} files[] = {
	{"digests/grill/2025-10-06.txt",
	"From 1111111 to 2222222\n"
	"GRILL mailing list update from 1111111 to 2222222\n\n"
	"Top 1 contributor Email domains (Based on Email Body)\n\n"
	"      3 ember.example.org\n\n"
	"Top 1 contributors (Based on Email Body)\n\n"
	"      3  Ada Ember <ada@ember.example.org>\n\n"
	"===== Patch list in this time period =====\n\n\n"
	"===== Patch Commit Messages ====\n\n"
	"New: grill: coal: Keep the charcoal hot\n"
	"[PATCH 0/2] grill: coal: Keep the charcoal hot\n"
	"Author: Ada Ember <ada@ember.example.org>\n\n"
	"The charcoal went out on a windy evening, as guest memory\n"
	"does.\n\n"
	"Ada Ember (2):\n"
	"  grill: coal: Add a lid\n"
	"  grill: coal: Close the vents\n\n"
	" grill/coal/lid.c   | 12 ++++++------\n"
	" grill/coal/vents.c |  4 ++--\n"
	" 2 files changed, 8 insertions(+), 8 deletions(-)\n\n"
	DASHES "\n"
	"New: net: Rescue packets\n"
	"[PATCH RFC net-next] net: Rescue packets\n"
	"Author: J\303\266rg Ash <jorg@example.net>\n\n"
	"Packets fall through the grate.\n\n"
	"Reviewed-by: Ada Ember <ada@ember.example.org>\n\n"
	" .../net/core/grate.c | 300 +++++++++++++++++++++\n"
	" 1 file changed, 300 insertions(+)\n\n"
	DASHES "\n"},
	{"digests/grill/2025-11-10.txt",
	"From 2222222 to 3333333\n"
	"GRILL mailing list update from 2222222 to 3333333\n\n"
	"Top 1 contributor Email domains (Based on Email Body)\n\n"
	"      1 ember.example.org\n\n"
	"Top 1 contributors (Based on Email Body)\n\n"
	"      1  Ada Ember <ada@ember.example.org>\n\n"
	"===== Patch list in this time period =====\n\n\n"
	"===== Patch Commit Messages ====\n\n"
	"New: grill: coal: Keep the charcoal hot\n"
	"[PATCH v2 0/2] grill: coal: Keep the charcoal hot\n"
	"Author: Ada Ember <ada@ember.example.org>\n\n"
	"The charcoal went out.\n\n"
	"Changes in v2:\n"
	"- Use less lighter fluid\n"
	"- Link to v1: https://lore.example.org/r/20251001-coal-v1-0-aaaaaaaaaaaa@example.org\n\n"
	"Ada Ember (2):\n"
	"  grill: coal: Add a lid\n"
	"  grill: coal: Drop the vents\n\n"
	" grill/coal/lid.c | 20 ++++++++++----------\n"
	" 1 file changed, 10 insertions(+), 10 deletions(-)\n\n"
	DASHES "\n"},
	{"digests/oven/2025-11-12.txt",
	"From aaaaaaa to bbbbbbb\n"
	"OVEN mailing list update from aaaaaaa to bbbbbbb\n\n"
	"Top 1 contributor Email domains (Based on Email Body)\n\n"
	"      1 example.com\n\n"
	"Top 1 contributors (Based on Email Body)\n\n"
	"      1  Bo Crust <bo@example.com>\n\n"
	"===== Patch list in this time period =====\n\n\n"
	"===== Patch Commit Messages ====\n\n"
	"New: oven: Bake kvm_mmu bread\n"
	"[PATCH v5 1/3] oven: Bake kvm_mmu bread\n"
	"Author: Bo Crust <bo@example.com>\n\n"
	"Memory of a guest. Charcoal is no fuel for ovens.\n\n"
	" oven/bake.c | 2 +-\n"
	" 1 file changed, 1 insertion(+), 1 deletion(-)\n\n"
	DASHES "\n"},
};

static char *path_of(const struct scratch *s, const char *name)
{
	struct buf path = BUF_INIT;

	buf_addf(&path, "%s/%s", s->dir, name);
	return buf_detach(&path);
}

void scratch_write(const struct scratch *s, const char *name, const char *text)
{
	char *path = path_of(s, name);
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
	free(path);
}

const char *scratch_text(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(files); i++) {
		if (strcmp(files[i].name, name) == 0)
			return files[i].text;
	}
	return NULL;
}

void scratch_remove(const struct scratch *s, const char *name)
{
	char *path = path_of(s, name);

	assert_int_equal(unlink(path), 0);
	free(path);
}

static void make_dir(const struct scratch *s, const char *name)
{
	char *path = path_of(s, name);

	assert_int_equal(mkdir(path, 0700), 0);
	free(path);
}

void scratch_import(struct scratch *s)
{
	char *path = path_of(s, "digests");
	const char *paths[] = {path};
	struct import_status status;
	struct error err;

	if (!model_import(s->model, paths, 1, &err) || !model_import_wait(s->model, &err))
		fail_msg("%s", err.text);
	model_import_status(s->model, &status);
	assert_int_equal(status.failed + status.not_digest, 0);
	free(path);
}

/* The day on which the newest digest comes. */
static uint32_t today(void)
{
	return 20251112;
}

void scratch_open(struct scratch *s, const char *scope)
{
	char *cache = path_of(s, "cache"), *data = path_of(s, "data");
	char *path = scope ? path_of(s, scope) : NULL;
	const char *paths[] = {path};
	struct model_options options = {
		.cache_dir = cache, .data_dir = data, .scope = paths, .nscope = scope ? 1 : 0,
		.today = today,
	};
	struct error err;

	model_close(s->model);
	s->model = model_open(&options, &err);
	if (!s->model)
		fail_msg("%s", err.text);
	free(cache);
	free(data);
	free(path);
}

int scratch_set_up(void **state)
{
	struct scratch *s = xcalloc(1, sizeof(*s));
	const char *tmp = getenv("TMPDIR");
	size_t i;

	snprintf(s->dir, sizeof(s->dir), "%s/plan-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(s->dir))
		return 1;
	make_dir(s, "digests");
	make_dir(s, "digests/grill");
	make_dir(s, "digests/oven");
	for (i = 0; i < ARRAY_LEN(files); i++)
		scratch_write(s, files[i].name, files[i].text);
	scratch_open(s, NULL);
	scratch_import(s);
	*state = s;
	return 0;
}

int scratch_tear_down(void **state)
{
	struct scratch *s = *state;
	struct buf command = BUF_INIT;
	int status;

	model_close(s->model);
	buf_addf(&command, "rm -rf '%s'", s->dir);
	status = system(command.p);
	buf_release(&command);
	free(s);
	return status;
}

struct result *scratch_ask(struct scratch *s, const char *text, enum sort sort)
{
	struct query_error query_err;
	struct query *query = query_parse(slice_cstr(text), &query_err);
	struct ask question = {
		.kind = ASK_SERIES,
		.query = query,
		.sort = sort,
		.with_muted = true,
	};
	struct pollfd ready = {.fd = model_fd(s->model), .events = POLLIN};
	struct arena arena = ARENA_INIT;
	struct answer answer;
	ticket asked;

	if (!query)
		fail_msg("'%s': %s", text, query_err.expected);
	asked = model_ask(s->model, &question);
	query_free(query);
	while (!model_answer(s->model, &arena, &answer) || answer.ticket != asked) {
		assert_int_equal(poll(&ready, 1, 60000), 1);
		model_poll(s->model);
	}
	arena_release(&arena);
	if (!answer.ok)
		fail_msg("'%s': %s", text, answer.error.text);
	return answer.result;
}

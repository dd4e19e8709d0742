#include "model/complete.h"

#include "model/plan_internal.h"

bool complete_find(struct planner *planner, const struct ask *ask, struct arena *a,
	struct completions *out, struct error *err)
{
	size_t from = ask->caret < ask->text.n ? ask->caret : ask->text.n, room = 0, i;
	struct slice typed;

	*out = (struct completions){.to = from};
	while (from > 0 && ask->text.p[from - 1] > ' ' && ask->text.p[from - 1] != '(')
		from--;
	out->from = from;
	typed = slice_sub(ask->text, from, out->to - from);
	for (i = FIELD_ANY + 1; i < FIELDS; i++) {
		struct buf text = BUF_INIT;

		buf_addf(&text, "%s:", query_fields[i].name);
		if (slice_starts_nocase(slice_cstr(query_fields[i].name),
			    arena_strndup(a, typed.p, typed.n))) {
			ARENA_GROW(a, out->rows, room, out->n + 1);
			out->rows[out->n++] = (struct completion){
				.label = arena_dup(a, buf_slice(&text)),
				.text = arena_dup(a, buf_slice(&text)),
				.help = slice_cstr(query_fields[i].help),
				.open = true,
			};
		}
		buf_release(&text);
	}
	return plan_ok(planner, err);
}

#include "tests/screen/verbs.h"

#include <stdio.h>
#include <string.h>

#include "tests/screen/idle.h"

static const struct verb *find_verb(const char *name)
{
	const struct verb *const tables[] = {setting_verbs, input_verbs, look_verbs, state_verbs};

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		for (const struct verb *verb = tables[i]; verb->name; verb++)
			if (strcmp(verb->name, name) == 0)
				return verb;
	return NULL;
}

static bool erased(struct child *c, void *data)
{
	return term_erased(&c->term, *(size_t *)data);
}

/*
 * A program that draws only what changed is right when drawing everything changes nothing. The
 * redraw key has to erase the screen first, or else nothing would be proved.
 */
static bool compare_with_fresh(struct stage *s)
{
	struct child *c = &s->child;
	struct snapshot before;
	size_t mark;
	bool equal;

	if (!child_wait(c, NULL, NULL))
		return c->exited || stage_fail(s, "the program does not come to rest");
	snapshot_take(&before, &c->term);
	mark = c->term.log.n;
	buf_addc(&c->term.reply, '\x0c');
	child_send(c);
	equal = child_wait(c, erased, &mark);
	if (!equal)
		stage_fail(s, "C-l did not erase and draw the screen");
	else if (!snapshot_equal(&before, &c->term, &s->why))
		equal = stage_fail(s, "the screen was not what a fresh drawing shows");
	snapshot_release(&before);
	return equal;
}

bool fresh_check(struct stage *s)
{
	if (!s->dirty || !s->fresh || !s->child.pid || s->child.exited)
		return true;
	s->dirty = false;
	return compare_with_fresh(s);
}

bool stage_finish(struct stage *s)
{
	return s->skip || fresh_check(s);
}

/* "80x24", a word of the terminal, or "not" before one. */
static bool is_in(const struct stage *s, const char *where)
{
	bool not = strncmp(where, "not-", 4) == 0;
	char size[24];

	where += not ? 4 : 0;
	snprintf(size, sizeof(size), "%dx%d", s->cols, s->rows);
	return (strcmp(where, size) == 0 || (s->terminal && strstr(s->terminal, where))) != not;
}

/* "in WHERE VERB REST": a step that is done only there. */
static bool play_in(struct stage *s, const struct step *step)
{
	char where[32] = "", verb[32] = "";
	struct step inner = {.line = step->line, .verb = verb};
	int end = 0;

	if (sscanf(step->rest, "%31s %31s %n", where, verb, &end) != 2)
		return stage_fail(s, "in WHERE VERB ...");
	inner.rest = step->rest + end;
	return !is_in(s, where) || step_play(s, &inner);
}

bool step_play(struct stage *s, const struct step *step)
{
	const struct verb *verb = find_verb(step->verb);
	bool done;

	if (strcmp(step->verb, "in") == 0)
		return play_in(s, step);

	if (!verb)
		return stage_fail(s, "there is no verb %s", step->verb);
	if (verb->when != ANYTIME && !s->child.pid)
		return stage_fail(s, "%s before run", step->verb);
	if (verb->when == CHANGES && !fresh_check(s))
		return false;
	if (verb->when == CHANGES) {
		s->mark = s->child.term.log.n;
		s->writes = writes_of(s->child.pid);
	}
	done = verb->play(s, step->rest);
	if (verb->when == CHANGES)
		s->dirty = true;
	return done;
}

/* Verbs that prepare a scene and start the program. */
#include "tests/screen/verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/alloc.h"

static bool play_size(struct stage *s, char *rest)
{
	return sscanf(rest, "%dx%d", &s->cols, &s->rows) == 2 || stage_fail(s, "size COLSxROWS");
}

/* NAME=VALUE sets, -NAME unsets. */
static bool play_env(struct stage *s, char *rest)
{
	char *save = NULL;

	for (char *w = strtok_r(rest, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
		char *value = strchr(w, '=');

		if (!value) {
			stage_unsetenv(s, w + (*w == '-'));
			continue;
		}
		*value++ = '\0';
		value = stage_expand(s, value);
		stage_setenv(s, w, value);
		free(value);
	}
	return true;
}

/* What it can do: colours or none, characters of UTF-8 or of ASCII; or which one it is. */
static bool play_terminal(struct stage *s, char *rest)
{
	static const struct {
		const char *word, *name, *value;
	} words[] = {
		{"mono", "NO_COLOR", "1"},
		{"ascii", "LC_ALL", "C"},
		{"linux", "TERM", "linux"},
		{"tmux", "TERM", "tmux-256color"},
		{"xterm", "TERM", "xterm"},
	};

	free(s->terminal);
	s->terminal = xstrdup(rest);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strstr(rest, words[i].word))
			stage_setenv(s, words[i].name, words[i].value);
	return true;
}

static void skip(struct stage *s, const char *reason)
{
	free(s->skip);
	s->skip = xstrdup(reason);
}

static bool play_need(struct stage *s, char *rest)
{
	char command[160];

	if (strcmp(rest, "shared") == 0) {
		if (!stage_shared())
			skip(s, "there is no ../shared");
		return true;
	}
	snprintf(command, sizeof(command), "command -v %.100s >/dev/null", rest);
	if (system(command) != 0)
		skip(s, rest);
	return true;
}

static bool play_data(struct stage *s, char *rest)
{
	return stage_index(s, stage_expand(s, rest));
}

static bool play_noindex(struct stage *s, char *rest)
{
	free(s->data);
	s->data = stage_expand(s, rest);
	return true;
}

static bool append_line(struct stage *s, const char *path, const char *line)
{
	char *where = stage_expand(s, path);
	char *folder = stage_expand(s, "mkdir -p $TMP/config/tidings");
	bool done = stage_shell(s, folder);
	FILE *f = done ? fopen(where, "ae") : NULL;

	if (f) {
		fprintf(f, "%s\n", line);
		fclose(f);
	}
	free(folder);
	free(where);
	return f || stage_fail(s, "cannot write the configuration");
}

static bool play_config(struct stage *s, char *rest)
{
	char *line = stage_expand(s, rest);
	bool done = append_line(s, "$TMP/config/tidings/config", line);

	free(line);
	return done;
}

static bool play_bind(struct stage *s, char *rest)
{
	return append_line(s, "$TMP/config/tidings/keys", rest);
}

static bool play_sh(struct stage *s, char *rest)
{
	return stage_shell(s, rest);
}

static bool play_run(struct stage *s, char *rest)
{
	s->dirty = true;
	return stage_start(s, rest, true);
}

static bool play_start(struct stage *s, char *rest)
{
	s->dirty = true;
	return stage_start(s, rest, false);
}

static bool play_fresh(struct stage *s, char *rest)
{
	if (!fresh_check(s))
		return false;
	s->fresh = strcmp(rest, "off") != 0;
	return true;
}

static bool play_wrapper(struct stage *s, char *rest)
{
	free(s->wrapper);
	s->wrapper = xstrdup(rest);
	return true;
}

static bool play_patience(struct stage *s, char *rest)
{
	s->patience = s->child.patience = atoi(rest);
	return true;
}

static bool play_fails(struct stage *s, char *rest)
{
	free(s->fails);
	s->fails = xstrdup(rest);
	return true;
}

const struct verb setting_verbs[] = {
	{"size", play_size, ANYTIME},
	{"env", play_env, ANYTIME},
	{"terminal", play_terminal, ANYTIME},
	{"need", play_need, ANYTIME},
	{"data", play_data, ANYTIME},
	{"noindex", play_noindex, ANYTIME},
	{"config", play_config, ANYTIME},
	{"bind", play_bind, ANYTIME},
	{"sh", play_sh, ANYTIME},
	{"run", play_run, ANYTIME},
	{"start", play_start, ANYTIME},
	{"fresh", play_fresh, ANYTIME},
	{"patience", play_patience, ANYTIME},
	{"wrapper", play_wrapper, ANYTIME},
	{"fails", play_fails, ANYTIME},
	{0},
};

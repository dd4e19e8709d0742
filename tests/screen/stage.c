#include "tests/screen/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "util/alloc.h"

static const char *const passed_on[] = {"PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS",
	"TSAN_OPTIONS", "GCOV_PREFIX", "LLVM_PROFILE_FILE"};
static const char *const programs[] = {"EDITOR", "VISUAL", "PAGER", "BROWSER"};
static const struct {
	const char *name, *folder;
} folders[] = {
	{"HOME", "home"},
	{"XDG_CONFIG_HOME", "config"},
	{"XDG_CACHE_HOME", "cache"},
	{"XDG_DATA_HOME", "data"},
	{"XDG_STATE_HOME", "state"},
	{"XDG_RUNTIME_DIR", "runtime"},
	{"TMPDIR", "tmp"},
};

bool stage_init(struct stage *s, const char *binary)
{
	const char *tmp = getenv("TMPDIR");

	*s = (struct stage){.binary = binary};
	buf_init(&s->why);
	snprintf(s->root, sizeof(s->root), "%.40s/screen-XXXXXX", tmp ? tmp : "/tmp");
	return mkdtemp(s->root) != NULL;
}

void stage_release(struct stage *s)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'", s->root);
	if (system(command) != 0)
		fprintf(stderr, "cannot remove %s\n", s->root);
	for (size_t i = 0; i < s->data_n; i++)
		free(s->data_seen[i]);
	free(s->data_seen);
	buf_release(&s->why);
}

bool stage_fail(struct stage *s, const char *fmt, ...)
{
	va_list ap;

	buf_adds(&s->why, "# ");
	va_start(ap, fmt);
	buf_vaddf(&s->why, fmt, ap);
	va_end(ap);
	buf_addc(&s->why, '\n');
	return false;
}

void stage_unsetenv(struct stage *s, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < s->env_n; i++) {
		if (strncmp(s->env[i], name, n) != 0 || s->env[i][n] != '=')
			continue;
		free(s->env[i]);
		s->env[i] = s->env[--s->env_n];
		s->env[s->env_n] = NULL;
		return;
	}
}

void stage_setenv(struct stage *s, const char *name, const char *value)
{
	struct buf text;

	stage_unsetenv(s, name);
	buf_init(&text);
	buf_addf(&text, "%s=%s", name, value);
	GROW(s->env, s->env_room, s->env_n + 2);
	s->env[s->env_n++] = buf_detach(&text);
	s->env[s->env_n] = NULL;
}

static void make_folders(struct stage *s)
{
	struct buf path;

	buf_init(&path);
	buf_addf(&path, "%s/scene-%d", s->root, s->number);
	s->scratch = buf_detach(&path);
	mkdir(s->scratch, 0700);
	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		buf_clear(&path);
		buf_addf(&path, "%s/%s", s->scratch, folders[i].folder);
		mkdir(path.p, 0700);
		stage_setenv(s, folders[i].name, path.p);
	}
	buf_release(&path);
}

void stage_enter(struct stage *s)
{
	s->number++;
	s->rows = 24;
	s->cols = 80;
	s->fresh = true;
	s->dirty = false;
	s->pressed = 0;
	s->patience = 0;
	buf_clear(&s->why);
	make_folders(s);
	for (size_t i = 0; i < ARRAY_LEN(passed_on); i++)
		if (getenv(passed_on[i]))
			stage_setenv(s, passed_on[i], getenv(passed_on[i]));
	stage_setenv(s, "TERM", "xterm-256color");
	stage_setenv(s, "LC_ALL", "C.UTF-8");
	/* Keys pressed by chance start no program. */
	for (size_t i = 0; i < ARRAY_LEN(programs); i++)
		stage_setenv(s, programs[i], "true");
	stage_setenv(s, "TZ", "UTC");
}

void stage_forget_states(struct stage *s)
{
	for (size_t i = 0; i < s->states_n; i++) {
		free(s->states[i].name);
		free(s->states[i].text);
	}
	free(s->states);
	s->states = NULL;
	s->states_n = s->states_room = 0;
}

void stage_leave(struct stage *s)
{
	stage_forget_states(s);
	child_release(&s->child);
	for (size_t i = 0; i < s->env_n; i++)
		free(s->env[i]);
	free(s->env);
	s->env = NULL;
	s->env_n = s->env_room = 0;
	for (size_t i = 0; i < s->saved_n; i++) {
		free(s->saved[i].name);
		snapshot_release(&s->saved[i].snapshot);
	}
	free(s->saved);
	s->saved = NULL;
	s->saved_n = s->saved_room = 0;
	free(s->scratch);
	free(s->words);
	s->words = NULL;
	free(s->data);
	free(s->terminal);
	free(s->skip);
	free(s->fails);
	free(s->wrapper);
	s->scratch = s->data = s->terminal = s->skip = s->fails = s->wrapper = NULL;
}

const char *stage_shared(void)
{
	const char *shared = getenv("TIDINGS_SHARED");

	if (!shared)
		shared = "../shared";
	return access(shared, R_OK) == 0 ? shared : NULL;
}

char *stage_expand(const struct stage *s, const char *text)
{
	const struct {
		const char *name, *value;
	} names[] = {{"$DATA", s->data}, {"$TMP", s->scratch}, {"$ROOT", s->root},
		{"$SHARED", stage_shared()}, {"$BINARY", s->binary}};
	struct buf out;

	buf_init(&out);
	while (*text) {
		size_t i = 0;

		while (i < ARRAY_LEN(names) &&
			(!names[i].value ||
				strncmp(text, names[i].name, strlen(names[i].name)) != 0))
			i++;
		if (i < ARRAY_LEN(names)) {
			buf_adds(&out, names[i].value);
			text += strlen(names[i].name);
		} else {
			buf_addc(&out, *text++);
		}
	}
	return buf_detach(&out);
}

static char **split_words(char *text, size_t spare)
{
	char **words = NULL, *save = NULL;
	size_t n = spare, room = 0;

	GROW(words, room, n + 1);
	for (char *w = strtok_r(text, " \t", &save); w; w = strtok_r(NULL, " \t", &save)) {
		GROW(words, room, n + 2);
		words[n++] = w;
	}
	words[n] = NULL;
	return words;
}

/* Run a program without a terminal; its output goes to a file of the scene. */
static bool run_quietly(struct stage *s, char *const argv[])
{
	char *path = stage_expand(s, "$TMP/output");
	pid_t pid = fork();
	int status = -1;

	if (pid == 0) {
		if (!freopen(path, "w", stdout) || dup2(STDOUT_FILENO, STDERR_FILENO) < 0)
			_exit(126);
		execvpe(argv[0], argv, s->env);
		_exit(127);
	}
	free(path);
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return false;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool tell_output(struct stage *s, const char *what)
{
	char *path = stage_expand(s, "$TMP/output"), line[256];
	FILE *f = fopen(path, "re");

	stage_fail(s, "%s failed:", what);
	while (f && fgets(line, sizeof(line), f))
		buf_addf(&s->why, "# | %s%s", line, strchr(line, '\n') ? "" : "\n");
	if (f)
		fclose(f);
	free(path);
	return false;
}

bool stage_shell(struct stage *s, const char *command)
{
	char *argv[] = {(char *)"sh", (char *)"-c", stage_expand(s, command), NULL};
	bool done = run_quietly(s, argv) || tell_output(s, argv[2]);

	free(argv[2]);
	return done;
}

/* The marks that came of indexing: each scene has its own copy, to change as it likes. */
static bool keep_marks(struct stage *s, const char *cache, bool new)
{
	char command[512];

	snprintf(command, sizeof(command),
		new ? "cp -R \"$XDG_DATA_HOME\" '%s/marks'" : "cp -R '%s/marks/.' \"$XDG_DATA_HOME\"",
		cache);
	return stage_shell(s, command);
}

bool stage_index(struct stage *s, char *path)
{
	char *argv[] = {(char *)s->binary, (char *)"index", path, NULL}, cache[96];
	size_t i = 0;

	free(s->data);
	s->data = path;
	while (i < s->data_n && strcmp(s->data_seen[i], path) != 0)
		i++;
	snprintf(cache, sizeof(cache), "%s/index-%zu", s->root, i);
	mkdir(cache, 0700);
	stage_setenv(s, "XDG_CACHE_HOME", cache);
	if (i < s->data_n)
		return keep_marks(s, cache, false);
	if (!run_quietly(s, argv))
		return tell_output(s, "index");
	GROW(s->data_seen, s->data_room, s->data_n + 1);
	s->data_seen[s->data_n++] = xstrdup(path);
	return keep_marks(s, cache, true);
}

bool stage_start(struct stage *s, const char *words, bool own)
{
	const char *wrapper = own ? getenv("SCREEN_WRAPPER") : NULL;
	char *text, **argv;
	struct buf all;
	bool started;

	if (s->child.pid)
		child_release(&s->child);
	buf_init(&all);
	if (own)
		buf_addf(&all, "%s %s %s ", s->wrapper ? s->wrapper : "", wrapper ? wrapper : "",
			s->binary);
	text = stage_expand(s, words);
	buf_adds(&all, text);
	free(text);
	argv = split_words(all.p, 0);
	started = child_start(&s->child, argv, s->env, s->rows, s->cols);
	if (s->patience)
		s->child.patience = s->patience;
	free(argv);
	buf_release(&all);
	s->own = own;
	if (words != s->words) {
		free(s->words);
		s->words = xstrdup(words);
	}
	return started || stage_fail(s, "cannot start a program on a pty");
}

bool stage_restart(struct stage *s)
{
	return stage_start(s, s->words, s->own);
}

# The check of the layers sees what it is there for: each case adds one fault to a good tree.
tree=$TMPDIR/tree

new_tree() {
	rm -rf "$tree"
	for layer in util parser conf model tui cli tests; do
		mkdir -p "$tree/$layer"
	done
	cp tests/layers "$tree/tests/"
	echo 'int util_twice(int n);' >"$tree/util/twice.h"
	printf '%s\n' '#include "util/twice.h"' 'int util_twice(int n) { return 2 * n; }' \
		>"$tree/util/twice.c"
	echo 'int model_open(void);' >"$tree/model/model.h"
	echo 'int model_inner(void);' >"$tree/model/inner.h"
}

# The check's output on the tree, after its archives have been made.
layers() {
	(
		cd "$tree" || exit
		for layer in util parser conf model; do
			objects=
			for source in "$layer"/*.c; do
				[ -e "$source" ] || continue
				cc -I. -w -c -o "${source%.c}.o" "$source" 2>/dev/null &&
					objects="$objects ${source%.c}.o"
			done
			ar rc "$layer.a" $objects
		done
		python3 tests/layers . 'cc -I.' 2>&1
	)
}

expect() { # NAME FILE TEXT COMPLAINT
	new_tree
	printf '%b' "$3" >>"$tree/$2"
	said=$(layers)
	case $said in
	*"$4"*) echo "ok - $1" ;;
	*) echo "not ok - $1: $said" ;;
	esac
}

echo 1..12
expect "a good tree" tui/list.c '#include "model/model.h"\n#include "util/twice.h"\n' ' 0 failed'
expect "from below to above" util/a.c '#include "model/model.h"\n' 'util/a.c:1: "model/model.h"'
expect "the model's inside" tui/a.c '\n#include "model/inner.h"\n' 'tui/a.c:2: "model/inner.h"'
expect "a face's header in the other" cli/a.c '#include "tui/a.h"\n' 'cli/a.c:1: "tui/a.h"'
expect "SQLite in a face" cli/a.c '#include <sqlite3.h>\n' '<sqlite3.h> is only for model/'
expect "curses in a view" tui/a.c '#include <curses.h>\n' '<curses.h> is only for tui/term.c'
expect "a header by a relative name" util/a.c '#include "twice.h"\n' 'not named from the top'
expect "the own header not first" model/model.c '#include "util/twice.h"\n#include "model/model.h"\n' \
	'model/model.c: "model/model.h" comes first'
expect "a header that needs another" model/a.h 'size_t a(void);\n' 'model/a.h compiles alone'
expect "printing below the faces" model/a.c '#include <stdio.h>\nvoid a(void) { puts("a"); }\n' \
	'a.o uses puts'
expect "the environment below" conf/a.c '#include <stdlib.h>\nchar *a(void) { return getenv("A"); }\n' \
	'a.o uses getenv'
expect "a global that is written" util/a.c 'int a(void) { static int n; return n++; }\n' \
	'a.o keeps state in n'

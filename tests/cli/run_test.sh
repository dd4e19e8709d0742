# The runner of the tests counts right, and no broken program passes.
tree=$TMPDIR/tree
mkdir -p "$tree/tests/cli"
cp tests/run "$tree/tests/run"

# The runner's last line for a program that does $1, and its exit status.
outcome() {
	echo "$1" >"$tree/tests/cli/one.sh"
	said=$(python3 "$tree/tests/run" --build build 2>&1)
	echo "$(echo "$said" | tail -n 1); $?"
	echo "$said" | sed 's/^/# /' >&2
}

expect() { # NAME PROGRAM PASSED FAILED SKIPPED
	got=$(outcome "$2" 2>"$TMPDIR/said")
	if [ "${got%;*}" = "$3 passed, $4 failed, $5 skipped" ]; then
		echo "ok - $1"
	else
		echo "not ok - $1: $got"
		cat "$TMPDIR/said"
	fi
}

echo 1..12
expect "tests are counted one by one" 'echo 1..2; echo ok 1; echo ok 2' 2 0 0
expect "a failed test" 'echo ok 1; echo not ok 2' 1 1 0
expect "a failed test and its exit status count once" 'echo not ok 1; exit 1' 0 1 0
expect "skipped tests" 'echo "ok 1 # SKIP no"; echo "not ok 2 # SKIP no"; echo skip 3; echo ok' 1 0 3
expect "a whole program skipped" 'echo "1..0 # SKIP not here"; echo ok' 1 0 1
expect "a program that prints no test" 'exit 0' 0 1 0
expect "fewer tests than planned" 'echo 1..2; echo ok 1' 1 1 0
expect "a crash after the last test" 'echo 1..1; echo ok 1; kill -SEGV $$' 1 1 0
expect "an exit status without a failed test" 'echo ok 1; exit 3' 1 1 0
expect "a crash beside a failed test" 'echo not ok 1; kill -ABRT $$' 0 2 0
expect "a sanitizer's report" 'echo ok 1; echo found >"${ASAN_OPTIONS##*log_path=}.1"' 1 1 0
python3 "$tree/tests/run" --build build no-such-test >/dev/null 2>&1
[ $? = 1 ] && echo "ok - nothing to run is a failure" || echo "not ok - nothing to run passes"

# When the terminal goes away the browser ends, and the index is whole.
. "$(dirname "$0")/lib.sh"
start 80x24
keys "$TIDINGS index $digests && sh -c 'echo \$\$ >$TMPDIR/pid; exec $TIDINGS $digests'" Enter
see "71 series"
pid=$(cat "$TMPDIR/pid")
kill -0 "$pid" || fail "it does not run"
mux kill-server

ended() {
	! kill -0 "$pid" 2>/dev/null
}
until_true ended || { echo "not ok 1 - hang-up: it goes on"; kill -9 "$pid"; exit 1; }
"$TIDINGS" index "$digests" >"$TMPDIR/said" 2>&1
grep -q "8 unchanged" "$TMPDIR/said" || {
	echo "not ok 1 - hang-up: the index is not whole"
	sed 's/^/# /' "$TMPDIR/said"
	exit 1
}
pass "a hang-up ends it, and the index is whole"

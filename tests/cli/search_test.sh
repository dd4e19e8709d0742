# `tidings search` and `tidings show` on the sample digests.
digests=tests/fixtures/digests
n=0

result() { # STATUS NAME
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
finds() { # QUERY STATUS LINES NAME
	"$TIDINGS" search "$1" >"$TMPDIR/out" 2>"$TMPDIR/err"
	status=$?
	[ $status = "$2" ] && [ "$(wc -l <"$TMPDIR/out")" -eq "$3" ]
	result $? "$4"
	sed 's/^/# /' "$TMPDIR/out" "$TMPDIR/err" | head -n 5
}

"$TIDINGS" search '' "$digests" >"$TMPDIR/all"
result $? "everything is found in folders that are read first"
grep -q '  burrow: journal: Replay in one pass  (' "$TMPDIR/all"
result $? "a line has title and contributor"
"$TIDINGS" search '' | cmp -s - "$TMPDIR/all"
result $? "what was read stays known"

finds 's:"replay in one pass"' 0 1 "a phrase in the title"
grep -q ' v6  ' "$TMPDIR/out"
result $? "the newest revision is the one that is shown"
finds 's:"replay in one pass" v:2' 0 1 "an older revision"
grep -q ' v2+ ' "$TMPDIR/out"
result $? "a newer one is marked"
finds 'tag:nonesuch' 1 0 "nothing found is status 1"
finds 'a "b' 2 0 "an open quote is wrong usage"
grep -q 'column 3: expected a closing "' "$TMPDIR/err"
result $? "its column is told"
finds 'is:singel' 2 0 "a bad value is wrong usage"
grep -q 'did you mean is:single' "$TMPDIR/err"
result $? "the nearest one is told"
"$TIDINGS" search >/dev/null 2>&1
[ $? = 2 ]
result $? "a query is asked for"

for version in 1 2 3 4 5 6; do
	"$TIDINGS" show "s:\"replay in one pass\"@v$version" >"$TMPDIR/out" &&
		grep -q "^v$version  " "$TMPDIR/out"
	result $? "v$version of a series is shown"
done
id=$("$TIDINGS" search 's:"replay in one pass"' | awk '{ print $1 }')
"$TIDINGS" show "$id@v6" | cmp -s - "$TMPDIR/out"
result $? "a series is shown by its id"
for section in changelog diffstat patches people links source; do
	grep -q "^---$section" "$TMPDIR/out"
	result $? "its page has a section $section"
done
"$TIDINGS" show --section related 's:"size rings by"' >"$TMPDIR/out" &&
	[ "$(awk 'NR == 3 { print $1 }' "$TMPDIR/out")" = \
	"$("$TIDINGS" search 's:"net/ring: fix a comment"' | awk '{ print $1 }')" ] &&
	[ "$(sed -n 4p "$TMPDIR/out")" = "         3.57  1 shared: net/ring/ring.c" ]
result $? "series that share files with it are related"
"$TIDINGS" show --section related 's:"replay in one pass"' >"$TMPDIR/out" 2>"$TMPDIR/err"
[ $? = 1 ] && [ ! -s "$TMPDIR/out" ] && grep -q 'no other series shares a file' "$TMPDIR/err"
result $? "or nothing is"
"$TIDINGS" show 's:pantry@v2' >"$TMPDIR/out" && grep -q '^v2: .*as told in v4$' "$TMPDIR/out" &&
	grep -A1 '^v2: ' "$TMPDIR/out" | grep -q '^- '
result $? "an absent revision has the changelog that a later one tells"
"$TIDINGS" show 's:console' >"$TMPDIR/out"
[ $? = 1 ] && [ "$(wc -l <"$TMPDIR/out")" -gt 1 ]
result $? "several hits are listed"
"$TIDINGS" show 999999 2>"$TMPDIR/err"
[ $? = 1 ] && grep -q "nothing found for '999999'" "$TMPDIR/err"
result $? "an unknown id is not found"

# Nothing of a digest reaches the terminal as a control sequence.
"$TIDINGS" search '' >"$TMPDIR/out"
for id in $(awk '{ print $1 }' "$TMPDIR/out"); do
	"$TIDINGS" show "$id"
done >>"$TMPDIR/out"
[ "$(wc -l <"$TMPDIR/out")" -gt 1000 ] && ! LC_ALL=C grep -q '[[:cntrl:]]' "$TMPDIR/out"
result $? "no control characters in any page"
LC_ALL=C grep -q "$(printf '\302[\200-\237]')" "$TMPDIR/out"
[ $? = 1 ]
result $? "nor those beyond ASCII"
echo "1..$n"

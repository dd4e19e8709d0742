# `tidings revisions --link`, `--unlink` and `--forget` on the sample digests.
digests=tests/fixtures/digests
n=0

result() { # STATUS NAME
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
says() { # STATUS TEXT NAME ARGUMENT...
	want=$1 text=$2 name=$3
	shift 3
	"$TIDINGS" "$@" >"$TMPDIR/out" 2>&1
	got=$?
	[ $got = "$want" ] && { [ -z "$text" ] || grep -qF -- "$text" "$TMPDIR/out"; }
	result $? "$name"
	[ $got = "$want" ] || sed "s/^/# $got: /" "$TMPDIR/out"
}
id() { "$TIDINGS" search "$1" | awk 'NR == 1 { print $1 }'; }
# All that the index and the marks say, by titles, versions and places instead of ids.
dump() {
	"$TIDINGS" search --format json --sort title '' | sed 's/"id":[0-9]*,//' | sort
	for state in unread flagged noted muted; do
		echo "$state:"
		"$TIDINGS" search --sort title "is:$state" | sed 's/^ *[0-9]* *//' | sort
	done
	"$TIDINGS" mark --export
}

"$TIDINGS" index "$digests" >/dev/null
all=$("$TIDINGS" search '' | wc -l)
replay=$(id 's:"replay in one pass"')
mdns=$(id 's:"answer on every orchard link"')

says 2 "a series is missing" "nothing to link" revisions --link
says 2 "needs a second series" "one alone cannot be linked" revisions --link "$replay"
says 2 "needs a revision" "nor unlinked" revisions --unlink "$replay"
says 2 "only one of" "two things at once" revisions --link --unlink "$replay" "$mdns"
says 2 "two at most" "three series" revisions --link "$replay" "$mdns" "$mdns"
says 2 "prints no format" "no format" revisions --link "$replay" "$mdns" --format json
says 1 "nothing found" "an unknown series" revisions --link "$replay" 's:nonesuch'
says 1 "only one revision" "a series is itself" revisions --link "$replay" "$replay"
says 1 "nothing was decided" "nothing to forget" revisions --forget "$replay"

says 0 "are one series now" "two series are linked" revisions --link "$replay" "$mdns"
[ "$("$TIDINGS" search '' | wc -l)" = $((all - 1)) ]
result $? "which makes one of two"
says 0 "put here by hand, 100 %" "which is why they belong together" \
	revisions 's:"answer on every orchard link"'
says 0 "taken back: link by hand" "it is taken back" mark --undo
[ "$("$TIDINGS" search '' | wc -l)" = "$all" ]
result $? "and they are two again"
replay=$(id 's:"replay in one pass"')
mdns=$(id 's:"answer on every orchard link"')
says 0 "they stay apart" "two that are not the same stay two" revisions --unlink "$replay" "$mdns"
says 0 "said by hand" "as it is told" revisions "$replay"
grep -q " not $mdns@v2" "$TMPDIR/out"
result $? "of which"
"$TIDINGS" revisions --format json "$replay" | grep -qF "\"ties\":[{\"series\":$mdns,\"verdict\":\"not\"}]"
result $? "in JSON too"
says 0 "nothing changed" "once" revisions --unlink "$mdns" "$replay"
says 0 "1 decisions taken back" "it is forgotten" revisions --forget "$replay" "$mdns"

says 0 "unlinked: the revision is series" "a revision is cut out" revisions --unlink "$replay@v3"
cut=$(sed 's/.*is series \([0-9]*\) .*/\1/' "$TMPDIR/out")
says 0 "" "it is alone" revisions "$cut"
[ "$(grep -c '  here  ' "$TMPDIR/out")" = 1 ]
result $? "with its text"
replay=$(id 's:"replay in one pass" v:6')
[ "$("$TIDINGS" revisions "$replay" | grep -c '  here  ')" = 5 ]
result $? "and the others have stayed together"
says 1 "only revision" "what is alone cannot be cut" revisions --unlink "$cut@v3"
says 0 "are one series now" "it is put back" revisions --link "$cut" "$replay"
[ "$("$TIDINGS" revisions 's:"replay in one pass"' | grep -c '  here  ')" = 6 ]
result $? "with all others"
absent=$(id 's:"find the rate by the name"')
says 1 "without a text" "what has no text cannot be cut" revisions --unlink "$absent@v1"

# Shows 6: the index is a cache.
"$TIDINGS" revisions --unlink 's:"pump: runtime"@v2' >/dev/null
"$TIDINGS" revisions --link 's:"large receive"' 's:"charcoal"' >/dev/null 2>&1
"$TIDINGS" revisions --link "$(id 's:console')" "$(id 's:hedge')" >/dev/null
"$TIDINGS" mark --flag "$(id 's:hedge')" >/dev/null
"$TIDINGS" mark --note 'Bark' "$(id 's:trellis')" >/dev/null
"$TIDINGS" mark --unread "$(id 's:pump')" >/dev/null
"$TIDINGS" mark --mute "$(id 's:docs')" >/dev/null
same_after() { # NAME PATH...
	name=$1
	shift
	dump >"$TMPDIR/before"
	rm "$XDG_CACHE_HOME"/tidings/index.db*
	"$TIDINGS" index "$@" >/dev/null
	dump | diff "$TMPDIR/before" - >"$TMPDIR/diff"
	result $? "$name"
	sed 's/^/# /' "$TMPDIR/diff"
}
same_after "another index has the same series, revisions, marks and decisions" "$digests"

# Two copies: each gets what only the other has decided.
here=$XDG_DATA_HOME
export XDG_DATA_HOME="$TMPDIR/there"
"$TIDINGS" index "$digests" >/dev/null
"$TIDINGS" revisions --link "$(id 's:"answer on every orchard link"')" "$(id 's:"sleep by daylight"')" \
	>/dev/null
"$TIDINGS" mark --export >"$TMPDIR/marks"
export XDG_DATA_HOME="$here"
"$TIDINGS" index "$digests" >/dev/null
before=$("$TIDINGS" search '' | wc -l)
says 0 "changes" "the decisions of another copy come" mark --merge "$TMPDIR/marks"
[ "$("$TIDINGS" search '' | wc -l)" = $((before - 1)) ]
result $? "and take effect at once"
same_after "they, too, outlive the index" "$digests"

shared=${TIDINGS_SHARED:-../shared}/digests
if [ -d "$shared" ]; then
	"$TIDINGS" index "$shared" >/dev/null
	"$TIDINGS" revisions --unlink 's:"vsock: add namespace"@v11' >/dev/null 2>&1
	"$TIDINGS" search '' | awk '{ print $1 }' >"$TMPDIR/ids"
	"$TIDINGS" revisions --link "$(sed -n 5p "$TMPDIR/ids")" "$(sed -n 50p "$TMPDIR/ids")" >/dev/null
	"$TIDINGS" mark --flag "$(sed -n 7p "$TMPDIR/ids")" >/dev/null
	same_after "so it is with other digests" "$digests" "$shared"
else
	n=$((n + 1))
	echo "ok $n # SKIP no other digests"
fi
echo "1..$n"

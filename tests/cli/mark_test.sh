# `tidings mark` on the sample digests.
digests=tests/fixtures/digests
n=0

result() { # STATUS NAME
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
says() { # STATUS TEXT NAME ARGUMENT...
	want=$1 text=$2 name=$3
	shift 3
	"$TIDINGS" mark "$@" >"$TMPDIR/out" 2>&1
	got=$?
	[ $got = "$want" ] && { [ -z "$text" ] || grep -qF -- "$text" "$TMPDIR/out"; }
	result $? "$name"
	[ $got = "$want" ] || sed "s/^/# $got: /" "$TMPDIR/out"
}
exports() { # PATTERN COUNT NAME
	"$TIDINGS" mark --export >"$TMPDIR/marks" && [ "$(grep -c "$1" "$TMPDIR/marks")" = "$2" ]
	result $? "$3"
}

"$TIDINGS" index "$digests" >/dev/null
"$TIDINGS" search '' >"$TMPDIR/all"
series=$(wc -l <"$TMPDIR/all")
id=$("$TIDINGS" search 's:"replay in one pass"' | awk '{ print $1 }')

exports '"digest":' "$(grep -l '^From [0-9a-f]* to ' "$digests"/*.txt | wc -l)" \
	"the digests of the first import count as read"
says 0 "0 of $series series read" "so there is nothing to catch up with" --catch-up ''
says 0 "1 of 1 series unread" "a series is unread" --unread "$id"
says 0 "1 of $series series read" "and caught up with" --catch-up ''
says 0 "taken back: read" "which is taken back" --undo
says 0 "1 of $series series read" "and can be done again" --catch-up ''
says 0 "1 of 1 series flagged" "a series is flagged by a query" --flag 's:"replay in one pass"'
says 0 "0 of 1 series flagged" "once, by whichever revision" "$id@v6" --flag
says 0 "1 of 1 series muted" "a series is muted" --mute "$id"
says 0 "1 subsystems muted" "a subsystem is muted" --mute sub:burrow
exports '"subsystem":\["burrow"\]' 1 "as it is exported"
muted=$("$TIDINGS" search is:muted | wc -l)
"$TIDINGS" search '' >"$TMPDIR/out"
[ "$muted" -gt 1 ] && [ "$(wc -l <"$TMPDIR/out")" = $((series - muted)) ]
result $? "muted series are left out"
"$TIDINGS" search '' --muted | cmp -s - "$TMPDIR/all"
result $? "unless they are asked for"
script -qec "stty cols 200; '$TIDINGS' search ''" /dev/null </dev/null |
	tr -d '\r' | tail -n 1 | grep -qx "$muted muted, --muted shows them"
result $? "a terminal is told how many"
says 0 "1 series noted" "a note" "$id" --note 'Says "who?" \ é'
exports '"note":{"value":"Says \\"who?\\" \\\\ \\u00E9"' 1 "in ASCII alone"
says 1 "nothing found" "an unknown series" --flag 999999
says 1 "" "a query with several hits" --flag 's:console'
[ "$(wc -l <"$TMPDIR/out")" -gt 1 ]
result $? "which are listed"
says 1 "" "catching up with nothing" --catch-up 'tag:nonesuch'
says 2 "column 3" "a query that is none" --catch-up 'a "b'
says 2 "what to do" "nothing to do" "$id"
says 2 "a series is missing" "no series" --flag
says 2 "--undo stands alone" "an option too many" --undo --flag "$id"
says 2 "needs a value" "a note without a text" "$id" --note
says 2 "a subsystem can be muted" "a flagged subsystem" sub:burrow --flag

says 0 "" "a query is saved" --save 'big=lines:>100 -is:muted'
says 0 "big=lines:>100 -is:muted" "and listed" --queries
"$TIDINGS" search 'query:big' >"$TMPDIR/out" && "$TIDINGS" search 'lines:>100 -is:muted' |
	cmp -s - "$TMPDIR/out"
result $? "it finds what its text finds"
"$TIDINGS" search query:none >"$TMPDIR/out" 2>&1
[ $? = 2 ] && grep -q "no saved query 'none'" "$TMPDIR/out"
result $? "one that is not there is a fault of the query"
says 2 "column 3" "one that cannot be asked is not saved" --save 'bad=a "b'
says 2 "NAME=QUERY" "nor one without a name" --save 'lines:>100'
says 2 "one word" "nor one with two" --save 'a b=c'
says 0 "" "it is forgotten" --forget big
says 1 "there is no big" "once" --forget big

# The index is a cache; the marks are not.
"$TIDINGS" mark --export >"$TMPDIR/before"
rm "$XDG_CACHE_HOME"/tidings/index.db*
"$TIDINGS" index "$digests" >/dev/null
"$TIDINGS" mark --export | cmp -s - "$TMPDIR/before"
result $? "a new index changes no mark"
id=$("$TIDINGS" search --muted 's:"replay in one pass"' | awk '{ print $1 }')
says 0 "0 of 1 series flagged" "and finds the flag" "$id" --flag

# Two copies: each gets what only the other has, and both say the same in the end.
here=$XDG_DATA_HOME
export XDG_DATA_HOME="$TMPDIR/there"
"$TIDINGS" index "$digests" >/dev/null
says 0 "1 of 1 series flagged" "another copy has its own flags" --flag 's:pantry'
says 0 "noted" "and its own notes" "$id" --note "from there"
"$TIDINGS" mark --export >"$TMPDIR/there.json"
says 0 "changes" "the one is merged into the other" --merge "$TMPDIR/before"
"$TIDINGS" mark --export >"$TMPDIR/union"
export XDG_DATA_HOME="$here"
says 0 "changes" "and the other into the one" --merge "$TMPDIR/there.json"
"$TIDINGS" mark --export | cmp -s - "$TMPDIR/union"
result $? "both are the same"
grep -q '"flag":{"value":"1".*"note":{"value":"from there"' "$TMPDIR/union"
result $? "with the flag of one and the newer note of the other"
says 0 " 0 changes" "a second time changes nothing" --merge "$TMPDIR/union"
for bad in nonsense '{}' '{"keys":1,"fields":{}}' '{"keys":{"msgid":[1]},"fields":{}}' \
	'{"keys":{"msgid":["a"]},"fields":{"flag":{"value":"1"}}}' \
	'{"keys":{"msgid":["a"]},"fields":{"flag":{"value":"1","changed":9223372036854775807}}}'; do
	{ cat "$TMPDIR/union"; echo "$bad"; } >"$TMPDIR/bad.json"
	says 3 "bad.json:$(wc -l <"$TMPDIR/bad.json"): this is not a mark" "not a mark: $bad" \
		--merge "$TMPDIR/bad.json"
done
says 3 "nothing.json" "a file that is not there" --merge "$TMPDIR/nothing.json"

# Many at once: nobody is told of locks, and nothing is lost.
for who in 1 2 3; do
	for round in 1 2 3 4 5 6 7 8 9 10; do
		"$TIDINGS" mark "$id" --note "$who $round" || echo failed
		echo "{\"keys\":{\"query\":[\"q$who.$round\"]},\"fields\":{\"text\":{\"value\":\"x\",\"changed\":1}}}" |
			"$TIDINGS" mark --merge - || echo failed
	done >"$TMPDIR/said.$who" 2>&1 &
done
wait
! grep -hi 'failed\|lock' "$TMPDIR"/said.*
result $? "three at once wait for each other"
exports '"query":\["q[123]' 30 "and all is there"

# What cannot be read is told, and stays as it is.
cp "$here/tidings/marks.db" "$TMPDIR/whole"
head -c 5000 "$TMPDIR/whole" >"$here/tidings/marks.db"
cp "$here/tidings/marks.db" "$TMPDIR/cut"
says 3 "the file was cut short" "a file that was cut" "$id" --flag
[ "$(wc -l <"$TMPDIR/out")" = 1 ]
result $? "in one sentence"
"$TIDINGS" search '' >"$TMPDIR/out" 2>"$TMPDIR/err" && cmp -s "$TMPDIR/all" "$TMPDIR/out" &&
	grep -q 'was cut short' "$TMPDIR/err"
result $? "and one can search without it"
cmp -s "$TMPDIR/cut" "$here/tidings/marks.db"
result $? "it is left as it was"
cp "$TMPDIR/whole" "$here/tidings/marks.db"
says 0 "0 of 1 series flagged" "a copy can take its place" "$id" --flag
says 1 "net is not muted" "what is not muted cannot be heard again" sub:net --unmute
says 2 "" "a subsystem has a name" sub: --mute

# A folder that has moved is not one that is begun with.
new() {
	XDG_CACHE_HOME=$TMPDIR/moving XDG_DATA_HOME=$TMPDIR/moving "$TIDINGS" "$@"
}
mkdir "$TMPDIR/there"
cp "$digests"/*2026-01* "$TMPDIR/there" && new index "$TMPDIR/there" >"$TMPDIR/out" &&
	cp "$digests"/*2026-02* "$TMPDIR/there" && new index "$TMPDIR/there" >"$TMPDIR/out" &&
	new search is:unread >"$TMPDIR/before" && mv "$TMPDIR/there" "$TMPDIR/moved" &&
	new index "$TMPDIR/moved" >"$TMPDIR/out" 2>&1 && new search is:unread >"$TMPDIR/after"
[ "$(wc -l <"$TMPDIR/before")" -gt 20 ] && [ "$(wc -l <"$TMPDIR/before")" = "$(wc -l <"$TMPDIR/after")" ]
result $? "what was unread in a folder is unread when it has moved"
echo "1..$n"

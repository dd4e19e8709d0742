# `tidings rank` on the sample digests, and on one of the shared ones where they are.
digests=tests/fixtures/digests
n=0

result() { # STATUS NAME
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
rank() { # STATUS NAME ARGUMENT…
	wanted=$1
	name=$2
	shift 2
	"$TIDINGS" rank "$@" >"$TMPDIR/out" 2>"$TMPDIR/err"
	[ $? = "$wanted" ]
	result $? "$name"
	sed 's/^/# /' "$TMPDIR/out" "$TMPDIR/err" | head -n 5
}
# An expression over the answer in JSON, d, and in CSV, rows; none is an answer twice.
holds() { # NAME EXPRESSION ARGUMENT…
	name=$1
	expression=$2
	shift 2
	"$TIDINGS" rank --format json "$@" >"$TMPDIR/json" 2>"$TMPDIR/err" &&
		"$TIDINGS" rank --format csv "$@" 2>/dev/null >"$TMPDIR/csv" &&
		python3 -c '
import csv, json, sys
d = json.load(open(sys.argv[1]))
rows = list(csv.DictReader(open(sys.argv[2], newline="")))
sys.exit(not eval("(" + sys.argv[3] + ")"))' "$TMPDIR/json" "$TMPDIR/csv" "$expression"
	result $? "$name"
}
printed='sum(r["count"] for r in d["rows"]) + d["others"] == d["sum"]'

# What the rankings print, read by nobody but awk.
sum=$(awk '/^Top 15 contributor Email/ { on = 1 } /^Top 15 contributors/ { on = 0 }
	on && /^ +[0-9]/ { sum += $1 } END { print sum }' $digests/*.txt)
rank 0 "persons are the default" "$digests"
grep -q "^ *$sum  100.0%  *all$" "$TMPDIR/out" || grep -q "^ *$sum  *100.0%  *all$" "$TMPDIR/out"
result $? "shares are of the sum over all domains"
grep -q '^ *1 .*#########.*Nadia Okoye <nadia.okoye@eng.example.org>$' "$TMPDIR/out"
result $? "the first has the longest bar"
[ ! -s "$TMPDIR/err" ]
result $? "digests that chain have no gap"
cp "$TMPDIR/out" "$TMPDIR/first"
rank 0 "what was read stays known"
cmp -s "$TMPDIR/out" "$TMPDIR/first"
result $? "the order is the same each time"

holds "domains add up" "$printed and d['sum'] == $sum and d['others'] == 0" --by domain
holds "persons and others add up" "$printed and d['sum'] == $sum"
holds "authors add up" "$printed and d['rows'][0]['lines'] > 0" --by author
holds "subsystems add up" "$printed and d['others'] > 0" --by subsystem
holds "reviewers add up" "$printed and d['rows'][0]['label'] == 'Gideon Farrow'" --by=reviewer
holds "CSV says the same" \
	"[(r['label'], int(r['count'])) for r in rows if r['rank']] ==
		[(r['label'], r['count']) for r in d['rows']]"
holds "columns add up" \
	"all(sum(c or 0 for c in r['per_digest']) == r['count'] for r in d['rows']) and
		len(d['digests']) == 8 and 'orchard-2026-02-23.txt' in rows[0]" --per digest
rank 0 "a table has a column for each digest" --per digest
grep -q '^ *\[1\] *\[2\].*\[8\]  *sum  person$' "$TMPDIR/out" &&
	grep -q '^  *4  *5  *5  *6  *6  *6  *\.  *1  *33  Nadia' "$TMPDIR/out"
result $? "a dot stands for what is not listed"

rank 0 "a query of revisions" --by subsystem 'sub:net d:2026-02 -v:1' "$digests"
diff - "$TMPDIR/out" <<'END' >"$TMPDIR/diff"
rank  move  count   +/-   share  revs   lines                    subsystem
   1   new      6   new   54.5%     2     159  ##########  █..█  net/ring
   2   new      5   new   45.5%     2     324  #########   .▆.█  net/mdns
               11        100.0%                                  all
END
result $? "counts them alone"
sed 's/^/# /' "$TMPDIR/diff"
holds "what it leaves adds up" "$printed and d['query'] == 'sub:net' and d['unasked'] == '' and
	{r['label'].split('/')[0] for r in d['rows']} == {'net'}" --by subsystem sub:net "$digests"
holds "digests by a query" "len(d['digests']) == 4 and not d['unasked']" 'd:2026-01 -l:none'
holds "one digest by a query" "len(d['digests']) == 1 and d['sum'] == 33" \
	digest:orchard-2026-01-05.txt "$digests"
rank 0 "a query that cannot restrict what is printed" 'digest:orchard-2026-01-05.txt f:nadia'
grep -q '^tidings: digests print their rankings as a whole: f:nadia does not restrict' \
	"$TMPDIR/err" && grep -q '^ *33  *100.0%  *all$' "$TMPDIR/out"
result $? "says so, and restricts the digests"
holds "in JSON, too" "d['unasked'] == 'f:nadia is:rfc'" 'f:nadia OR is:rfc'
rank 1 "a query that leaves nothing" --by author s:nosuchword
grep -q 'the query leaves nothing to rank' "$TMPDIR/err"
result $? "says so"
rank 2 "a query that is none" 'v:x'
rank 2 "a saved query that is not there" --by author query:nonesuch

holds "one digest of them" "len(d['digests']) == 1 and d['sum'] == 33" --digest orchard-2026-01-05.txt
holds "some days" "len(d['digests']) == 4" --since 2026-01 --until=2026-01-26
rank 1 "no digest of such a list" --list NONE
rank 1 "nor with such a name" --digest nonesuch

rank 0 "without the digests between them" "$digests/orchard-2026-01-05.txt" \
	"$digests/orchard-2026-01-26.txt"
grep -q 'gap: orchard-2026-01-05.txt (.*\.\.7be4410c5) and orchard-2026-01-26.txt (' "$TMPDIR/err"
result $? "a gap is told with both"
cp "$digests/orchard-2026-01-05.txt" "$TMPDIR/copy-2026-01-05.txt"
rank 0 "a digest and its copy" "$digests/orchard-2026-01-05.txt" "$TMPDIR/copy-2026-01-05.txt"
grep -q '^ *33  *100.0%' "$TMPDIR/out" && grep -q '1 with a commit range' "$TMPDIR/err"
result $? "count once"
sed 's/7be4410c5/7777777/g' "$TMPDIR/copy-2026-01-05.txt" >"$TMPDIR/other-2026-01-05.txt"
rank 0 "one that begins where another does" "$digests/orchard-2026-01-05.txt" \
	"$TMPDIR/other-2026-01-05.txt"
grep 'overlap: .* and ' "$TMPDIR/err" | grep 'orchard-2026-01-05.txt (' |
	grep -q 'other-2026-01-05.txt ('
result $? "an overlap is told with both"

cat >"$TMPDIR/mailmap" <<'END'
Ruth Viñals <ruth@example.org> <ruth@eng.example.org>
Ruth Viñals <ruth@example.org> <tomas@lab.example.org>
END
echo 'example.org = Orchard' >"$TMPDIR/orgs"
holds "a mailmap merges" "$printed and d['rows'][0]['label'] == 'Ruth Viñals' and
	[m['count'] for m in d['rows'][0]['merged']] == [20, 22]" --mailmap "$TMPDIR/mailmap" "$digests"
rank 0 "organisations merge domains" --by domain --org "$TMPDIR/orgs" "$digests"
grep -q '^ *1 .* 180 .*  Orchard$' "$TMPDIR/out" && grep -q '^ *71  eng.example.org$' "$TMPDIR/out"
result $? "what was merged is shown"
echo 'Ruth' >>"$TMPDIR/mailmap"
rank 0 "a bad line spoils no others" --mailmap "$TMPDIR/mailmap" "$digests"
grep -q "mailmap:3: expected a name and an address" "$TMPDIR/err"
result $? "and is told with its number"

rank 2 "an unknown thing to rank by" --by weight
grep -q "tidings rank: --by has no 'weight'" "$TMPDIR/err"
result $? "is named"
rank 2 "an unknown format" --format xml
rank 2 "an unknown option" --weight
rank 2 "an option without its value" --by
rank 2 "a date that is none" --since yesterday
rank 3 "a map that is not there" --mailmap "$TMPDIR/nonesuch"
"$TIDINGS" rank --help >"$TMPDIR/out" && [ "$(wc -l <"$TMPDIR/out")" -le 24 ] &&
	! grep -q '.\{81\}' "$TMPDIR/out"
result $? "the help fits a screen"

# Nothing of a digest reaches the terminal as a control sequence.
printf 'From 1234567 to 2345678\nX mailing list update from 1234567 to 2345678\n\n' >"$TMPDIR/evil.txt"
printf 'Top 1 contributor Email domains (Based on Email Body)\n\n      1 a.org\n\n' >>"$TMPDIR/evil.txt"
printf 'Top 1 contributors (Based on Email Body)\n\n      1  E\033[1m"\302\2332Jx <e@a.org>\n\n' \
	>>"$TMPDIR/evil.txt"
printf '===== Patch list in this time period =====\n\n\n===== Patch Commit Messages ====\n\n' \
	>>"$TMPDIR/evil.txt"
for format in text json csv; do
	"$TIDINGS" rank --format $format "$TMPDIR/evil.txt" | tr -d '\r' >"$TMPDIR/out"
	grep -q a.org "$TMPDIR/out" && ! LC_ALL=C grep -q "[[:cntrl:]]\|$(printf '\302\233')" "$TMPDIR/out"
	result $? "no control characters in $format"
done

seed=$(ls "${TIDINGS_SHARED:-/nonexistent}"/digests/seeds/004_*.txt 2>/dev/null)
if [ -n "$seed" ]; then
	holds "142 patches by domain" "$printed and d['sum'] == 142 and d['others'] == 0 and
		all(abs(r['share'] - r['count'] / 142) < 0.0001 for r in d['rows'])" --by domain "$seed"
	holds "142 patches by person, 8 of them by others" "$printed and d['sum'] == 142 and
		d['others'] == 8 and rows[-1]['label'] == 'others' and rows[-1]['count'] == '8' and
		all(abs(r['share'] - r['count'] / 142) < 0.0001 for r in d['rows'])" "$seed"
	rank 0 "the same as text" "$seed"
	grep -q '^ *8 *5.6% *others$' "$TMPDIR/out" && grep -q '^ *142 *100.0% *all$' "$TMPDIR/out"
	result $? "has others and all"
else
	for i in 1 2 3 4; do
		n=$((n + 1))
		echo "ok $n # SKIP no shared digests"
	done
fi
echo "1..$n"

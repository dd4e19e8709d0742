# `tidings compare` on the sample digests and on real ones where they are.
digests=tests/fixtures/digests
shared=${TIDINGS_SHARED:-../shared}/digests
n=0

result() { # STATUS NAME
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
compares() { # NAME: $TMPDIR/out is what stands on standard input
	diff - "$TMPDIR/out" >"$TMPDIR/diff"
	result $? "$1"
	sed 's/^/# /' "$TMPDIR/diff"
}
exits() { # STATUS NAME ARGUMENT…
	wanted=$1 name=$2
	shift 2
	"$TIDINGS" compare "$@" >"$TMPDIR/out" 2>"$TMPDIR/err"
	[ $? = "$wanted" ]
	result $? "$name"
}

exits 0 "a renamed patch" 's:"size rings"' v1 v2 "$digests"
sed -n '/^-patches/,/^-diffstat/p' "$TMPDIR/out" | sed '$d' >"$TMPDIR/part"
cat "$TMPDIR/part" >"$TMPDIR/out"
compares "is told from a dropped and an added one" <<'END'
-patches by title: 2 same, 1 renamed, 0 added, 0 dropped, 0 moved---------------
  3:  3 renamed drivers: radio: Ask for [-32-]{+64+} descriptors
     2 unmoved
END
exits 0 "the first and the last revision" 's:"replay in one pass"' v1 v6
grep -q '^-changelog v2 to v6-' "$TMPDIR/out" &&
	[ "$(grep -c '^v[2-6]:$' "$TMPDIR/out")" = 5 ]
result $? "the changelogs of all between are gathered"
exits 0 "every pair of neighbours" 's:"replay in one pass"' 4 v5
grep -q '3 of 7 differ, net +12' "$TMPDIR/out" &&
	grep -q '^   45     -  -45  fs/burrow/mount.c$' "$TMPDIR/out"
result $? "a file that moved away is told"
exits 1 "a series that is not there" 999 v1 v2
grep -q "'999'" "$TMPDIR/err"
result $? "is told by its name"
exits 1 "a version that is not there" 's:"replay in one pass"' v1 v99
grep -q "version of 's:\"replay in one pass\"'" "$TMPDIR/err"
result $? "is told of the series"
exits 0 "the older may stand second" 's:"replay in one pass"' v2 v1
grep -q '0 added, 1 dropped' "$TMPDIR/out" && grep -q '^-changelog v2-' "$TMPDIR/out"
result $? "the changelog is still the newer's"
exits 0 "a sequence of RFCs" 's:"decision tree"' rfc1 RFCv2
exits 0 "and from it to v1" 's:"decision tree"' RFC2 v1
exits 0 "a revision whose text is not there" 's:"poison freed crates"' v2 v3
grep -q '^-v2: its text is not in the index-' "$TMPDIR/out" && ! grep -q '^-patches' "$TMPDIR/out"
result $? "is what is known of it"
exits 0 "--all" --all 's:"size rings"' v1 v2
! grep -q ' unmoved$' "$TMPDIR/out"
result $? "shows unmoved patches"
exits 1 "an unknown version is not found" 's:"size rings"' v1 v9
exits 1 "an unknown series is not found" 's:"no such series"' v1 v2
exits 1 "several hits are listed" s:console v1 v2
[ "$(wc -l <"$TMPDIR/out")" -gt 1 ]
result $? "each on a line"
exits 2 "two versions are needed" 's:"size rings"' v1
exits 2 "a format is one" --format csv 's:"size rings"' v1 v2
exits 2 "a width is one" --columns 0 's:"size rings"' v1 v2
exits 0 "from 100 columns on" --columns 100 's:"size rings"' v1 v2
[ "$(sed -n 3p "$TMPDIR/out" | wc -c)" = 101 ] && ! grep -q ' unmoved$' "$TMPDIR/out"
result $? "unmoved patches are told"
exits 2 "a version is one" 's:"size rings"' v1 later

if ! [ -d "$shared" ]; then
	echo "ok $((n + 1)) # SKIP no digests beside the checkout"
	echo "1..$((n + 1))"
	exit
fi
exits 0 "v1 and v6 of a real series" '"clean shutdown with MSHV"' v1 v6 "$shared"
grep -q '^-patches by title: 1 same, 1 renamed, 1 added, 0 dropped, 0 moved-' "$TMPDIR/out" &&
	grep -q '^  -:  2 added hyperv: Use reboot notifier' "$TMPDIR/out" &&
	grep -q '^  2:  3 renamed hyperv: ' "$TMPDIR/out"
result $? "what happened to its patches"
exits 0 "v10 and v11 of another" 's:"vsock add namespace"' v10 v11
sed -n '/^-patches/,$p' "$TMPDIR/out" >"$TMPDIR/part"
cat "$TMPDIR/part" >"$TMPDIR/out"
grep -q '^-patches by title: 11 same, 2 added, 0 dropped, 1 moved-' "$TMPDIR/out" &&
	grep -q '^  5:  4 moved virtio: set skb owner' "$TMPDIR/out" &&
	grep -q '^    10 unmoved$' "$TMPDIR/out"
result $? "its patches"
grep -q '^-diffstat: 4 of 13 differ, net +57-' "$TMPDIR/out" &&
	grep -q '^ 1037  1087  +50  tools/testing/selftests/vsock/vmtest.sh$' "$TMPDIR/out" &&
	grep -q '^      9 equal$' "$TMPDIR/out"
result $? "its diffstat"
grep -q '\[-ns_guest_local_mode_rejected-\]{+ns_vm_local_mode_rejected+}$' "$TMPDIR/out" &&
	[ "$(grep -c '{+' "$TMPDIR/out")" = 1 ]
result $? "its cover"
grep -q '^-trailers: unchanged (Cc ignored)-' "$TMPDIR/out"
result $? "its trailers"
echo "1..$n"

# `tidings compare` on digests made for it, against pages that were read and found right.
#
# Each page is tests/fixtures/compare/golden/NAME. After a change that is meant,
#
#     TIDINGS=./tidings XDG_CACHE_HOME=/tmp/a XDG_DATA_HOME=/tmp/b \
#         sh tests/cli/compare_golden_test.sh --write
#
# writes them anew; the difference is then to be read line by line.
digests=tests/fixtures/compare/digests
golden=tests/fixtures/compare/golden
write=$1
n=0

page() { # NAME ARGUMENT…: as the golden file; the place of the checkout is nobody's business
	name=$1
	shift
	n=$((n + 1))
	said=$("$TIDINGS" compare "$@" 2>&1 | sed "s,$PWD/,,")
	if [ "$write" = --write ]; then
		printf '%s\n' "$said" >"$golden/$name"
	elif printf '%s\n' "$said" | diff "$golden/$name" - >"$TMPDIR/diff"; then
		echo "ok $n - $name"
	else
		echo "not ok $n - $name"
		sed 's/^/# /' "$TMPDIR/diff"
	fi
}

"$TIDINGS" index "$digests" >/dev/null || exit 1
page press-v1-v2 s:squeeze v1 v2
page press-v2-v1 s:squeeze v2 v1
page press-v1-v2-all --all s:squeeze v1 v2
page press-v1-v2-json --format json s:squeeze v1 v2
page press-v1-v2-120 --columns 120 s:squeeze v1 v2
page press-v1-v2-160 --columns 160 s:squeeze v1 v2
page press-v1-v4 s:squeeze v1 v4
page press-v2-v4 s:squeeze v2 v4
page press-v2-v3-absent s:squeeze v2 v3
page mill-v1-v2-shortened s:stones v1 v2
page mill-v2-v3-shortened s:stones v2 v3
page barn-single-to-series s:barn v1 v2
page barn-series-to-single s:barn v2 v1
page barn-single-to-series-160 --columns 160 s:barn v1 v2
page slug-rfc1-v1 s:slug rfc1 v1
page slug-v1-resent-v2 s:slug v1 v2
page hive-two-authors s:swarm v1 v2
page kiln-without-cover s:kiln v1 v2
page kiln-v1-v3 s:kiln v1 v3
[ "$write" = --write ] || echo "1..$n"

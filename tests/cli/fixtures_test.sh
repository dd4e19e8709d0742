# The sample digests are those that their mails make.
echo 1..2
n=0
check() { # NAME ARGUMENT…
	name=$1
	shift
	n=$((n + 1))
	if said=$(python3 tests/fixtures/make_digests.py --check "$@" 2>&1); then
		echo "ok $n - $name are up to date"
	else
		echo "not ok $n - $name: $said" | tr '\n' ' '
	fi
}

check "the sample digests" tests/fixtures/digests
check "those to compare" --mails=tests/fixtures/compare/mails tests/fixtures/compare/digests

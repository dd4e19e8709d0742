# The sample digests are those that their mails make.
echo 1..1
if said=$(python3 tests/fixtures/make_digests.py --check tests/fixtures/digests 2>&1); then
	echo "ok - the sample digests are up to date"
else
	echo "not ok - the sample digests: $said" | tr '\n' ' '
fi

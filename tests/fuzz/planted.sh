#!/bin/sh
# Shows that each fuzz target finds a bug that was planted for it.
#
#     tests/fuzz/planted.sh [NAME…]
#
# planted/NAME.patch puts a bug into the project. In a copy of the tree with
# that patch the target NAME must come to a crash within FUZZ_SECONDS (60). Its
# corpus alone must not, since that would say nothing about the fuzzing.
# Prints TAP.
set -u
cd "$(dirname "$0")/../.." || exit 1
seconds=${FUZZ_SECONDS:-60}

copy=$(mktemp -d "${TMPDIR:-/tmp}/planted-XXXXXX") || exit 1
trap 'rm -rf "$copy"' EXIT
trap 'exit 1' HUP INT TERM

if [ $# -eq 0 ]; then
	for patch in tests/fuzz/planted/*.patch; do
		set -- "$@" "$(basename "$patch" .patch)"
	done
fi
tar -cf - --exclude=./.git --exclude='./build*' . | tar -xf - -C "$copy" || exit 1
cd "$copy" || exit 1

# try NAME: 0 when the bug was found; says why not on standard output.
try()
{
	patch -s -p1 <"tests/fuzz/planted/$1.patch" >log 2>&1 || { echo "patch failed"; return 1; }
	make fuzz T="fuzz/$1" FUZZ_SECONDS="$seconds" >log 2>&1
	for target in build*-fuzz/tests/fuzz/fuzz_"$1"; do
		[ "$target" -nt "tests/fuzz/planted/$1.patch" ] || { echo "build failed"; return 1; }
		"$target" -runs=0 "tests/fuzz/corpus/$1" >>log 2>&1 ||
			{ echo "its corpus shows it already"; return 1; }
	done
	for found in build*-fuzz/found/"$1"-*; do
		[ -f "$found" ] && return 0
	done
	echo "not found in $seconds seconds"
	return 1
}

echo "1..$#"
failed=0
number=0
for name in "$@"; do
	number=$((number + 1))
	touch "tests/fuzz/planted/$name.patch"
	if why=$(try "$name"); then
		echo "ok $number - planted $name"
	else
		failed=1
		echo "not ok $number - planted $name: $why"
		sed 's/^/# /' log | tail -n 40
	fi
	patch -s -R -p1 <"tests/fuzz/planted/$name.patch" >>log 2>&1
done
exit $failed

# The manual pages: their tables are those of the program, and mandoc finds nothing wrong.
tables=$TIDINGS_BUILD/doc/tables
pages=$(ls doc/*.[1-9])
n=0

result() { # STATUS NAME
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}

for page in $pages; do
	"$tables" <"$page" | diff "$page" - >"$TMPDIR/diff"
	result $? "$page is current (else: make doc)"
	sed 's/^/# /' "$TMPDIR/diff"
	if command -v mandoc >/dev/null; then
		mandoc -Tlint -Wwarning "$page" >"$TMPDIR/lint"
		result $? "$page has no faults"
		sed 's/^/# /' "$TMPDIR/lint"
	else
		n=$((n + 1))
		echo "ok $n # SKIP no mandoc"
	fi
done

# That a page is out of date is seen, and mended.
keys=doc/tidings-keys.5
sed 's/^one line down$/one line up or so/' "$keys" >"$TMPDIR/old"
! cmp -s "$keys" "$TMPDIR/old" && "$tables" <"$TMPDIR/old" | cmp -s "$keys" -
result $? "an old table is made anew"
sed '/^\.\\" END/d' "$keys" | "$tables" >/dev/null 2>&1
[ $? = 1 ]
result $? "a table without an end is a fault"
printf '.\\" TABLE nothing\n.\\" END\n' | "$tables" >/dev/null 2>&1
[ $? = 1 ]
result $? "an unknown table is a fault"
# What is read of the environment is named in the manual.
for name in $(grep -oh 'getenv("[A-Z_]*")\|"XDG_[A-Z_]*"\|"VISUAL"\|"EDITOR"' cli/*.c tui/*.c |
	grep -o '[A-Z][A-Z_]*' | sort -u); do
	grep -q "^\.It Ev \(.* \)\?$name\( .*\)\?\$" doc/tidings.1 || echo "$name is not named"
done >"$TMPDIR/unnamed"
[ ! -s "$TMPDIR/unnamed" ]
result $? "the manual names what is read of the environment"
sed 's/^/# /' "$TMPDIR/unnamed"
echo "1..$n"

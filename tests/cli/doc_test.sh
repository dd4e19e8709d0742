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
echo "1..$n"

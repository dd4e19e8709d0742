# tidings keys: what is in force, where it comes from, and what is wrong with the user's file.
keys=$XDG_CONFIG_HOME/tidings/keys
mkdir -p "$XDG_CONFIG_HOME/tidings"
n=0

result() { # STATUS NAME
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}

# List the keys into $TMPDIR/out and err with this text as the user's file; $status is the exit code.
with() { # TEXT
	printf "$1" >"$keys"
	"$TIDINGS" keys >"$TMPDIR/out" 2>"$TMPDIR/err"
	status=$?
}

has() { # LINE, blanks as they come
	sed 's/  */ /g' "$TMPDIR/out" | grep -qxF -- "$1"
}

"$TIDINGS" keys >"$TMPDIR/default" 2>"$TMPDIR/err"
[ $? = 0 ] && [ ! -s "$TMPDIR/err" ] && [ -s "$TMPDIR/default" ]
result $? "the default without a file"

line=$(grep -n '^any *j *move-down' keymaps/default.keys | cut -d: -f1)
cp "$TMPDIR/default" "$TMPDIR/out"
has "any j move-down # one line down (default.keys:$line)"
result $? "a built-in key names its line"

[ "$(grep -c '^[a-z]' keymaps/default.keys)" = "$(wc -l <"$TMPDIR/out")" ]
result $? "every line of the default is there"

with '# mine\nany <c-F> page-down\nlist j none\n'
[ "$status" = 0 ] && [ ! -s "$TMPDIR/err" ] && has "any <C-f> page-down # a page down ($keys:2)"
result $? "a key of the user names its file and line"
has "list j none # nothing: the key is taken away ($keys:3)"
result $? "a key that was taken away is told"

with 'any Q search\n'
[ "$status" = 1 ] && has "any Q search # $(sed -n 's/^.*search  *# \(search in.*\) (.*/\1/p' \
	"$TMPDIR/default" | head -n 1) ($keys:1)" && ! grep -q 'default.*  quit ' "$TMPDIR/out"
result $? "a later file wins"
line=$(grep -n '^any *Q *quit' keymaps/default.keys | cut -d: -f1)
[ "$(cat "$TMPDIR/err")" = \
	"tidings: $keys:1: this leaves no key for 'quit' (default.keys:$line)" ]
result $? "an action without a key is an error"

with 'any x open\nevery x open\nany <C-foo> open\n\nany y juggle\033\n'
[ "$status" = 1 ] && has "any x open # $(sed -n 's/^.*<Enter>  *open  *# \(.*\) (.*/\1/p' \
	"$TMPDIR/default") ($keys:1)" && printf '%s\n' \
	"tidings: $keys:2: unknown context 'every'" \
	"tidings: $keys:3: no such key: '<C-foo>'" \
	"tidings: $keys:5: unknown action 'juggle^['" | cmp -s - "$TMPDIR/err"
result $? "errors have file and line, the rest is taken"

# What is printed is a keymap: read back, it prints the same but for the origin.
with 'any <C-x><C-c> quit\nlist gx open\nany # zoom\nany <lt> help\nany ( place-back\nlist j none\n'
sed 's/ ([^()]*)$//' "$TMPDIR/out" >"$TMPDIR/first"
cp "$TMPDIR/out" "$keys"
"$TIDINGS" keys >"$TMPDIR/again" 2>"$TMPDIR/err"
[ $? = 0 ] && sed 's/ ([^()]*)$//' "$TMPDIR/again" | cmp -s - "$TMPDIR/first"
result $? "what is printed can be read back"

rm "$keys" && mkdir "$keys"
"$TIDINGS" keys >"$TMPDIR/out" 2>"$TMPDIR/err"
[ $? = 1 ] && cmp -s "$TMPDIR/out" "$TMPDIR/default" && grep -q "^tidings: $keys: " "$TMPDIR/err"
result $? "a file that cannot be read is an error, the default stands"
rmdir "$keys"

mkdir -p "$HOME/.config/tidings" && echo 'any <F2> zoom' >"$HOME/.config/tidings/keys"
for config in '' relative; do
	XDG_CONFIG_HOME=$config "$TIDINGS" keys | grep -q "($HOME/.config/tidings/keys:1)\$"
	result $? "in the home folder when the variable is '$config'"
done
env -u HOME -u XDG_CONFIG_HOME "$TIDINGS" keys | cmp -s - "$TMPDIR/default"
result $? "the default alone without a home"

"$TIDINGS" keys list >"$TMPDIR/out" 2>"$TMPDIR/err"
[ $? = 2 ] && [ ! -s "$TMPDIR/out" ] && [ -s "$TMPDIR/err" ]
result $? "it takes no arguments"
"$TIDINGS" keys >/dev/full 2>"$TMPDIR/err"
[ $? = 3 ]
result $? "a full disk is told"
echo "1..$n"

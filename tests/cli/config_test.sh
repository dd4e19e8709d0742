# tidings config: what is in force, where it comes from, and what is wrong; and what other
# commands make of it.
folder=$XDG_CONFIG_HOME/tidings
config=$folder/config
digests=tests/fixtures/digests
mkdir -p "$folder"
n=0

result() { # STATUS NAME
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}

# Print the settings into $TMPDIR/out and err with this text as the user's file; $status is the exit code.
with() { # TEXT
	printf "$1" >"$config"
	"$TIDINGS" config >"$TMPDIR/out" 2>"$TMPDIR/err"
	status=$?
}
has() { # LINE, blanks as they come
	sed 's/  */ /g' "$TMPDIR/out" | grep -qxF -- "$1"
}
says() { # LINE…: what is wrong, and nothing else
	printf 'tidings: %s\n' "$@" | cmp -s - "$TMPDIR/err"
}

"$TIDINGS" config >"$TMPDIR/default" 2>"$TMPDIR/err"
[ $? = 0 ] && [ ! -s "$TMPDIR/err" ]
result $? "the defaults without a file"
cp "$TMPDIR/default" "$TMPDIR/out"
has "set wrap yes # default" && has "set escape-time 50 # default" && has "set theme default # default"
result $? "an option that nobody set says so"
line=$(grep -n '^color found ' conf/themes/default.theme | cut -d: -f1)
has "color found yellow reverse # default.theme:$line"
result $? "a colour names the line of its theme"
[ "$(grep -c '^color' conf/themes/default.theme)" = "$(grep -c '^color' "$TMPDIR/out")" ]
result $? "every role is there"

with '# mine\nset wrap no # cut\n\nset theme soft\ncolor found black 220 bold\n'
line=$(grep -n '^color error ' conf/themes/soft.theme | cut -d: -f1)
[ "$status" = 0 ] && [ ! -s "$TMPDIR/err" ] && has "set wrap no # $config:2" &&
	has "set theme soft # $config:4" && has "color found black 220 bold # $config:5" &&
	has "color error 167 bold # soft.theme:$line"
result $? "what the user says names its file and line"

with 'set wrap no\nset wrap yes\nquery q s:a\nquery q s:b\ncolor dim red\ncolor dim blue\n'
[ "$status" = 0 ] && has "set wrap yes # $config:2" && has "query q s:b # $config:4" &&
	has "color dim blue # $config:6" && ! grep -q 's:a' "$TMPDIR/out"
result $? "of two lines the later holds"

with 'set wrap maybe\nset escape-time 9999\nset sort upwards\nset wrapp no\nset\nset theme\n'
[ "$status" = 1 ] && says "$config:1: 'wrap' is yes or no, not 'maybe'" \
	"$config:2: 'escape-time' is 1 to 2000, not '9999'" \
	"$config:3: 'sort' is newest, oldest, title, author, lines, patches, revision or tags, not 'upwards'" \
	"$config:4: unknown option 'wrapp', did you mean 'wrap'?" \
	"$config:5: expected: set OPTION VALUE" \
	"$config:6: 'theme' is a name or a path, not ''"
result $? "what is wrong with options"
has "set wrap yes # default" && has "set escape-time 50 # default"
result $? "and their defaults hold"

with 'colour found red\ncolor fond red\ncolor found rde\ncolor found red bol\ncolor found\ncolor\ncolor dim 256\n'
[ "$status" = 1 ] && says "$config:1: unknown word 'colour', did you mean 'color'?" \
	"$config:2: unknown role 'fond', did you mean 'found'?" \
	"$config:3: unknown colour 'rde'" \
	"$config:4: unknown colour or attribute 'bol', did you mean 'bold'?" \
	"$config:5: expected a colour, such as default or bright-red" \
	"$config:6: expected: color ROLE COLOUR [COLOUR] [ATTRIBUTE...]" \
	"$config:7: unknown colour '256'"
result $? "what is wrong with colours"

with 'set theme sof\nset keymap defalt\nbind list j fly\nquery x (\nquery x\nmute\norg = b\nmailmap nonesuch\n\033\n'
[ "$status" = 1 ] && sort "$TMPDIR/err" >"$TMPDIR/sorted" && {
	echo "tidings: $config:1: unknown theme 'sof', did you mean 'soft'?"
	echo "tidings: $config:2: unknown keymap 'defalt', did you mean 'default'?"
	echo "tidings: $config:3: unknown action 'fly'"
	echo "tidings: $config:4: in the query: column 2: expected a query"
	echo "tidings: $config:5: expected: query NAME QUERY"
	echo "tidings: $config:6: expected: mute SUBSYSTEM"
	echo "tidings: $config:7: expected: org FILE, or org DOMAIN = ORGANISATION"
	echo "tidings: $config:8: $folder/nonesuch: No such file or directory"
	echo "tidings: $config:9: unknown word '^['"
} | sort >"$TMPDIR/wanted" && sed 's/\(in the query: \).*/\1column 2: expected a query/' \
	"$TMPDIR/sorted" | cmp -s - "$TMPDIR/wanted"
result $? "all that is wrong is told, with file and line"
sed 's/^/# /' "$TMPDIR/err"

with 'set theme sof\nset theme soft\nquery b s:a query:c\nquery x (\nbind list j fly\nquery c -(query:b OR s:x)\nmailmap nonesuch\nset theme ./nowhere.theme\nquery d query:d\nquery e query:d\n'
[ "$status" = 1 ] && sed 's/\(in the query: \).*/\1.../' "$TMPDIR/err" >"$TMPDIR/told" && {
	echo "tidings: $config:1: unknown theme 'sof', did you mean 'soft'?"
	echo "tidings: $config:3: the query asks for itself"
	echo "tidings: $config:4: in the query: ..."
	echo "tidings: $config:5: unknown action 'fly'"
	echo "tidings: $config:6: the query asks for itself"
	echo "tidings: $config:7: $folder/nonesuch: No such file or directory"
	echo "tidings: $config:8: $folder/./nowhere.theme: No such file or directory"
	echo "tidings: $config:9: the query asks for itself"
} | cmp -s - "$TMPDIR/told"
result $? "in the order of the lines, also where a later one is in force"
has "set theme default # default" && has "# does not hold: set theme $folder/./nowhere.theme" &&
	has "# does not hold: query x (" && has "# does not hold: bind list j fly" &&
	has "# does not hold: query d query:d" && has "query e query:d # $config:10" &&
	has "# does not hold: mailmap $folder/nonesuch"
result $? "what does not hold is marked, and what does instead is printed"

with '\357\273\277set wrap no\nset theme ./bom.theme\n'
printf '\357\273\277color text 15 black\n' >"$folder/bom.theme"
printf '\357\273\277any <F9> zoom\n' >"$folder/keys"
"$TIDINGS" config >"$TMPDIR/out" 2>"$TMPDIR/err"
[ $? = 0 ] && [ ! -s "$TMPDIR/err" ] && has "set wrap no # $config:1" &&
	has "color text bright-white black # $folder/./bom.theme:1" && "$TIDINGS" keys | grep -q '^any *<F9>'
result $? "a byte order mark is passed over"
rm "$folder/keys"

head -c 1048577 /dev/zero | tr '\0' '\n' >"$folder/large"
mkfifo "$folder/pipe"
ln -s large "$folder/link"
with 'mailmap /dev/zero\norg pipe\nmailmap link\n'
[ "$status" = 1 ] && says "$config:1: /dev/zero: not a regular file" \
	"$config:2: $folder/pipe: not a regular file" "$config:3: $folder/link: larger than 1024 KiB"
result $? "only files are read, and no large ones"
ln -sf people "$folder/link"
printf 'Ada <ada@example.org>\n' >"$folder/people"
with 'mailmap link\n'
[ "$status" = 0 ] && [ ! -s "$TMPDIR/err" ]
result $? "but through links"

# What is printed is a configuration: read back, it prints the same but for the origin.
printf 'color text 15 black\n' >"$folder/mine.theme"
printf 'Ada <ada@example.org>\n' >"$folder/people"
with 'set theme ./mine.theme\nset sort lines\nset wrap off\ncolor dim 8 underline italic\nquery a f:"Ada P" OR s:b\nmute KVM/x86\nmailmap people\norg example.org = The Mill\nbind list # search\nbind any <C-x><C-c> quit # leave\n'
[ "$status" = 0 ] && [ ! -s "$TMPDIR/err" ]
result $? "one of everything"
has "set theme $folder/./mine.theme # $config:1" && has "color text bright-white black # $folder/./mine.theme:1"
result $? "a theme of one's own"
has "org example.org = The Mill # $config:8" && has 'query a f:"Ada P" OR s:b # '"$config:5"
result $? "names and what they are given"
sed 's/ # [^#]*$//' "$TMPDIR/out" >"$TMPDIR/first"
cp "$TMPDIR/out" "$config"
"$TIDINGS" config >"$TMPDIR/again" 2>"$TMPDIR/err"
[ $? = 0 ] && [ ! -s "$TMPDIR/err" ] && sed 's/ # [^#]*$//' "$TMPDIR/again" | cmp -s - "$TMPDIR/first"
result $? "what is printed can be read back"
"$TIDINGS" keys | sed 's/  */ /g' | grep -q '^list # search # .*/config:[0-9]*)$'
result $? "keys that are bound there are among the keys"

"$TIDINGS" config --default >"$TMPDIR/sample"
cp "$TMPDIR/sample" "$config"
"$TIDINGS" config 2>&1 | sed 's/ # [^#]*$//' >"$TMPDIR/again"
sed 's/ # [^#]*$//' "$TMPDIR/default" | cmp -s - "$TMPDIR/again"
result $? "--default is a file that changes nothing"

# Other commands.
with 'query mine f:nadia\nmute radio/lora\nset sort title\n'
"$TIDINGS" index "$digests" >/dev/null 2>&1
"$TIDINGS" search query:mine >"$TMPDIR/a" && "$TIDINGS" search f:nadia | cmp -s - "$TMPDIR/a" &&
	[ -s "$TMPDIR/a" ]
result $? "a query is known by its name"
"$TIDINGS" mark --save mine=f:ruth >/dev/null && "$TIDINGS" search query:mine >"$TMPDIR/b" &&
	"$TIDINGS" search f:ruth | cmp -s - "$TMPDIR/b" && ! cmp -s "$TMPDIR/a" "$TMPDIR/b"
result $? "one that was saved by hand comes first"
"$TIDINGS" mark --queries | grep -qx 'mine=f:ruth' && "$TIDINGS" mark --forget mine >/dev/null &&
	"$TIDINGS" mark --queries | grep -qx 'mine=f:nadia'
result $? "and both are listed, each once"
"$TIDINGS" search is:muted | grep -q 'radio: lora: ' &&
	! "$TIDINGS" search s:lora | grep -q 'radio: lora: '
result $? "a subsystem is muted"
"$TIDINGS" search f:nadia >"$TMPDIR/a" && "$TIDINGS" search --sort title f:nadia | cmp -s - "$TMPDIR/a" &&
	! "$TIDINGS" search --sort newest f:nadia | cmp -s - "$TMPDIR/a"
result $? "the order is that of the option"

printf 'Ruth Viñals <ruth@example.org> <ruth@eng.example.org>\n' >"$folder/people"
printf 'Ruth Viñals <ruth@example.org> <tomas@lab.example.org>\n' >>"$folder/people"
with 'mailmap people\norg example.org = Orchard\n'
"$TIDINGS" rank | grep -q '^ *1 .*Ruth Vi'
result $? "rankings go by the map of people"
"$TIDINGS" rank --by domain | grep -q '^ *1 .*  Orchard$'
result $? "and by that of organisations"
echo 'example.org = Elsewhere' >"$TMPDIR/orgs"
"$TIDINGS" rank --by domain --org "$TMPDIR/orgs" | grep -q '^ *1 .*  Elsewhere$'
result $? "those of the command line are over them"

with 'set wrapp no\n'
"$TIDINGS" search f:nadia >/dev/null 2>"$TMPDIR/err"
[ $? = 0 ] && says "$config:1: unknown option 'wrapp', did you mean 'wrap'?"
result $? "a command complains once, and goes on"

rm "$config" && mkdir "$config"
"$TIDINGS" config >"$TMPDIR/out" 2>"$TMPDIR/err"
[ $? = 1 ] && cmp -s "$TMPDIR/out" "$TMPDIR/default" && grep -q "^tidings: $config: " "$TMPDIR/err"
result $? "a file that cannot be read is an error, the defaults stand"
rmdir "$config"
"$TIDINGS" config list >"$TMPDIR/out" 2>"$TMPDIR/err"
[ $? = 2 ] && [ ! -s "$TMPDIR/out" ] && [ -s "$TMPDIR/err" ]
result $? "it takes no arguments"
"$TIDINGS" config >/dev/full 2>"$TMPDIR/err"
[ $? = 3 ]
result $? "a full disk is told"
env -u HOME -u XDG_CONFIG_HOME "$TIDINGS" config | cmp -s - "$TMPDIR/default"
result $? "the defaults without a home"
"$TIDINGS" config --help >"$TMPDIR/out" && [ "$(wc -l <"$TMPDIR/out")" -le 24 ] &&
	! grep -q '.\{81\}' "$TMPDIR/out"
result $? "the help fits a screen"
echo "1..$n"

# C-z in a program that the browser has started stops both; fg brings that program back.
. "$(dirname "$0")/lib.sh"

stopped() { # how often the shell has said so
	[ "$(screen | grep -c 'Stopped  ')" = "$1" ]
}

start 80x24
printf '#!/bin/sh\necho "editing ${1##*/}"\nread line\necho "got $line"\n' >"$TMPDIR/edit"
chmod +x "$TMPDIR/edit"
keys "EDITOR=$TMPDIR/edit VISUAL= ; export EDITOR VISUAL" Enter
keys "$TIDINGS index $digests && $TIDINGS $digests" Enter
see "71 series"
keys e
see "editing orchard"
until_true alternate 0 || fail "the editor did not get the terminal"
keys C-z
until_true stopped 1 || fail "the shell did not take over"
keys "echo in the sh''ell; stty -a | grep -o ' echo '" Enter
see "in the shell"
until_true shows " echo" || fail "the terminal does not echo"
mux resize-window -x 120 -y 36
keys fg Enter
keys "a line" Enter
until_true alternate 1 || fail "the browser did not come back"
see "subsystem"
keys e
until_true alternate 0 || fail "the second time, the editor did not get the terminal"
keys C-c
see "any key goes on"
keys C-z
until_true stopped 2 || fail "the browser did not stop behind the program that failed"
keys "echo ag''ain" Enter
see "again"
keys fg Enter
keys Enter
until_true alternate 1 || fail "the browser did not come back after Enter"
see "was ended by a signal"
keys C-z
until_true alternate 0 || fail "the alternate screen was not left"
keys fg Enter
until_true alternate 1 || fail "the browser did not come back after fg"
keys Q
until_true alternate 0 || fail "the alternate screen was not left at the end"
pass "a child in the terminal"

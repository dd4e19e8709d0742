# What is copied in tmux gets into its buffer, though it takes no OSC 52 of panes by default.
. "$(dirname "$0")/lib.sh"
buffer_is() {
	[ "$(mux show-buffer 2>/dev/null)" = "$1" ]
}
attached() {
	[ -n "$(mux list-clients)" ]
}
start 80x24
keys "$TIDINGS index $digests && $TIDINGS $digests" Enter
see "71 series"
keys /
keys "one pass" Enter
keys y t
see "to tmux's buffer only: not attached"
until_true buffer_is "burrow: journal: Replay in one pass" || fail "the buffer is another"
mux set-buffer other
mkfifo "$TMPDIR/silence" # /dev/null would type C-d
TERM=xterm script -qc "tmux -f /dev/null -S '$TMPDIR/mux' attach" /dev/null >/dev/null 2>&1 <>"$TMPDIR/silence" &
until_true attached || fail "no terminal is attached"
keys y t
see "by OSC 52 through tmux"
until_true buffer_is "burrow: journal: Replay in one pass" || fail "the buffer is another"
# A session of its own is no pane, whatever $TMUX says: then the terminal is written to.
keys Q
see "ready>"
mux set-option -g set-clipboard on
keys "script -qc '$TIDINGS $digests' /dev/null" Enter
see "71 series"
keys y a
see "by OSC 52"
hides "through tmux" || fail "tmux was given what is another terminal's"
keys Q
pass "copying in tmux"

# What the tests in tmux share: a server of their own, and waiting for what is to be seen.
#
# A test sources this, calls `start COLSxROWS`, types with `keys`, looks with `see` and `gone`, and
# ends with `done_with NAME`. Nothing waits for a time, only up to one.

here=$(cd "$(dirname "$0")/../.." && pwd)
digests=$here/tests/fixtures/digests
patience=${PATIENCE:-30}
said=

mux() {
	tmux -f /dev/null -S "$TMPDIR/mux" "$@"
}

start() { # COLSxROWS
	command -v tmux >/dev/null || { echo "1..0 # SKIP no tmux"; exit 0; }
	echo 1..1
	trap 'mux kill-server 2>/dev/null' EXIT
	mux new-session -d -x "${1%x*}" -y "${1#*x}" "env ENV= PS1='ready> ' sh -i" ||
		fail "tmux does not start"
	mux set-option -g status off
	mux resize-window -x "${1%x*}" -y "${1#*x}"
	see "ready>"
}

keys() {
	mux send-keys "$@"
}

screen() {
	mux capture-pane -p
}

# Look again until "$@" is true.
until_true() {
	deadline=$(($(date +%s) + patience))
	until "$@"; do
		[ "$(date +%s)" -lt "$deadline" ] || return 1
		sleep 0.02
	done
}

shows() {
	screen | grep -qF -- "$1"
}

hides() {
	! shows "$1"
}

see() {
	until_true shows "$1" || fail "not seen: $1"
}

gone() {
	until_true hides "$1" || fail "still there: $1"
}

alternate() { # 0 or 1
	[ "$(mux display-message -p '#{alternate_on}')" = "$1" ]
}

fail() {
	echo "not ok 1 - ${0##*/}: $1"
	screen | sed 's/^/# |/'
	exit 1
}

pass() {
	echo "ok 1 - $1"
	exit 0
}

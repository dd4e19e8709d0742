# The browser follows the window.
. "$(dirname "$0")/lib.sh"
start 80x24
keys "$TIDINGS index $digests && $TIDINGS $digests" Enter
see "71 series"
gone "subsystem"
mux resize-window -x 120 -y 36
see "subsystem"
mux resize-window -x 40 -y 10
gone "subsystem"
see "tidings"
mux resize-window -x 200 -y 50
see "subsystem"
keys Q
see "ready>"
until_true alternate 0 || fail "the alternate screen was not left"
pass "the browser follows the window"

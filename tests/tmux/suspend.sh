# C-z gives the terminal back to the shell, fg brings the browser back.
. "$(dirname "$0")/lib.sh"
start 80x24
keys "$TIDINGS index $digests && $TIDINGS $digests" Enter
see "71 series"
keys C-z
until_true alternate 0 || fail "the alternate screen was not left"
keys "echo in the sh''ell; stty -a | grep -o ' echo '" Enter
see "in the shell"
until_true shows " echo" || fail "the terminal does not echo"
mux resize-window -x 120 -y 36
keys fg Enter
see "71 series"
see "subsystem"
until_true alternate 1 || fail "the alternate screen was not entered again"
keys C-z
until_true alternate 0 || fail "the second time, the alternate screen was not left"
keys fg Enter
see "71 series"
keys Q
until_true alternate 0 || fail "the alternate screen was not left at the end"
see "ready>"
pass "suspend and resume"

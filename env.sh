start () 
{ 
    tm kill-server 2> /dev/null;
    sleep 0.5;
    tmux -L rvsock -f /dev/null new-session -d -x ${COLSX:-120} -y ${ROWSX:-30} "env TERM=tmux-256color ${PRE} $T ${ARGS} 2>/tmp/rvh/err; echo EXIT \$?; sleep 1000";
    sleep 1
}

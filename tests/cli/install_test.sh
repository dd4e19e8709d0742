# `make uninstall` takes away everything that `make install` has put down.
to=$TMPDIR/to
build=${TIDINGS_BUILD##*/}

# The program stands already; another build's flags would compile it anew.
install_make() {
	make -s -o all B="$build" DESTDIR="$to" PREFIX=/opt/tidings "$@" 2>&1
}
verdict() { # STATUS NAME
	[ "$1" = 0 ] && echo "ok - $2" || echo "not ok - $2"
}

echo 1..5
install_make install
verdict $? "install"
[ -x "$to/opt/tidings/bin/tidings" ] && cmp -s "$TIDINGS" "$to/opt/tidings/bin/tidings"
verdict $? "the program is there"
[ -s "$to/opt/tidings/share/man/man1/tidings.1" ]
verdict $? "the manual page is there"
install_make uninstall
verdict $? "uninstall"
[ -d "$to" ] && [ -z "$(find "$to" ! -type d)" ]
verdict $? "nothing stays behind"

# setup is silent where all is there, and helps where it cannot install.
verdict() { # STATUS NAME
	[ "$1" = 0 ] && echo "ok - $2" || echo "not ok - $2"
}

echo 1..4
said=$(./setup 2>&1)
[ $? = 0 ] && [ -z "$said" ]
verdict $? "says nothing when nothing is missing"

# A system that has a shell and not much else.
mkdir "$TMPDIR/bin"
for command in sh cat id tr; do
	ln -s "$(command -v $command)" "$TMPDIR/bin/$command"
done
said=$(PATH=$TMPDIR/bin ./setup 2>&1)
[ $? = 1 ]
verdict $? "fails where it cannot install"
systems=$(echo "$said" | grep -cE '^  (Debian, Ubuntu|Fedora|Arch|Homebrew): .*tmux')
[ "$systems" = 4 ]
verdict $? "has a line for each system"
echo "$said" | grep -q '^setup: missing: cc make pkg-config '
verdict $? "names what is missing"

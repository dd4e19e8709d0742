#!/usr/bin/env python3
"""relay.py DELAY[,TEAR] SEED COMMAND...: a slow line between the terminal and a program.

All that is typed and all that is drawn arrives DELAY milliseconds later, in order, cut into pieces
at any byte: within keys, escape sequences and characters. The seed says where. With TEAR a cursor key
is torn once at most, for up to that many milliseconds."""
import collections
import fcntl
import os
import pty
import random
import select
import signal
import sys
import termios
import time
import tty

# The least and most bytes of a piece, and ms between two.
KEYS, TORN, SCREEN = (1, 3, 4), (2, 3), (1, 200, 2)


class Way:
    """One of the two directions: what came in at `source` goes out at `to`, when it is due."""

    def __init__(self, source, to, delay, chance, pieces):
        self.source, self.to, self.delay, self.chance = source, to, delay, chance
        self.least, self.most, self.gap = pieces
        self.queue = collections.deque()
        self.last = 0.0

    def take(self):
        try:
            data = os.read(self.source, 65536)
        except OSError:
            data = b""
        at = 0
        while at < len(data):
            n = self.chance.randint(self.least, self.most)
            gap = self.chance.randint(0, self.gap) / 1000
            self.last = max(self.last + gap, time.monotonic() + self.delay)
            self.queue.append((self.last, data[at:at + n]))
            at += n
        return bool(data)

    def give(self, everything=False):
        while self.queue and (everything or self.queue[0][0] <= time.monotonic()):
            piece = self.queue.popleft()[1]
            while piece:
                piece = piece[os.write(self.to, piece):]


def copy_size(inner):
    size = fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8)
    fcntl.ioctl(inner, termios.TIOCSWINSZ, size)


def carry(inner, delay, tear, chance):
    typed = Way(0, inner, delay, chance, TORN + (tear,) if tear else KEYS)
    drawn = Way(inner, 1, delay, chance, SCREEN)
    poll = select.poll()
    poll.register(0, select.POLLIN)
    poll.register(inner, select.POLLIN)
    while True:
        # Who looks whether this is at rest can tell a moment from a wait without an end.
        ready = poll.poll(2 if typed.queue or drawn.queue else None)
        for fd, _ in ready:
            way = typed if fd == 0 else drawn
            if not way.take():
                drawn.give(everything=True)
                return
        typed.give()
        drawn.give()


def main():
    delay, tear = (int(ms) for ms in (sys.argv[1] + ",0").split(",")[:2])
    chance = random.Random(int(sys.argv[2]))
    before = termios.tcgetattr(0)
    size = fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8)
    pid, inner = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, size)
        os.execvp(sys.argv[3], sys.argv[3:])
    signal.signal(signal.SIGWINCH, lambda *_: copy_size(inner))
    tty.setraw(0)
    carry(inner, delay / 1000, tear, chance)
    termios.tcsetattr(0, termios.TCSADRAIN, before)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    sys.exit(status if status >= 0 else 128 - status)


if __name__ == "__main__":
    main()

"""A program to test the screen tests with: draws a list whose cursor moves with j and k.

usage: draws.py [stale|colour|cursor|noerase|escape|slow|ticks|leave]

Without a word it is correct; with one it makes that mistake (slow: it is only slow; ticks: it waits
with a limit, always; leave: it does not give the terminal back).
"""
import os
import select
import sys
import termios
import time
import tty

FLAW = sys.argv[1] if len(sys.argv) > 1 else ''
ROWS = ['apple', 'pear', 'plum', 'quince', 'medlar']


def put(text):
    os.write(1, text.encode())


def draw_row(row, selected):
    mark = '\x1b[7m>' if selected else ' '
    put('\x1b[%d;1H%s %s\x1b[m' % (row + 1, mark, ROWS[row]))


def draw_all(at):
    put('\x1b[%d;1H' % (at + 1) if FLAW == 'noerase' else '\x1b[H\x1b[2J')
    for row in range(len(ROWS)):
        draw_row(row, row == at)
    put('\x1b[%d;1H' % (at + 1))


def move(old, new):
    if FLAW == 'slow':
        time.sleep(0.3)
    if FLAW != 'stale':
        draw_row(old, False)
    draw_row(new, True)
    if FLAW == 'colour':
        put('\x1b[%d;3H\x1b[31;7m%s\x1b[m' % (new + 1, ROWS[new][0]))
    if FLAW != 'cursor':
        put('\x1b[%d;1H' % (new + 1))


def act(at, key):
    new = max(0, min(len(ROWS) - 1, at + {'j': 1, 'k': -1}.get(key, 0)))
    if key == '\x0c':
        draw_all(at)
    elif new != at:
        move(at, new)
    return new


def loop():
    at = 0
    draw_all(at)
    while True:
        if FLAW == 'ticks' and not select.select([0], [], [], 0.02)[0]:
            continue
        for key in os.read(0, 100).decode(errors="replace"):
            if key == 'q':
                return
            at = act(at, key)


def main():
    before = termios.tcgetattr(0)
    tty.setraw(0)
    put('\x1b[?1049h\x1b[?2004h')
    if FLAW == 'escape':
        put('\x1b]0;pwned\x07')
    loop()
    put('\x1b[?2004l\x1b[?1049l')
    if FLAW != 'leave':
        termios.tcsetattr(0, termios.TCSADRAIN, before)


main()

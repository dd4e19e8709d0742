/*
 * Keys as scenes write them: Vim's notation.
 *
 * A character is itself; <Enter> <Esc> <Tab> <S-Tab> <Space> <BS> <Del> <Up> <Down> <Left> <Right>
 * <Home> <End> <PageUp> <PageDown> <Insert> <F1> to <F12> and <lt> are keys with a name; <C-x> and
 * <M-x> hold Control and Alt.
 */
#ifndef SCREEN_KEYS_H
#define SCREEN_KEYS_H

#include <stdbool.h>

#include "tests/screen/term.h"

/*
 * Press the first key of *notation: its bytes are added to t->reply and *notation moves behind it.
 * False when there is no such key.
 */
bool key_press(struct term *t, const char **notation);

#endif

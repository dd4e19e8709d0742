/*
 * What stands between the bytes of the terminal and libtermkey 0.22, which reads behind a table of
 * its own when the parameters of a control sequence (CSI, ECMA-48 5.4) are followed by
 * intermediate bytes, 0x20 to 0x2f, and by a letter of a cursor or function key. No key is sent
 * so but by rxvt (`CSI 3 $`, with nothing behind it), whose terminfo entry says so. All others
 * come out as a sequence that is no key.
 */
#ifndef TUI_KEYFILTER_H
#define TUI_KEYFILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "util/buf.h"

#define KEYFILTER_KNOWN 16

struct keyfilter {
	enum { KEYFILTER_TEXT, KEYFILTER_ESCAPE, KEYFILTER_CSI, KEYFILTER_DROP } state;
	bool escaped; /* the last byte of the sequence was an escape */
	bool utf8;
	int more;	   /* bytes of a character that are still to come */
	int mouse;	   /* bytes of an older report that are still to come, no text */
	char sequence[16]; /* as far as it has come; longer ones are none that is known */
	size_t n;
	char known[KEYFILTER_KNOWN][16]; /* keys that end in an intermediate byte */
	size_t nknown;
};

/* The bytes of a key in terminfo; kept if it is one of those. */
void keyfilter_learn(struct keyfilter *filter, const char *key);
void keyfilter_add(struct keyfilter *filter, const char *bytes, size_t n, struct buf *out);
/* What has begun has been taken for keys. */
void keyfilter_reset(struct keyfilter *filter);

#endif

/*
 * A bracketed paste: the bytes between `CSI 200 ~` and `CSI 201 ~` (xterm's mode 2004).
 *
 * They are text whatever they hold, so they are taken before libtermkey sees them, and the end is
 * found however the line tears it. C-c ends a paste as well, should its end have been lost.
 */
#ifndef TUI_PASTE_H
#define TUI_PASTE_H

#include <stdbool.h>
#include <stddef.h>

#include "util/buf.h"

#define PASTE_MAX 65536 /* bytes that are kept */

struct paste {
	bool open;	/* it has begun, and its end has not come */
	bool cut;	/* it was longer than PASTE_MAX */
	struct buf text; /* the line ends are '\n'; of controls there are only '\n' and '\t' */
	size_t matched; /* bytes of the end that have come */
	bool returned;	/* the last byte was a carriage return */
};

/* Begin; the text of the one before is gone. */
void paste_begin(struct paste *paste);
/* Take bytes up to the end of the paste, which is open; how many. */
size_t paste_take(struct paste *paste, const char *bytes, size_t n);
void paste_release(struct paste *paste);

#endif

/*
 * Looks: what each role has for colours and attributes, and the files that say so.
 *
 *     color ROLE FOREGROUND [BACKGROUND] [ATTRIBUTE...]
 *
 * A colour is `default` (the terminal's own; for roles other than `text`, that of `text`), one
 * of black, red, green, yellow, blue, magenta, cyan and white, the same behind `bright-`, or a number from 0
 * to 255. Attributes are bold, dim, italic, underline and reverse. A line says all of a
 * role: what it leaves out, the role does not have. Of two lines the later holds.
 */
#ifndef CONF_THEME_H
#define CONF_THEME_H

#include "conf/embedded.h"
#include "conf/lines.h"
#include "conf/role.h"

#define COLOR_OWN (-1)

enum look_attribute {
	LOOK_BOLD = 1u << 0,
	LOOK_DIM = 1u << 1,
	LOOK_ITALIC = 1u << 2,
	LOOK_UNDERLINE = 1u << 3,
	LOOK_REVERSE = 1u << 4,
};

struct look {
	int fg, bg;          /* 0 to 255, or COLOR_OWN */
	unsigned attributes; /* enum look_attribute */
};

struct theme {
	struct {
		struct look look;
		const char *file; /* that says so; NULL: nobody has */
		unsigned line;
	} roles[STYLES];
};

/* No role has anything. */
void theme_init(struct theme *theme);
/* Over what is there. `file` and errors as for a keymap; `file` must outlive the theme. */
bool theme_read(struct theme *theme, const char *file, struct slice text, struct buf *errors);
void theme_set(struct theme *theme, enum style style, struct look look, const char *file,
	unsigned line);

/* What stands behind `color`. False after it has complained. */
bool look_read(struct lines *lines, struct slice text, enum style *style, struct look *look);
/* The same as text: "FOREGROUND [BACKGROUND] [ATTRIBUTE...]". */
void look_write(const struct look *look, struct buf *out);

/*
 * What a terminal of so many colours (0, 8, 16, 88 or 256, say) shows for a look. Below 256 a
 * colour becomes the one of the first 16 with its hue, below 16 a bright foreground becomes
 * bold (bright black: dim), and below 8 there is none.
 */
struct look look_for(struct look look, int colors);

#endif

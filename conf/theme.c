#include "conf/theme.h"

#include "util/alloc.h"
#include "util/near.h"

static const char *const colors[] = {
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "bright-black",
	"bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta",
	"bright-cyan", "bright-white",
};

static const char own[] = "default";

static const struct {
	const char *name;
	enum look_attribute bit;
} attributes[] = {
	{"bold", LOOK_BOLD},
	{"dim", LOOK_DIM},
	{"italic", LOOK_ITALIC},
	{"underline", LOOK_UNDERLINE},
	{"reverse", LOOK_REVERSE},
};

void theme_init(struct theme *theme)
{
	int i;

	*theme = (struct theme){.roles[0] = {.file = NULL}};
	for (i = 0; i < STYLES; i++)
		theme->roles[i].look = (struct look){.fg = COLOR_OWN, .bg = COLOR_OWN};
}

void theme_set(struct theme *theme, enum style style, struct look look, const char *file,
	unsigned line)
{
	theme->roles[style].look = look;
	theme->roles[style].file = file;
	theme->roles[style].line = line;
}

/* ---- reading ------------------------------------------------------------------------------ */

static bool color_by_name(struct slice word, int *color)
{
	size_t digits;
	unsigned number = slice_number(word, &digits);
	size_t i;

	if (digits > 0 && digits == word.n && number < 256) {
		*color = (int)number;
		return true;
	}
	if (slice_is(word, own)) {
		*color = COLOR_OWN;
		return true;
	}
	for (i = 0; i < ARRAY_LEN(colors); i++) {
		if (slice_is(word, colors[i])) {
			*color = (int)i;
			return true;
		}
	}
	return false;
}

static bool add_attribute(struct slice word, struct look *look)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(attributes); i++) {
		if (slice_is(word, attributes[i].name)) {
			look->attributes |= attributes[i].bit;
			return true;
		}
	}
	return false;
}

static void offer_colors(struct near *near)
{
	size_t i;

	near_offer(near, own);
	for (i = 0; i < ARRAY_LEN(colors); i++)
		near_offer(near, colors[i]);
}

static bool read_role(struct lines *lines, struct slice word, enum style *style)
{
	struct near near = NEAR_INIT(word);
	int i;

	if (lines_is_end(word))
		return lines_complain(lines, "expected: color ROLE COLOUR [COLOUR] [ATTRIBUTE...]");
	if (role_by_name(word, style))
		return true;
	for (i = 0; i < STYLES; i++)
		near_offer(&near, role_info((enum style)i)->name);
	return lines_unknown(lines, "role", word, near_best(&near));
}

static bool read_foreground(struct lines *lines, struct slice word, struct look *look)
{
	struct near near = NEAR_INIT(word);

	if (lines_is_end(word))
		return lines_complain(lines, "expected a colour, such as default or bright-red");
	if (color_by_name(word, &look->fg))
		return true;
	offer_colors(&near);
	return lines_unknown(lines, "colour", word, near_best(&near));
}

static bool read_attributes(struct lines *lines, struct slice word, struct slice rest,
	struct look *look)
{
	for (; !lines_is_end(word); word = lines_word(&rest)) {
		struct near near = NEAR_INIT(word);
		size_t i;
		int color;

		if (add_attribute(word, look))
			continue;
		if (color_by_name(word, &color))
			return lines_complain(lines,
				"'%.*s': colours come before attributes, and two at most",
				VIS_ARG(lines_shown(lines, word)));
		for (i = 0; i < ARRAY_LEN(attributes); i++)
			near_offer(&near, attributes[i].name);
		offer_colors(&near);
		return lines_unknown(lines, "colour or attribute", word, near_best(&near));
	}
	return true;
}

bool look_read(struct lines *lines, struct slice text, enum style *style, struct look *look)
{
	struct slice word;

	*look = (struct look){.fg = COLOR_OWN, .bg = COLOR_OWN};
	if (!read_role(lines, lines_word(&text), style) ||
		!read_foreground(lines, lines_word(&text), look))
		return false;
	word = lines_word(&text);
	if (color_by_name(word, &look->bg))
		word = lines_word(&text);
	return read_attributes(lines, word, text, look);
}

bool theme_read(struct theme *theme, const char *file, struct slice text, struct buf *errors)
{
	struct lines lines;
	struct slice line;

	lines_init(&lines, file, lines_without_mark(text), errors);
	while (lines_next(&lines, &line)) {
		struct slice word = lines_word(&line);
		enum style style;
		struct look look;

		if (!slice_is(word, "color"))
			lines_complain(&lines, "a theme has lines with 'color' only, not '%.*s'",
				VIS_ARG(lines_shown(&lines, word)));
		else if (look_read(&lines, line, &style, &look))
			theme_set(theme, style, look, file, lines.number);
	}
	lines_release(&lines);
	return lines.good;
}

/* ---- writing ------------------------------------------------------------------------------ */

static void write_color(int color, struct buf *out)
{
	if (color == COLOR_OWN)
		buf_adds(out, own);
	else if (color < (int)ARRAY_LEN(colors))
		buf_adds(out, colors[color]);
	else
		buf_addf(out, "%d", color);
}

void look_write(const struct look *look, struct buf *out)
{
	size_t i;

	write_color(look->fg, out);
	if (look->bg != COLOR_OWN) {
		buf_addc(out, ' ');
		write_color(look->bg, out);
	}
	for (i = 0; i < ARRAY_LEN(attributes); i++) {
		if (look->attributes & attributes[i].bit)
			buf_addf(out, " %s", attributes[i].name);
	}
}

/* ---- fewer colours ------------------------------------------------------------------------ */

#define CUBE   16  /* 6 x 6 x 6 colours from here */
#define GREYS  232 /* 24 greys from here */
#define BRIGHT 8   /* 8 to 15 are 0 to 7, bright */

/* Red, green and blue of a colour from 16 on, 0 to 255. */
static void channels(int color, int rgb[3])
{
	static const int levels[6] = {0, 95, 135, 175, 215, 255};
	int i;

	for (i = 0; i < 3; i++) {
		if (color >= GREYS)
			rgb[i] = 8 + 10 * (color - GREYS);
		else
			rgb[i] = levels[(color - CUBE) / (i == 0 ? 36 : i == 1 ? 6 : 1) % 6];
	}
}

static int grey_of_16(int level)
{
	return level < 64 ? 0 : level < 150 ? BRIGHT : level < 230 ? 7 : BRIGHT + 7;
}

/* By hue, not by distance: of muted colours grey would be the nearest, which tells nothing. */
static int of_16(int color)
{
	int rgb[3], low, high, i, found = 0;

	if (color < CUBE)
		return color;
	channels(color, rgb);
	low = high = rgb[0];
	for (i = 1; i < 3; i++) {
		low = rgb[i] < low ? rgb[i] : low;
		high = rgb[i] > high ? rgb[i] : high;
	}
	if (high - low < 40)
		return grey_of_16((low + high) / 2);
	for (i = 0; i < 3; i++)
		found |= (rgb[i] > (low + high) / 2) << i;
	return high == 255 ? found + BRIGHT : found;
}

static void make_8(struct look *look)
{
	if (look->bg >= BRIGHT)
		look->bg -= BRIGHT;
	if (look->fg == BRIGHT) { /* black in bold is as black in most terminals of 8 */
		look->fg = COLOR_OWN;
		look->attributes |= LOOK_DIM;
	} else if (look->fg > BRIGHT) {
		look->fg -= BRIGHT;
		look->attributes |= LOOK_BOLD;
	}
}

struct look look_for(struct look look, int ncolors)
{
	struct look made = look;

	if (ncolors < 256) {
		made.fg = of_16(look.fg);
		made.bg = of_16(look.bg);
	}
	if (ncolors < 16)
		make_8(&made);
	if (ncolors < 8)
		made.fg = made.bg = COLOR_OWN;
	/* What has become one was two: it must still be seen. */
	if (made.fg == made.bg && look.fg != look.bg)
		made.fg = made.bg = COLOR_OWN;
	return made;
}

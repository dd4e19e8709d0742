/*
 * The status line: one message at a time, until the next key.
 *
 * Its text is raw; who draws it makes it visible.
 */
#ifndef TUI_STATUS_H
#define TUI_STATUS_H

#include <stdbool.h>

struct status {
	char text[512];
	bool error;
	bool dirty;
};

void status_say(struct status *status, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void status_error(struct status *status, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void status_clear(struct status *status);

#endif

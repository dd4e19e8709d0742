#include "tui/status.h"

#include <stdarg.h>
#include <stdio.h>

static void set(struct status *status, bool error, const char *fmt, va_list ap)
{
	vsnprintf(status->text, sizeof(status->text), fmt, ap);
	status->error = error;
	status->dirty = true;
}

void status_say(struct status *status, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	set(status, false, fmt, ap);
	va_end(ap);
}

void status_error(struct status *status, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	set(status, true, fmt, ap);
	va_end(ap);
}

void status_clear(struct status *status)
{
	if (!status->text[0])
		return;
	status->text[0] = '\0';
	status->error = false;
	status->dirty = true;
}

#include "conf/role.h"

static const struct role_info roles[STYLES] = {
#define R(id, name, text) [ROLE_##id] = {name, text},
	ROLE_LIST(R)
#undef R
#define S(id, name, text) [STYLE_##id] = {name, text},
	STYLE_LIST(S)
#undef S
};

const struct role_info *role_info(enum style style)
{
	return &roles[style];
}

bool role_by_name(struct slice name, enum style *out)
{
	int i;

	for (i = 0; i < STYLES; i++) {
		if (slice_is(name, roles[i].name)) {
			*out = (enum style)i;
			return true;
		}
	}
	return false;
}

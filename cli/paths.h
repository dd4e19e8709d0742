/*
 * Where the user's own files are, after the XDG Base Directory Specification:
 * a folder of its own below a variable, or below its default in the home folder
 * where the variable is not set, empty or not absolute.
 */
#ifndef CLI_PATHS_H
#define CLI_PATHS_H

enum user_folder {
	USER_CONFIG,
	USER_CACHE,
	USER_DATA,
	USER_STATE,
	USER_FOLDERS
};

/*
 * The path of `name` in a folder: "/home/x/.config/tidings/NAME"; of the folder itself when
 * it is NULL. The caller frees it. NULL when there is neither the variable nor HOME. Nothing is created.
 */
char *user_path(enum user_folder folder, const char *name);

#endif

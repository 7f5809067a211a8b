// Functions by their names.
#ifndef SYMBOLS_H
#define SYMBOLS_H

// What comes after this library under that name: mostly the C library's own function.
void *next_symbol(const char *name);

// The name of a file without its folder.
const char *name_of_file(const char *path);

#endif

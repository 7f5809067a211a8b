// What the loader of programs and libraries does.
#ifndef LOADING_H
#define LOADING_H

#include "trace.h"

// What a program's environment has the loader and the C library read and look for.
void note_surroundings(void);

// Whether a program is the one that loads others.
int is_loader(const char *program);

// The file of the program that the loader was told to run. Returns whether it is known.
int find_loaded_program(char *path, size_t size);

#endif

// Calls after which paths lead elsewhere than before.
#ifndef VIEWS_H
#define VIEWS_H

#include "trace.h"

#include <sched.h>

#include "numbers.h"

// Of mounts, users, processes (which are told apart by their numbers) and shared memory.
enum { NEW_VIEWS = CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWIPC };

// Notes that nobody can tell what "what number" does.
void note_untraceable(const char *what, long number);

// Whether a system call reaches files, or begins processes, in a way that can't be followed.
int is_beyond_sight(long number, const long *arguments);

#endif

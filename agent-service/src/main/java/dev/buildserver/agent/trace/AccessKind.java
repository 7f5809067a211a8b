package dev.buildserver.agent.trace;

/** What a record of the tracer says; {@code trace.h} has the same list. */
public enum AccessKind {
    /** Opened for reading, loaded as a library, or the old name of a file that got another one. */
    READ('r'),
    /** Made anew or emptied: what was there before does not matter. */
    WRITE('w'),
    /** Opened for writing, or changed in its attributes, with what was there before in view. */
    UPDATE('u'),
    /** Looked at: its presence, size, times. */
    PROBE('s'),
    /** The names in a folder were read. */
    LIST('l'),
    /** The target of a symbolic link was asked for, or counted. */
    READLINK('k'),
    /** Removed, or gone to another name. */
    REMOVE('d'),
    /** A folder was made. */
    MAKE_FOLDER('m'),
    /** The process is about to turn into that program, or could not, by the error. */
    EXEC('x'),
    /** A program began that is traced. */
    START('i'),
    /** An internet address, or a host whose address was asked for: no path. */
    CONNECT('n'),
    /** An internet address of this machine at which the process can be reached: no path. */
    SERVE('b'),
    /** A path whose folder the tracer could not find out: nothing is known of it. */
    UNRESOLVED('?'),
    /** A program that reaches files in ways that can't be seen: no path. */
    UNTRACEABLE('!'),
    /** Between two of these lies what belongs together. */
    MARKER('@'),
    /** The process was forked. */
    BIRTH('f'),
    /** The process had another one started. */
    SPAWN('p'),
    /** An argument of the program that began. */
    ARGUMENT('a');

    private static final AccessKind[] BY_LETTER = new AccessKind[128];

    static {
        for (AccessKind kind : values()) {
            BY_LETTER[kind.letter] = kind;
        }
    }

    private final char letter;

    AccessKind(char letter) {
        this.letter = letter;
    }

    /** Null for a letter that means nothing. */
    static AccessKind of(byte letter) {
        return letter < 0 ? null : BY_LETTER[letter];
    }

    /** Whether it tells of processes, not of what they reach for. */
    boolean ofProcesses() {
        return this == MARKER || this == BIRTH || this == SPAWN || this == ARGUMENT;
    }
}

package dev.buildserver.orchestrator.database.jdbc;

/** Enums are stored under the names that they have on the wire. */
public final class EnumText {
    private EnumText() {}

    /** The constant of that wire name; null for null. */
    public static <E extends Enum<E>> E parse(Class<E> type, String text) {
        if (text == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.toString().equals(text)) {
                return constant;
            }
        }
        throw new IllegalStateException("no " + type.getSimpleName() + " is called " + text);
    }

    /** The wire name; null for null. */
    public static String of(Enum<?> constant) {
        return constant == null ? null : constant.toString();
    }
}

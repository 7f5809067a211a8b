package dev.buildserver.cli.command;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a value by its name on the wire, in any case. */
final class WireNames<T extends Enum<T>> implements ITypeConverter<T> {
    private final T[] values;

    WireNames(T[] values) {
        this.values = values.clone();
    }

    @Override
    public T convert(String name) {
        return Arrays.stream(values)
                .filter(value -> value.toString().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () -> new TypeConversionException("'" + name + "' is none of " + names()));
    }

    private String names() {
        return Arrays.stream(values).map(Object::toString).collect(Collectors.joining(", "));
    }
}

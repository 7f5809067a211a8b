package dev.buildserver.cli.command;

import java.util.UUID;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the id of a build as the server writes it; a mistake is found before it is asked. */
final class BuildIdConverter implements ITypeConverter<UUID> {
    private static final Pattern FORM =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    @Override
    public UUID convert(String value) {
        if (!FORM.matcher(value).matches()) {
            throw new TypeConversionException("'" + value + "' is no build id");
        }
        return UUID.fromString(value);
    }
}

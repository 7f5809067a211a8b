package dev.buildserver.benchmarks.proof.solution;

/** The text of a {@code .resx}. */
public final class Resx {
    private Resx() {}

    /** One with a single text. */
    public static String of(String value) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <root>
                  <resheader name="resmimetype"><value>text/microsoft-resx</value></resheader>
                  <resheader name="version"><value>2.0</value></resheader>
                  <resheader name="reader"><value>System.Resources.ResXResourceReader, System.Windows.Forms</value></resheader>
                  <resheader name="writer"><value>System.Resources.ResXResourceWriter, System.Windows.Forms</value></resheader>
                  <data name="x" xml:space="preserve"><value>%s</value></data>
                </root>
                """
                .formatted(value);
    }
}

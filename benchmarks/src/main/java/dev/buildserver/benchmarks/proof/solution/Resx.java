package dev.buildserver.benchmarks.proof.solution;

/** The text of a {@code .resx}. */
public final class Resx {
    private Resx() {}

    /** One with a single text. */
    public static String of(String value) {
        return with(
                "<data name=\"x\" xml:space=\"preserve\"><value>%s</value></data>"
                        .formatted(value));
    }

    /** One whose single text is in a file. */
    public static String ofFile(String path) {
        return with(
                """
                <data name="x" type="System.Resources.ResXFileRef, System.Windows.Forms">
                  <value>%s;System.String, mscorlib, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089;utf-8</value>
                </data>
                """
                        .formatted(path));
    }

    private static String with(String data) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <root>
                  <resheader name="resmimetype"><value>text/microsoft-resx</value></resheader>
                  <resheader name="version"><value>2.0</value></resheader>
                  <resheader name="reader"><value>System.Resources.ResXResourceReader, System.Windows.Forms</value></resheader>
                  <resheader name="writer"><value>System.Resources.ResXResourceWriter, System.Windows.Forms</value></resheader>
                  %s
                </root>
                """
                .formatted(data);
    }
}

package dev.buildserver.agent.cached.assembly;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The assemblies to which an assembly refers: what its users copy beside it depends on them,
 * although its public face may not show them.
 */
public final class AssemblyReferences {
    private static final int PE32_PLUS = 0x20b;
    private static final int CLI_DIRECTORY = 14;
    private static final int DIRECTORY_SIZE = 8;
    private static final int SECTION_SIZE = 40;
    private static final int TABLES = 64;

    private final ByteBuffer bytes;

    private AssemblyReferences(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Name and version of each, sorted.
     *
     * @throws IOException the file can't be read, is a link, or is no assembly
     */
    public static List<String> of(Path assembly) throws IOException {
        try (InputStream in = Files.newInputStream(assembly, LinkOption.NOFOLLOW_LINKS)) {
            return new AssemblyReferences(ByteBuffer.wrap(in.readAllBytes())).read();
        } catch (IndexOutOfBoundsException e) {
            throw new IOException(assembly + " is not a .NET assembly", e);
        }
    }

    private List<String> read() throws IOException {
        int metadata = metadata();
        int version = bytes.getInt(metadata + 12);
        int at = metadata + 16 + version;
        int streams = bytes.getShort(at + 2);
        at += 4;
        int tables = -1;
        int strings = -1;
        for (int i = 0; i < streams; i++) {
            String name = text(at + 8);
            if (name.equals("#~") || name.equals("#-")) {
                tables = metadata + bytes.getInt(at);
            } else if (name.equals("#Strings")) {
                strings = metadata + bytes.getInt(at);
            }
            at += 8 + (name.length() / 4 + 1) * 4;
        }
        if (tables < 0 || strings < 0) {
            throw new IOException("the assembly has no metadata");
        }
        return references(tables, strings);
    }

    private int metadata() throws IOException {
        int pe = bytes.getInt(0x3c);
        int sections = bytes.getShort(pe + 6);
        int optional = pe + 24;
        int directories = optional + (bytes.getShort(optional) == PE32_PLUS ? 112 : 96);
        int cliHeader = bytes.getInt(directories + CLI_DIRECTORY * DIRECTORY_SIZE);
        if (cliHeader == 0) {
            throw new IOException("the file holds no .NET code");
        }
        int table = optional + bytes.getShort(pe + 20);
        int header = offset(cliHeader, table, sections);
        return offset(bytes.getInt(header + 8), table, sections);
    }

    private int offset(int address, int table, int sections) throws IOException {
        for (int i = 0; i < sections; i++) {
            int section = table + i * SECTION_SIZE;
            int start = bytes.getInt(section + 12);
            int size = Math.max(bytes.getInt(section + 8), bytes.getInt(section + 16));
            if (address >= start && address < start + size) {
                return address - start + bytes.getInt(section + 20);
            }
        }
        throw new IOException("the assembly points outside of itself");
    }

    private List<String> references(int stream, int strings) {
        long present = bytes.getLong(stream + 8);
        int at = stream + 24;
        int[] rows = new int[TABLES];
        for (int table = 0; table < TABLES; table++) {
            if ((present >> table & 1) != 0) {
                rows[table] = bytes.getInt(at);
                at += 4;
            }
        }
        MetadataTables tables = new MetadataTables(bytes.get(stream + 6), rows);
        for (int table = 0; table < MetadataTables.ASSEMBLY_REF; table++) {
            at += rows[table] == 0 ? 0 : rows[table] * tables.rowSize(table);
        }
        List<String> found = new ArrayList<>();
        for (int i = 0; i < rows[MetadataTables.ASSEMBLY_REF]; i++) {
            int row = at + i * tables.rowSize(MetadataTables.ASSEMBLY_REF);
            int name = row + 12 + tables.blobWidth();
            int index =
                    tables.stringWidth() == 2
                            ? Short.toUnsignedInt(bytes.getShort(name))
                            : bytes.getInt(name);
            found.add(text(strings + index) + " " + version(row));
        }
        Collections.sort(found);
        return found;
    }

    private String version(int row) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 8; i += 2) {
            parts.add(Integer.toString(Short.toUnsignedInt(bytes.getShort(row + i))));
        }
        return String.join(".", parts);
    }

    private String text(int from) {
        int to = from;
        while (bytes.get(to) != 0) {
            to++;
        }
        return new String(bytes.array(), from, to - from, StandardCharsets.UTF_8);
    }
}

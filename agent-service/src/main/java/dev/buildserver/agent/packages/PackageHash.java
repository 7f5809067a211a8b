package dev.buildserver.agent.packages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The two hashes that NuGet knows of a package, SHA-512 in base64: of its file, and of its content,
 * which lock files hold. The latter is that of the file as it was before it was signed: without the
 * entry of the signature.
 */
final class PackageHash {
    private static final String SIGNATURE = ".signature.p7s";
    private static final int BUFFER = 64 * 1024;

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int MOST_COMMENT = 0xffff;
    private static final int HEADER = 0x02014b50;
    private static final int HEADER_BYTES = 46;
    private static final int HEADER_OFFSET_AT = 42;
    private static final long ZIP64 = 0xffffffffL;

    private PackageHash() {}

    /** Of the file. */
    static String ofFile(Path nupkg) throws IOException {
        MessageDigest digest = sha512();
        try (FileChannel file = FileChannel.open(nupkg, StandardOpenOption.READ)) {
            add(digest, file, 0, file.size());
        }
        return text(digest);
    }

    /**
     * Of the content.
     *
     * @throws IOException also where it is no zip, or a larger one than packages are
     */
    static String ofContent(Path nupkg) throws IOException {
        try (FileChannel file = FileChannel.open(nupkg, StandardOpenOption.READ)) {
            Directory directory = directory(file);
            Optional<Header> signature =
                    directory.headers().stream().filter(h -> h.name().equals(SIGNATURE)).findAny();
            if (signature.isEmpty()) {
                return ofFile(nupkg);
            }
            return withoutEntry(file, directory, signature.get());
        }
    }

    /**
     * An entry of the central directory.
     *
     * @param at where the entry itself begins
     * @param bytes the header
     */
    private record Header(String name, long at, byte[] bytes) {}

    /**
     * The central directory.
     *
     * @param begin where it begins
     * @param end what ends the archive, with its comment
     */
    private record Directory(long begin, List<Header> headers, byte[] end) {}

    private static String withoutEntry(FileChannel file, Directory directory, Header left)
            throws IOException {
        MessageDigest digest = sha512();
        List<Header> byPlace = new ArrayList<>(directory.headers());
        byPlace.sort(Comparator.comparingLong(Header::at));
        long removed = 0;
        for (int i = 0; i < byPlace.size(); i++) {
            long begin = byPlace.get(i).at();
            long end = i + 1 < byPlace.size() ? byPlace.get(i + 1).at() : directory.begin();
            if (byPlace.get(i) == left) {
                removed = end - begin;
            } else {
                add(digest, file, begin, end - begin);
            }
        }
        for (Header header : directory.headers()) {
            if (header != left) {
                ByteBuffer bytes = little(header.bytes().clone());
                if (header.at() > left.at()) {
                    bytes.putInt(HEADER_OFFSET_AT, (int) (header.at() - removed));
                }
                digest.update(bytes.array());
            }
        }
        ByteBuffer end = little(directory.end().clone());
        end.putShort(8, (short) (end.getShort(8) - 1));
        end.putShort(10, (short) (end.getShort(10) - 1));
        end.putInt(12, end.getInt(12) - left.bytes().length);
        end.putInt(16, (int) (directory.begin() - removed));
        digest.update(end.array());
        return text(digest);
    }

    private static Directory directory(FileChannel file) throws IOException {
        int tail = (int) Math.min(file.size(), END_BYTES + MOST_COMMENT);
        ByteBuffer bytes = read(file, file.size() - tail, tail);
        int at = tail - END_BYTES;
        while (at >= 0 && bytes.getInt(at) != END) {
            at--;
        }
        if (at < 0) {
            throw new IOException("no zip file");
        }
        int count = Short.toUnsignedInt(bytes.getShort(at + 10));
        long size = Integer.toUnsignedLong(bytes.getInt(at + 12));
        long begin = Integer.toUnsignedLong(bytes.getInt(at + 16));
        if (begin == ZIP64 || count == MOST_COMMENT || begin + size > file.size()) {
            throw new IOException("a zip file of a kind that packages have not");
        }
        byte[] end = new byte[tail - at];
        bytes.get(at, end);
        return new Directory(begin, headers(read(file, begin, (int) size), count), end);
    }

    private static List<Header> headers(ByteBuffer bytes, int count) throws IOException {
        List<Header> headers = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (at + HEADER_BYTES > bytes.limit() || bytes.getInt(at) != HEADER) {
                throw new IOException("a broken zip file");
            }
            int name = Short.toUnsignedInt(bytes.getShort(at + 28));
            int size =
                    HEADER_BYTES
                            + name
                            + Short.toUnsignedInt(bytes.getShort(at + 30))
                            + Short.toUnsignedInt(bytes.getShort(at + 32));
            if (at + size > bytes.limit()) {
                throw new IOException("a broken zip file");
            }
            byte[] header = new byte[size];
            bytes.get(at, header);
            headers.add(
                    new Header(
                            new String(header, HEADER_BYTES, name, StandardCharsets.UTF_8),
                            Integer.toUnsignedLong(bytes.getInt(at + HEADER_OFFSET_AT)),
                            header));
            at += size;
        }
        return headers;
    }

    private static void add(MessageDigest digest, FileChannel file, long begin, long count)
            throws IOException {
        for (long at = begin; at < begin + count; ) {
            ByteBuffer piece = read(file, at, (int) Math.min(BUFFER, begin + count - at));
            at += piece.limit();
            digest.update(piece);
        }
    }

    private static ByteBuffer read(FileChannel file, long at, int count) throws IOException {
        ByteBuffer bytes = little(new byte[count]);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("a zip file that was cut off");
            }
        }
        return bytes.flip();
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(MessageDigest digest) {
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    private static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }
}

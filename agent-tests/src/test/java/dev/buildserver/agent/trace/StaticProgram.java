package dev.buildserver.agent.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The smallest program without a C library: it ends at once, with status 0. */
final class StaticProgram {
    private static final int HEADERS = 64 + 56;
    private static final long BASE = 0x400000;
    private static final byte[] X86 = {
        0x31,
        (byte) 0xff, // xor edi, edi
        (byte) 0xb8,
        60,
        0,
        0,
        0, // mov eax, 60 (exit)
        0x0f,
        0x05 // syscall
    };
    private static final byte[] ARM = {
        0x00,
        0x00,
        (byte) 0x80,
        (byte) 0xd2, // mov x0, 0
        (byte) 0xa8,
        0x0b,
        (byte) 0x80,
        (byte) 0xd2, // mov x8, 93 (exit)
        0x01,
        0x00,
        0x00,
        (byte) 0xd4 // svc 0
    };

    private StaticProgram() {}

    static void write(Path file) throws IOException {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        byte[] code = arm ? ARM : X86;
        ByteBuffer elf = ByteBuffer.allocate(HEADERS + code.length).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
        elf.putShort((short) 2).putShort((short) (arm ? 183 : 62)).putInt(1);
        elf.putLong(BASE + HEADERS).putLong(64).putLong(0).putInt(0);
        elf.putShort((short) 64).putShort((short) 56).putShort((short) 1);
        elf.putShort((short) 64).putShort((short) 0).putShort((short) 0);
        elf.putInt(1).putInt(5).putLong(0).putLong(BASE).putLong(BASE);
        elf.putLong(HEADERS + code.length).putLong(HEADERS + code.length).putLong(0x10000);
        elf.put(code);
        Files.write(file, elf.array());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

package dev.buildserver.domain.source;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** To which part of the network an address or a host name belongs. */
public enum NetworkZone {
    PUBLIC,
    /** This machine. */
    LOOPBACK,
    /** A local network; also names that only a local network can resolve. */
    PRIVATE,
    /**
     * No repository can live there: link-local addresses (the metadata services of the clouds),
     * multicast, reserved and unspecified ones.
     */
    FORBIDDEN;

    private static final Pattern DOTTED_QUAD =
            Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");
    // How inet_aton would read it too: 127.1, 2130706433, 0x7f000001, 0177.0.0.1.
    private static final Pattern NUMBER_LIKE = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");
    private static final List<String> LOCAL_DOMAINS =
            List.of(".local", ".internal", ".lan", ".home.arpa", ".svc", ".intranet", ".corp");
    private static final InetAddress CLOUD_METADATA_V6 = literal("fd00:ec2::254").orElseThrow();

    /** The zone of an address; an IPv4 address wrapped in an IPv6 one counts as itself. */
    public static NetworkZone of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return ofV4(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff);
        }
        if (address.isLoopbackAddress()) {
            return LOOPBACK;
        }
        int embedded = embeddedV4(bytes);
        if (embedded >= 0) {
            return ofV4(
                    bytes[embedded] & 0xff, bytes[embedded + 1] & 0xff, bytes[embedded + 2] & 0xff);
        }
        if (address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.equals(CLOUD_METADATA_V6)) {
            return FORBIDDEN;
        }
        boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
        return uniqueLocal || address.isSiteLocalAddress() ? PRIVATE : PUBLIC;
    }

    /**
     * The zone of a host as it stands in a URL, without looking it up: a public-looking name may
     * still resolve to a private address, so whoever connects asks {@link #of} too.
     *
     * @param host as {@link java.net.URI#getHost} gives it; IPv6 addresses in brackets
     * @return empty when it is neither a name nor an address in its plain form
     */
    public static Optional<NetworkZone> ofHost(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.startsWith("[") || DOTTED_QUAD.matcher(name).matches()) {
            return literal(name).map(NetworkZone::of);
        }
        if (name.isEmpty() || NUMBER_LIKE.matcher(name).matches()) {
            return Optional.empty();
        }
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return Optional.of(LOOPBACK);
        }
        boolean local = name.indexOf('.') < 0 || LOCAL_DOMAINS.stream().anyMatch(name::endsWith);
        return Optional.of(local ? PRIVATE : PUBLIC);
    }

    private static NetworkZone ofV4(int a, int b, int c) {
        if (a == 127) {
            return LOOPBACK;
        }
        if (a == 0 || a >= 224 || (a == 169 && b == 254)) {
            return FORBIDDEN;
        }
        boolean local =
                a == 10
                        || (a == 172 && b >= 16 && b < 32)
                        || (a == 192 && b == 168)
                        || (a == 192 && b == 0 && c == 0)
                        || (a == 100 && b >= 64 && b < 128)
                        || (a == 198 && (b == 18 || b == 19));
        return local ? PRIVATE : PUBLIC;
    }

    /** Offset of an IPv4 address that a packet to this IPv6 address could end at; -1 = none. */
    private static int embeddedV4(byte[] v6) {
        boolean nat64 = startsWith(v6, 0x00, 0x64, 0xff, 0x9b);
        boolean mappedOrCompatible =
                allZero(v6, 0, 10)
                        && ((v6[10] == 0 && v6[11] == 0) || (v6[10] == -1 && v6[11] == -1));
        boolean unspecified = allZero(v6, 0, 15);
        if (nat64 || (mappedOrCompatible && !unspecified)) {
            return 12;
        }
        boolean sixToFour = startsWith(v6, 0x20, 0x02);
        return sixToFour ? 2 : -1;
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean allZero(byte[] bytes, int from, int to) {
        return Arrays.equals(bytes, from, to, new byte[to - from], 0, to - from);
    }

    private static Optional<InetAddress> literal(String address) {
        try {
            // Only plain literals come here, which are parsed, not looked up.
            return Optional.of(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}

package com.sysdig.autoscaler.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The list in {@code NO_PROXY}, which has no standard: what curl and Go's {@code httpproxy} have in common. Of each entry that is
 * a name all names below it are meant, too. Nothing is resolved, so that addresses and networks name literal addresses only. An
 * entry that cannot be read names nothing.
 */
final class NoProxy {
    private static final int HTTPS = 443;
    private static final Pattern WITH_PORT = Pattern.compile("(?<host>[^:]+|\\[.+]):(?<port>[0-9]{1,5})");
    private static final Pattern NETWORK = Pattern.compile("(?<address>.+)/(?<bits>[0-9]{1,3})");

    private NoProxy() {}

    /** {@code target}: an {@code https://} address with a host. */
    static boolean names(String list, URI target) {
        var host = target.getHost().toLowerCase(Locale.ROOT);
        int port = target.getPort() < 0 ? HTTPS : target.getPort();
        return Arrays.stream(list.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .anyMatch(entry -> names(entry, host, port));
    }

    private static boolean names(String entry, String host, int port) {
        var parts = WITH_PORT.matcher(entry);
        return parts.matches()
                ? Integer.parseInt(parts.group("port")) == port && names(parts.group("host"), host)
                : names(entry, host);
    }

    private static boolean names(String entry, String host) {
        return entry.equals("*")
                || address(host)
                        .map(address -> holds(entry, address))
                        .orElseGet(() -> isAtOrBelow(host, entry.replaceFirst("^\\*?\\.", "")));
    }

    private static boolean isAtOrBelow(String host, String name) {
        return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
    }

    private static boolean holds(String entry, InetAddress address) {
        var network = NETWORK.matcher(entry);
        return network.matches()
                ? address(network.group("address"))
                        .filter(first -> shareBits(first, address, Integer.parseInt(network.group("bits"))))
                        .isPresent()
                : address(entry).filter(address::equals).isPresent();
    }

    private static boolean shareBits(InetAddress first, InetAddress second, int bits) {
        int others = Byte.SIZE * first.getAddress().length - bits;
        return first.getClass() == second.getClass()
                && others >= 0
                && number(first).shiftRight(others).equals(number(second).shiftRight(others));
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    /** Empty for a name. */
    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text.replaceFirst("^\\[(.*)]$", "$1")));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}

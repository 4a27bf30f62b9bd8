package org.mentoring.local.gateway;

import java.util.Optional;

/**
 * Reads the path of a request target (RFC 9112, section 3.2.1) and refuses every spelling that two servers might read
 * differently: what is routed by one reading and answered by another would reach what is not public.
 */
final class RequestTarget {

    private static final String ALLOWED_IN_PATH = "-._~!$&'()*+,=:@/";

    /** Encoded, these are a separator to one server and part of a name to another. */
    private static final String NEVER_ENCODED = "/\\.;%?#";

    private RequestTarget() {}

    /**
     * The path, as the client encoded it; its segments are neither empty nor dots, save that the last may be empty.
     *
     * @return empty if the target is to be refused
     */
    static Optional<String> path(String target) {
        if (!isPrintable(target)) {
            return Optional.empty();
        }
        var query = target.indexOf('?');
        var path = query < 0 ? target : target.substring(0, query);
        return path.startsWith("/") && !path.contains("//") && hasPlainCharacters(path) && !hasDotSegment(path)
                ? Optional.of(path)
                : Optional.empty();
    }

    private static boolean isPrintable(String target) {
        return target.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '#');
    }

    private static boolean hasPlainCharacters(String path) {
        for (int i = 0; i < path.length(); i++) {
            var c = path.charAt(i);
            if (c == '%') {
                if (!isAllowedEscape(path, i)) {
                    return false;
                }
                i += 2;
            } else if (!isLetterOrDigit(c) && ALLOWED_IN_PATH.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowedEscape(String path, int at) {
        if (at + 2 >= path.length()) {
            return false;
        }
        var high = Character.digit(path.charAt(at + 1), 16);
        var low = Character.digit(path.charAt(at + 2), 16);
        if (high < 0 || low < 0) {
            return false;
        }
        var decoded = high * 16 + low;
        return decoded >= 0x20 && decoded != 0x7f && NEVER_ENCODED.indexOf(decoded) < 0;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean hasDotSegment(String path) {
        for (var segment : path.split("/")) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }
}

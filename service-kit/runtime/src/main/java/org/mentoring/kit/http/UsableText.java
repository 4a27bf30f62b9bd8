package org.mentoring.kit.http;

/** Text that can be stored and shown: no control characters, no unpaired surrogates, no noncharacters. */
public final class UsableText {

    private static final int NONCHARACTER = 0xFFFE;

    private UsableText() {}

    public static boolean isUsable(String text) {
        return text.codePoints()
                .noneMatch(point -> Character.isISOControl(point)
                        || Character.getType(point) == Character.SURROGATE
                        || (point & NONCHARACTER) == NONCHARACTER);
    }
}

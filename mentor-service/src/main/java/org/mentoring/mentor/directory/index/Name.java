package org.mentoring.mentor.directory.index;

import java.util.List;

import org.mentoring.mentor.directory.index.Words.Token;

/**
 * By what somebody or something with this name is found.
 *
 * @param plain see {@link Words#plain}
 * @param words those between spaces, and runs
 * @param runs see {@link NgramIndex#inName}
 */
record Name(String plain, List<String> words, List<String> runs) {

    static Name of(String text) {
        var plain = Words.plain(text);
        var tokens = Words.tokens(plain);
        return new Name(plain, tokens.stream().map(Token::text).toList(), NgramIndex.inName(plain, tokens));
    }
}

package org.mentoring.web.error;

import org.mentoring.web.api.ApiException;
import org.mentoring.web.language.Texts;

/** The sentence shown for a refusal of the API, by the type of the problem. */
public final class ProblemTexts {

    private ProblemTexts() {}

    public static String sentence(ApiException refusal, Texts texts) {
        var key = "problem." + refusal.type();
        return texts.of(texts.has(key) ? key : "problem.other");
    }
}

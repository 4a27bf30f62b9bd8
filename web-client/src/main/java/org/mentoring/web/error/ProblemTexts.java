package org.mentoring.web.error;

import org.mentoring.web.api.ApiException;
import org.mentoring.web.language.Texts;

/** The sentence shown for a refusal of the API, by the type of the problem. */
public final class ProblemTexts {

    private ProblemTexts() {}

    public static String sentence(ApiException refusal, Texts texts) {
        return texts.of(key(refusal, texts));
    }

    /** As {@link #sentence}, to the mentor of a session, whom some refusals mean otherwise than its mentee. */
    public static String sentenceToMentor(ApiException refusal, Texts texts) {
        var key = "problem.mentor." + refusal.type();
        return texts.has(key) ? texts.of(key) : sentence(refusal, texts);
    }

    /** The key of the sentence. Whether anything was changed is not known where the service did not answer. */
    public static String key(ApiException refusal, Texts texts) {
        var key = "problem." + refusal.type();
        if (texts.has(key)) {
            return key;
        }
        return refusal.serviceUnavailable() ? "problem.unavailable" : "problem.other";
    }
}

package org.mentoring.notification.preference;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mentoring.kit.problem.Problem.FieldError;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.text.TextFiles;
import org.mentoring.notification.message.Kind;

/**
 * A person's mail preferences.
 *
 * @param kinds of mail, each on or off; a kind that a request omits is on. Mails about a booking or the account are always sent
 * @param reminderMinutes how long before a session to remind, in minutes; at most 5 times, from 5 minutes to a week
 * @param language of the mails; null for the one of the account
 */
record PreferencesDocument(
        @NotNull @Size(max = 50) Map<String, @NotNull Boolean> kinds,
        @NotNull @Size(max = 5) List<@NotNull @Min(5) @Max(10_080) Integer> reminderMinutes,

        @Schema(enumeration = {"en", "de", "es", "fr", "hi", "ar"})
        String language) {

    static PreferencesDocument of(Choices choices) {
        var kinds = new LinkedHashMap<String, Boolean>();
        for (var kind : Kind.values()) {
            kinds.put(kind.column(), choices.allows(kind));
        }
        var minutes = choices.reminders().stream()
                .map(before -> (int) before.toMinutes())
                .toList();
        return new PreferencesDocument(kinds, minutes, choices.language());
    }

    /** @throws ProblemException 422 for what is not offered, or cannot be switched off */
    Choices choices() {
        var errors = new ArrayList<FieldError>();
        var off = EnumSet.noneOf(Kind.class);
        kinds.forEach((name, on) -> {
            var kind = Kind.ofColumn(name);
            if (kind.isEmpty()) {
                errors.add(new FieldError("kinds." + name, "is no kind of mail"));
            } else if (!on && !kind.get().category().optional()) {
                errors.add(new FieldError("kinds." + name, "cannot be switched off"));
            } else if (!on) {
                off.add(kind.get());
            }
        });
        if (language != null && !TextFiles.LANGUAGES.contains(language)) {
            errors.add(new FieldError("language", "must be one of " + String.join(", ", TextFiles.LANGUAGES)));
        }
        if (!errors.isEmpty()) {
            throw Problems.invalid(errors);
        }
        return new Choices(off, Preferences.reminders(reminderMinutes), language, 0);
    }
}

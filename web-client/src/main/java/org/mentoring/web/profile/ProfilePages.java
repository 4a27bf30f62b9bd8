package org.mentoring.web.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

import jakarta.enterprise.context.RequestScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.client.ExpertiseTagsApi;
import org.mentoring.web.api.client.SocialLinksApi;
import org.mentoring.web.api.model.ExpertiseTag;
import org.mentoring.web.api.model.Mentor;
import org.mentoring.web.api.model.SocialLink;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.language.Reader;
import org.mentoring.web.language.Texts;

/** The pages of a profile, with stored values or with those of a refused form. */
@RequestScoped
class ProfilePages {

    private static final int ON_A_PAGE = 100;
    private static final int MOST_PAGES = 5;

    private final ExpertiseTagsApi tags;
    private final SocialLinksApi links;
    private final ApiCalls calls;
    private final Reader reader;

    ProfilePages(@RestClient ExpertiseTagsApi tags, @RestClient SocialLinksApi links, ApiCalls calls, Reader reader) {
        this.tags = tags;
        this.links = links;
        this.calls = calls;
        this.reader = reader;
    }

    /** The form, for mentors and mentees. */
    record Typed(String name, String bio, String picture, String language, String linkedin) {}

    record Choice(String value, String label, boolean chosen) {}

    record Link(String id, String platform, String url, String version) {

        static final Link NEW = new Link("", "", "", "");
    }

    record MentorView(
            Mentor mentor,
            Typed typed,
            FormErrors errors,
            List<Choice> languages,
            ApiResult<List<Choice>> tags,
            ApiResult<List<SocialLink>> links,
            Link link,
            FormErrors linkErrors) {}

    @CheckedTemplate(basePath = "profile")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance mentor(MentorView view);

        static native TemplateInstance mentee(Typed typed, String version, FormErrors errors);
    }

    TemplateInstance mentor(Mentor mentor, Typed typed, FormErrors errors, Link link, FormErrors linkErrors) {
        var all = calls.start(this::allTags);
        var shown = calls.start(() -> links.socialLinksList(null, ON_A_PAGE).items());
        return Templates.mentor(new MentorView(
                mentor,
                typed,
                errors,
                languages(typed.language()),
                all.orUnavailable().map(names -> choices(names, mentor.expertise())),
                shown.orUnavailable(),
                link,
                linkErrors));
    }

    private List<String> allTags() {
        var names = new ArrayList<String>();
        String cursor = null;
        var pages = 0;
        do {
            var page = tags.expertiseTagsList(cursor, ON_A_PAGE);
            page.items().stream().map(ExpertiseTag::name).forEach(names::add);
            cursor = page.nextCursor();
            pages++;
        } while (cursor != null && pages < MOST_PAGES);
        return names;
    }

    private static List<Choice> choices(List<String> names, List<String> own) {
        var all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(names);
        all.addAll(own);
        return all.stream()
                .map(name -> new Choice(name, name, own.contains(name)))
                .toList();
    }

    private List<Choice> languages(String chosen) {
        var tags = new ArrayList<>(Texts.LANGUAGES);
        if (!chosen.isEmpty() && !tags.contains(chosen)) {
            tags.add(chosen);
        }
        return tags.stream()
                .map(tag -> new Choice(
                        tag,
                        Locale.forLanguageTag(tag).getDisplayName(reader.texts().locale()),
                        tag.equals(chosen)))
                .toList();
    }
}

package org.mentoring.web.profile;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.RequestScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.client.ExpertiseTagsApi;
import org.mentoring.web.api.client.SocialLinksApi;
import org.mentoring.web.api.model.ExpertiseTag;
import org.mentoring.web.api.model.ExpertiseTagPage;
import org.mentoring.web.api.model.Mentee;
import org.mentoring.web.api.model.Mentor;
import org.mentoring.web.api.model.SocialLink;
import org.mentoring.web.form.FieldConflict;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Option;
import org.mentoring.web.language.Reader;

/** The pages of a profile, with stored values or with those of a refused form. */
@RequestScoped
class ProfilePages {

    private static final int ON_A_PAGE = 100;

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
    record Typed(String name, String bio, String picture, String language, String linkedin) {

        static Typed of(Mentor mentor) {
            return new Typed(
                    mentor.name(), text(mentor.bio()), text(mentor.profileImageUrl()), text(mentor.locale()), "");
        }

        static Typed of(Mentee mentee) {
            return new Typed(
                    "", text(mentee.biography()), text(mentee.profileImageUrl()), "", text(mentee.linkedinUrl()));
        }

        private static String text(String value) {
            return value == null ? "" : value;
        }
    }

    /** @param aliases further names by which it is found */
    record Topic(String name, List<String> aliases, boolean chosen) {

        private static final int SHOWN_ALIASES = 3;

        /** All names, a line each. */
        public String names() {
            return Stream.concat(Stream.of(name), aliases.stream()).collect(Collectors.joining("\n"));
        }

        public String also() {
            return aliases.stream().limit(SHOWN_ALIASES).collect(Collectors.joining(", "));
        }
    }

    record Link(String id, String platform, String url, String version) {

        static final Link NEW = new Link("", "", "", "");

        /** What was typed for the stored link, to be sent again; for one that was removed it is added. */
        Link typedFor(Optional<Link> stored) {
            return new Link(
                    stored.map(Link::id).orElse(""),
                    platform,
                    url,
                    stored.map(Link::version).orElse(""));
        }

        boolean sameAs(Link other) {
            return platform.equals(other.platform) && url.equals(other.url);
        }
    }

    /** What the forms of a mentor's profile show: what is stored, except in the form that was sent. */
    record Inputs(
            Typed typed,
            String version,
            List<String> topics,
            String topicsVersion,
            FormErrors errors,
            List<FieldConflict> conflicts,
            Link link,
            FormErrors linkErrors) {

        static Inputs of(Mentor mentor) {
            var version = mentor.version().toString();
            return new Inputs(
                    Typed.of(mentor),
                    version,
                    mentor.expertise(),
                    version,
                    FormErrors.none(),
                    List.of(),
                    Link.NEW,
                    FormErrors.none());
        }

        /** @param seen the version that the form was filled in on */
        Inputs with(Typed other, String seen, FormErrors wrong, List<FieldConflict> differing) {
            return new Inputs(other, seen, topics, topicsVersion, wrong, differing, link, linkErrors);
        }

        Inputs withTopics(List<String> chosen, String seen, FormErrors wrong, List<FieldConflict> differing) {
            return new Inputs(typed, version, chosen, seen, wrong, differing, link, linkErrors);
        }

        Inputs with(Link other, FormErrors wrong) {
            return new Inputs(typed, version, topics, topicsVersion, errors, conflicts, other, wrong);
        }
    }

    record MentorView(
            Mentor mentor,
            Inputs inputs,
            List<Option> languages,
            ApiResult<List<Topic>> tags,
            ApiResult<List<SocialLink>> links) {}

    @CheckedTemplate(basePath = "profile")
    static final class Templates {
        static native TemplateInstance mentor(MentorView view);

        static native TemplateInstance mentee(
                Typed typed, String version, List<FieldConflict> conflicts, FormErrors errors);
    }

    TemplateInstance mentor(Mentor mentor, Inputs inputs) {
        var all = calls.start(this::allTags);
        var shown = calls.start(() -> links.socialLinksList(null, ON_A_PAGE).items());
        return Templates.mentor(new MentorView(
                mentor,
                inputs,
                Option.languages(inputs.typed().language(), this::languageName),
                all.orUnavailable().map(topics -> topics(topics, inputs.topics())),
                shown.orUnavailable()));
    }

    /** What differs between the stored profile and the one that was filled in, of both kinds of people. */
    List<FieldConflict> conflicts(Typed stored, Typed filled) {
        return FieldConflict.among(List.of(
                conflict("name", stored.name(), filled.name()),
                conflict("bio", stored.bio(), filled.bio()),
                conflict("language", languageName(stored.language()), languageName(filled.language())),
                conflict("picture", stored.picture(), filled.picture()),
                conflict("linkedin", stored.linkedin(), filled.linkedin())));
    }

    List<FieldConflict> topicConflicts(List<String> stored, List<String> chosen) {
        return FieldConflict.among(List.of(conflict("expertise", sorted(stored), sorted(chosen))));
    }

    private FieldConflict conflict(String label, String theirs, String yours) {
        return new FieldConflict(reader.texts().of("profile." + label), theirs, yours);
    }

    private static String sorted(List<String> topics) {
        return topics.stream().sorted(String.CASE_INSENSITIVE_ORDER).collect(Collectors.joining(", "));
    }

    private String languageName(String tag) {
        return reader.texts().languageName(tag);
    }

    /** The link as it is stored, for one that is added the same one; empty where there is none. */
    Optional<Link> stored(Link typed) {
        return links.socialLinksList(null, ON_A_PAGE).items().stream()
                .map(link -> new Link(
                        link.id().toString(),
                        link.platform(),
                        link.url(),
                        link.version().toString()))
                .filter(link ->
                        typed.id().isEmpty() ? link.sameAs(typed) : link.id().equals(typed.id()))
                .findFirst();
    }

    private List<ExpertiseTag> allTags() {
        return ApiCalls.all(
                        cursor -> tags.expertiseTagsList(cursor, ON_A_PAGE, null),
                        ExpertiseTagPage::nextCursor,
                        ExpertiseTagPage::items)
                .toList();
    }

    private static List<Topic> topics(List<ExpertiseTag> tags, List<String> own) {
        var all = new TreeMap<String, Topic>(String.CASE_INSENSITIVE_ORDER);
        tags.forEach(tag -> all.put(tag.name(), new Topic(tag.name(), tag.aliases(), own.contains(tag.name()))));
        own.forEach(name -> all.putIfAbsent(name, new Topic(name, List.of(), true)));
        return List.copyOf(all.values());
    }
}

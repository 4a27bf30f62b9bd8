package org.mentoring.web.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.json.JsonObject;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.Part;
import org.mentoring.web.api.Parts;
import org.mentoring.web.api.client.ExpertiseTagsApi;
import org.mentoring.web.api.client.MenteesApi;
import org.mentoring.web.api.client.MentorsApi;
import org.mentoring.web.api.client.SocialLinksApi;
import org.mentoring.web.api.model.ExpertiseChange;
import org.mentoring.web.api.model.ExpertiseTag;
import org.mentoring.web.api.model.Mentee;
import org.mentoring.web.api.model.MenteeChange;
import org.mentoring.web.api.model.Mentor;
import org.mentoring.web.api.model.SocialLink;
import org.mentoring.web.api.model.SocialLinkChange;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.language.Reader;
import org.mentoring.web.language.Texts;
import org.mentoring.web.signin.Visitor;

/** What a person says about themselves: of a mentor what everybody sees, of a mentee what mentors see. */
@Path("/profile")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@Authenticated
class ProfileResource {

    private static final String PATH = "/profile";
    private static final int ON_A_PAGE = 100;
    private static final int MOST_PAGES = 5;
    private static final int LONGEST_BIO = 5000;
    private static final Map<String, String> FIELDS = Map.of(
            "name", "name",
            "bio", "bio",
            "biography", "bio",
            "profile_image_url", "picture",
            "linkedin_url", "linkedin",
            "locale", "language");

    private final MentorsApi mentors;
    private final OwnMentor own;
    private final MenteesApi mentees;
    private final ExpertiseTagsApi tags;
    private final SocialLinksApi links;
    private final Parts parts;
    private final Visitor visitor;
    private final Reader reader;
    private final Forms forms;
    private final SentForm form;

    ProfileResource(
            @RestClient MentorsApi mentors,
            @RestClient OwnMentor own,
            @RestClient MenteesApi mentees,
            @RestClient ExpertiseTagsApi tags,
            @RestClient SocialLinksApi links,
            Parts parts,
            Visitor visitor,
            Reader reader,
            Forms forms,
            SentForm form) {
        this.mentors = mentors;
        this.own = own;
        this.mentees = mentees;
        this.tags = tags;
        this.links = links;
        this.parts = parts;
        this.visitor = visitor;
        this.reader = reader;
        this.forms = forms;
        this.form = form;
    }

    /** The form, of both kinds of people. */
    record Typed(String name, String bio, String picture, String language, String linkedin) {}

    record Choice(String value, String label, boolean chosen) {}

    record Link(String id, String platform, String url, String version) {}

    record MentorView(
            Mentor mentor,
            Typed typed,
            FormErrors errors,
            List<Choice> languages,
            Part<List<Choice>> tags,
            Part<List<SocialLink>> links,
            Link link,
            FormErrors linkErrors) {}

    @CheckedTemplate(basePath = "profile")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance mentor(MentorView view);

        static native TemplateInstance mentee(Typed typed, String version, FormErrors errors);
    }

    @GET
    public TemplateInstance show() {
        if (visitor.mentor()) {
            var mentor = mentors.mentorsMe();
            return mentorPage(mentor, typed(mentor), FormErrors.none(), NEW, FormErrors.none());
        }
        var mentee = mentee();
        return Templates.mentee(
                mentee.map(ProfileResource::typed).orElse(new Typed("", "", "", "", "")),
                mentee.map(known -> known.version().toString()).orElse(""),
                FormErrors.none());
    }

    @POST
    @Path("mentor")
    public Response changeMentor() {
        var typed = sent();
        var errors = checked(typed);
        if (typed.name().isEmpty()) {
            errors.add("name", reader.texts().of("profile.name-wrong"));
        }
        if (errors.any()) {
            return forms.again(mentorPage(mentors.mentorsMe(), typed, errors, NEW, FormErrors.none()));
        }
        var patch = new JsonObject()
                .put("name", typed.name())
                .put("bio", orNull(typed.bio()))
                .put("profile_image_url", orNull(typed.picture()))
                .put("locale", typed.language());
        try {
            own.change(patch.encode(), version());
        } catch (ApiException e) {
            return forms.again(mentorPage(
                    mentors.mentorsMe(), typed, FormErrors.of(e, reader.texts(), FIELDS), NEW, FormErrors.none()));
        }
        return forms.done(PATH, "profile.saved");
    }

    @POST
    @Path("expertise")
    public Response changeExpertise() {
        return act(
                () -> mentors.mentorsSetExpertise(new ExpertiseChange(form.all("tag")), version()),
                "#expertise",
                "profile.saved");
    }

    @POST
    @Path("links")
    public Response addLink() {
        return changeLink("", () -> links.socialLinksAdd(link()));
    }

    @POST
    @Path("links/{id}")
    public Response changeLink(@PathParam("id") UUID id) {
        return changeLink(id.toString(), () -> links.socialLinksChange(id, link(), version()));
    }

    @POST
    @Path("links/{id}/remove")
    public Response removeLink(@PathParam("id") UUID id) {
        return act(
                () -> {
                    links.socialLinksRemove(id);
                    return id;
                },
                "#links",
                "profile.link-removed");
    }

    @POST
    @Path("mentee")
    public Response changeMentee() {
        var typed = sent();
        var errors = checked(typed);
        if (!errors.any()) {
            try {
                mentees.menteesPut(
                        new MenteeChange(orNull(typed.bio()), orNull(typed.linkedin()), orNull(typed.picture())),
                        form.one("version").isEmpty() ? null : version());
                return forms.done(PATH, "profile.saved");
            } catch (ApiException e) {
                errors = FormErrors.of(e, reader.texts(), FIELDS);
            }
        }
        var now = mentee().map(known -> known.version().toString()).orElse("");
        return forms.again(Templates.mentee(typed, now, errors));
    }

    private static final Link NEW = new Link("", "", "", "");

    private Response changeLink(String id, Supplier<SocialLink> change) {
        var typed = new Link(id, form.one("platform"), form.one("url"), form.one("version"));
        var errors = FormErrors.none();
        if (typed.platform().isEmpty()) {
            errors.add("platform", reader.texts().of("profile.platform-wrong"));
        }
        if (!typed.url().startsWith("https://")) {
            errors.add("url", reader.texts().of("profile.url-wrong"));
        }
        if (!errors.any()) {
            try {
                change.get();
                return forms.done(PATH + "#links", "profile.link-saved");
            } catch (ApiException e) {
                errors = e.errors().stream().anyMatch(error -> "url".equals(error.field()))
                        ? errors.add("url", reader.texts().of("profile.url-elsewhere"))
                        : FormErrors.of(e, reader.texts(), Map.of("platform", "platform"));
            }
        }
        var mentor = mentors.mentorsMe();
        return forms.again(mentorPage(mentor, typed(mentor), FormErrors.none(), typed, errors));
    }

    private Response act(Supplier<?> act, String anchor, String done) {
        try {
            act.get();
            return forms.done(PATH + anchor, done);
        } catch (ApiException e) {
            if (e.partIsDown()) {
                throw e;
            }
            var key = "problem." + e.type();
            return forms.refused(PATH + anchor, reader.texts().has(key) ? key : "problem.other");
        }
    }

    private TemplateInstance mentorPage(
            Mentor mentor, Typed typed, FormErrors errors, Link link, FormErrors linkErrors) {
        var all = parts.ask(this::allTags);
        var shown = parts.ask(() -> links.socialLinksList(null, ON_A_PAGE).items());
        return Templates.mentor(new MentorView(
                mentor,
                typed,
                errors,
                languages(typed.language()),
                all.orDown().map(names -> choices(names, mentor.expertise())),
                shown.orDown(),
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

    private Optional<Mentee> mentee() {
        return Parts.orDown(mentees::menteesMe).optional();
    }

    private static Typed typed(Mentor mentor) {
        return new Typed(mentor.name(), text(mentor.bio()), text(mentor.profileImageUrl()), text(mentor.locale()), "");
    }

    private static Typed typed(Mentee mentee) {
        return new Typed("", text(mentee.biography()), text(mentee.profileImageUrl()), "", text(mentee.linkedinUrl()));
    }

    private Typed sent() {
        return new Typed(
                form.one("name"), form.one("bio"), form.one("picture"), form.one("language"), form.one("linkedin"));
    }

    private FormErrors checked(Typed typed) {
        var errors = FormErrors.none();
        if (typed.bio().length() > LONGEST_BIO) {
            errors.add("bio", reader.texts().of("profile.bio-long", "most", LONGEST_BIO));
        }
        if (!typed.picture().isEmpty() && !typed.picture().startsWith("https://")) {
            errors.add("picture", reader.texts().of("profile.url-wrong"));
        }
        if (!typed.linkedin().isEmpty() && !typed.linkedin().startsWith("https://")) {
            errors.add("linkedin", reader.texts().of("profile.url-wrong"));
        }
        return errors;
    }

    private SocialLinkChange link() {
        return new SocialLinkChange(form.one("platform"), form.one("url"), null);
    }

    private String version() {
        return "\"" + form.one("version") + "\"";
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}

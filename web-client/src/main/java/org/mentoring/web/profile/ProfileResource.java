package org.mentoring.web.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.json.JsonObject;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.MenteesApi;
import org.mentoring.web.api.client.MentorsApi;
import org.mentoring.web.api.client.SocialLinksApi;
import org.mentoring.web.api.model.ExpertiseChange;
import org.mentoring.web.api.model.Mentee;
import org.mentoring.web.api.model.MenteeChange;
import org.mentoring.web.api.model.Mentor;
import org.mentoring.web.api.model.SocialLink;
import org.mentoring.web.api.model.SocialLinkChange;
import org.mentoring.web.form.FieldConflict;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.profile.ProfilePages.Inputs;
import org.mentoring.web.profile.ProfilePages.Link;
import org.mentoring.web.profile.ProfilePages.Typed;
import org.mentoring.web.signin.Visitor;

/** The profile of the signed-in person: of a mentor, visible to everybody; of a mentee, visible to mentors. */
@Path("/profile")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@Authenticated
class ProfileResource {

    private static final String PATH = "/profile";
    private static final String MENTEE = PATH + "/mentee";
    private static final String LINKS = "#links";
    private static final String SAVED = "profile.saved";
    private static final int NOT_FOUND = 404;
    private static final int LONGEST_BIO = 5000;
    private static final Map<String, String> FIELDS = Map.of(
            "name", "name",
            "bio", "bio",
            "biography", "bio",
            "profile_image_url", "picture",
            "linkedin_url", "linkedin",
            "locale", "language");

    private final MentorsApi mentors;
    private final MentorProfileClient own;
    private final MenteesApi mentees;
    private final SocialLinksApi links;
    private final ProfilePages pages;
    private final Visitor visitor;
    private final Forms forms;
    private final SentForm form;

    ProfileResource(
            @RestClient MentorsApi mentors,
            @RestClient MentorProfileClient own,
            @RestClient MenteesApi mentees,
            @RestClient SocialLinksApi links,
            ProfilePages pages,
            Visitor visitor,
            Forms forms,
            SentForm form) {
        this.mentors = mentors;
        this.own = own;
        this.mentees = mentees;
        this.links = links;
        this.pages = pages;
        this.visitor = visitor;
        this.forms = forms;
        this.form = form;
    }

    /** That of a mentor where the person is both. */
    @GET
    public TemplateInstance show() {
        if (visitor.mentor()) {
            var mentor = mentors.mentorsMe();
            return pages.mentor(mentor, Inputs.of(mentor));
        }
        return showMentee();
    }

    @GET
    @Path("mentee")
    public TemplateInstance showMentee() {
        var mentee = mentee();
        return ProfilePages.Templates.mentee(
                mentee.map(Typed::of).orElse(new Typed("", "", "", "", "")),
                mentee.map(known -> known.version().toString()).orElse(""),
                List.of(),
                FormErrors.none());
    }

    @POST
    @Path("mentor")
    public Response changeMentor() {
        var typed = sent();
        var errors = checked(typed);
        if (typed.name().isEmpty()) {
            errors.add("name", "profile.name-wrong");
        }
        if (errors.any()) {
            return again(stored -> Inputs.of(stored).with(typed, form.one("version"), errors, List.of()));
        }
        var patch = new JsonObject()
                .put("name", typed.name())
                .put("bio", orNull(typed.bio()))
                .put("profile_image_url", orNull(typed.picture()))
                .put("locale", typed.language());
        try {
            own.change(patch.encode(), form.ifMatch());
            return forms.done(PATH, SAVED);
        } catch (ApiException e) {
            return refused(
                    e,
                    PATH,
                    stored -> pages.conflicts(Typed.of(stored), typed),
                    (inputs, seen, wrong, conflicts) -> inputs.with(typed, seen, wrong, conflicts));
        }
    }

    @POST
    @Path("expertise")
    public Response changeExpertise() {
        var topics = form.all("tag");
        try {
            mentors.mentorsSetExpertise(new ExpertiseChange(topics), form.ifMatch());
            return forms.done(PATH + "#expertise", SAVED);
        } catch (ApiException e) {
            return refused(
                    e,
                    PATH + "#expertise",
                    stored -> pages.topicConflicts(stored.expertise(), topics),
                    (inputs, seen, wrong, conflicts) -> inputs.withTopics(topics, seen, wrong, conflicts));
        }
    }

    @POST
    @Path("links")
    public Response addLink() {
        return changeLink("", () -> links.socialLinksAdd(link()));
    }

    @POST
    @Path("links/{id}")
    public Response changeLink(@PathParam("id") UUID id) {
        return changeLink(id.toString(), () -> links.socialLinksChange(id, link(), form.ifMatch()));
    }

    @POST
    @Path("links/{id}/remove")
    public Response removeLink(@PathParam("id") UUID id) {
        try {
            links.socialLinksRemove(id);
        } catch (ApiException e) {
            if (e.status() != NOT_FOUND) {
                return forms.refused(PATH + LINKS, e);
            }
        }
        return forms.done(PATH + LINKS, "profile.link-removed");
    }

    @POST
    @Path("mentee")
    public Response changeMentee() {
        var typed = sent();
        var errors = checked(typed);
        var version = form.one("version");
        var conflicts = List.<FieldConflict>of();
        if (!errors.any()) {
            try {
                mentees.menteesPut(
                        new MenteeChange(orNull(typed.bio()), orNull(typed.linkedin()), orNull(typed.picture())),
                        version.isEmpty() ? null : form.ifMatch());
                return forms.done(MENTEE, SAVED);
            } catch (ApiException e) {
                if (e.stale()) {
                    var stored = mentees.menteesMe();
                    conflicts = pages.conflicts(Typed.of(stored), typed);
                    if (conflicts.isEmpty()) {
                        return forms.done(MENTEE, SAVED);
                    }
                    version = stored.version().toString();
                } else {
                    errors = forms.errors(e, FIELDS);
                }
            }
        }
        return forms.again(ProfilePages.Templates.mentee(typed, version, conflicts, errors));
    }

    private Response changeLink(String id, Supplier<SocialLink> change) {
        var typed = new Link(id, form.one("platform"), form.one("url"), form.one("version"));
        var errors = forms.errors();
        if (typed.platform().isEmpty()) {
            errors.add("platform", "profile.platform-wrong");
        }
        if (!typed.url().startsWith("https://")) {
            errors.add("url", "profile.url-wrong");
        }
        if (!errors.any()) {
            try {
                change.get();
                return forms.done(PATH + LINKS, "profile.link-saved");
            } catch (ApiException e) {
                var stored = e.retryable() ? Optional.<Link>empty() : pages.stored(typed);
                if (stored.filter(typed::sameAs).isPresent()) {
                    return forms.done(PATH + LINKS, "profile.link-saved");
                }
                if (e.stale() || e.status() == NOT_FOUND) {
                    typed = typed.typedFor(stored);
                    errors.add("", "problem.stale-version");
                } else {
                    errors = e.errors().stream().anyMatch(error -> "url".equals(error.field()))
                            ? errors.add("url", "profile.url-elsewhere")
                            : forms.errors(e, "platform");
                }
            }
        }
        var link = typed;
        var wrong = errors;
        return again(stored -> Inputs.of(stored).with(link, wrong));
    }

    private interface Sent {
        Inputs in(Inputs inputs, String seen, FormErrors wrong, List<FieldConflict> conflicts);
    }

    /** The form again; where it was sent twice, what is stored is what was filled in, and it is saved. */
    private Response refused(
            ApiException refusal, String path, Function<Mentor, List<FieldConflict>> conflicts, Sent sent) {
        if (!refusal.stale()) {
            var wrong = forms.errors(refusal, FIELDS);
            return again(stored -> sent.in(Inputs.of(stored), form.one("version"), wrong, List.of()));
        }
        var stored = mentors.mentorsMe();
        var differing = conflicts.apply(stored);
        return differing.isEmpty()
                ? forms.done(path, SAVED)
                : forms.again(pages.mentor(
                        stored, sent.in(Inputs.of(stored), stored.version().toString(), FormErrors.none(), differing)));
    }

    private Response again(Function<Mentor, Inputs> inputs) {
        var stored = mentors.mentorsMe();
        return forms.again(pages.mentor(stored, inputs.apply(stored)));
    }

    /** Empty where the person has written none. Fails where that is not known: an empty form could replace what was written. */
    private Optional<Mentee> mentee() {
        try {
            return Optional.of(mentees.menteesMe());
        } catch (ApiException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Typed sent() {
        return new Typed(
                form.one("name"), form.one("bio"), form.one("picture"), form.one("language"), form.one("linkedin"));
    }

    private FormErrors checked(Typed typed) {
        var errors = forms.errors();
        errors.atMost(LONGEST_BIO, "bio", typed.bio());
        if (!typed.picture().isEmpty() && !typed.picture().startsWith("https://")) {
            errors.add("picture", "profile.url-wrong");
        }
        if (!typed.linkedin().isEmpty() && !typed.linkedin().startsWith("https://")) {
            errors.add("linkedin", "profile.url-wrong");
        }
        return errors;
    }

    private SocialLinkChange link() {
        return new SocialLinkChange(form.one("platform"), form.one("url"), null);
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}

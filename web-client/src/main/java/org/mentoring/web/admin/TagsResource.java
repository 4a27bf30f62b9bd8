package org.mentoring.web.admin;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.Ids;
import org.mentoring.web.api.client.DirectoryApi;
import org.mentoring.web.api.client.ExpertiseTagsApi;
import org.mentoring.web.api.model.DirectoryPage;
import org.mentoring.web.api.model.ExpertiseTag;
import org.mentoring.web.api.model.ExpertiseTagPage;
import org.mentoring.web.api.model.NewTag;
import org.mentoring.web.api.model.TagCount;
import org.mentoring.web.api.model.TagMerge;
import org.mentoring.web.form.FieldConflict;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.language.Reader;

/** Expertise tags, and how many mentors have each. */
@Path("/admin/tags")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class TagsResource {

    private static final int PAGE = 100;

    private static final int MOST_ALIASES = 20;

    private static final String HERE = "/admin/tags";

    private final ExpertiseTagsApi tags;
    private final DirectoryApi directory;
    private final ApiCalls calls;
    private final Reader reader;
    private final Forms forms;
    private final SentForm form;

    TagsResource(
            @RestClient ExpertiseTagsApi tags,
            @RestClient DirectoryApi directory,
            ApiCalls calls,
            Reader reader,
            Forms forms,
            SentForm form) {
        this.tags = tags;
        this.directory = directory;
        this.calls = calls;
        this.reader = reader;
        this.forms = forms;
        this.form = form;
    }

    /** @param mentors how many in the directory have it */
    record Tag(ExpertiseTag tag, int mentors) {

        public String also() {
            return String.join(", ", tag.aliases());
        }
    }

    /** The form of a tag as it was filled in. */
    record Typed(String name, List<String> aliases, String version) {

        static Typed of(ExpertiseTag tag) {
            return new Typed(tag.name(), tag.aliases(), tag.version().toString());
        }

        public String lines() {
            return String.join("\n", aliases);
        }

        String sorted() {
            return aliases.stream().sorted(String.CASE_INSENSITIVE_ORDER).collect(Collectors.joining(", "));
        }
    }

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        static native TemplateInstance tags(List<Tag> tags, boolean counted, String name, FormErrors errors);

        static native TemplateInstance tag(
                Tag tag, List<ExpertiseTag> others, Typed typed, List<FieldConflict> conflicts, FormErrors errors);
    }

    @GET
    public TemplateInstance show() {
        return list("", FormErrors.none());
    }

    @POST
    public Response add() {
        var wanted = form.one("name");
        try {
            tags.expertiseTagsAdd(new NewTag(wanted, null));
            return forms.done(HERE, "admin.tag.added", "name", wanted);
        } catch (ApiException e) {
            return forms.again(list(wanted, errors(e, null, new Typed(wanted, List.of(), ""))));
        }
    }

    @GET
    @Path("{id}")
    public TemplateInstance tag(@PathParam("id") UUID id) {
        return one(id, FormErrors.none());
    }

    @POST
    @Path("{id}/change")
    public Response change(@PathParam("id") UUID id) {
        var typed = new Typed(form.one("name"), lines(form.one("aliases")), form.one("version"));
        try {
            var tag = tags.expertiseTagsChange(id, new NewTag(typed.name(), typed.aliases()), form.ifMatch());
            return forms.done(HERE, "admin.tag.saved", "name", tag.name());
        } catch (ApiException e) {
            return e.stale() ? stale(id, typed) : forms.again(one(id, typed, List.of(), errors(e, id, typed)));
        }
    }

    /** The form again with what differs; where nothing does, the form was sent twice and is saved. */
    private Response stale(UUID id, Typed typed) {
        var stored = Typed.of(find(id, all()));
        var conflicts = FieldConflict.among(List.of(
                new FieldConflict(reader.texts().of("admin.tag.name"), stored.name(), typed.name()),
                new FieldConflict(reader.texts().of("admin.tag.aliases"), stored.sorted(), typed.sorted())));
        return conflicts.isEmpty()
                ? forms.done(HERE, "admin.tag.saved", "name", stored.name())
                : forms.again(one(
                        id, new Typed(typed.name(), typed.aliases(), stored.version()), conflicts, FormErrors.none()));
    }

    @POST
    @Path("{id}/merge")
    public Response merge(@PathParam("id") UUID id) {
        var into = Ids.of(form.one("into"));
        if (into.isEmpty()) {
            return refused(id, "into", "admin.wrong.into");
        }
        try {
            var kept = tags.expertiseTagsMerge(id, new TagMerge(into.get()));
            return forms.done(HERE, "admin.tag.merged", "name", kept.name());
        } catch (ApiException e) {
            if (!e.is("conflict")) {
                throw e;
            }
            return refused(id, "into", "admin.wrong.merged-aliases", "most", MOST_ALIASES);
        }
    }

    @POST
    @Path("{id}/delete")
    public Response delete(@PathParam("id") UUID id) {
        try {
            tags.expertiseTagsRemove(id, "yes".equals(form.one("from_mentors")) ? Boolean.TRUE : null);
            return forms.done(HERE, "admin.tag.deleted");
        } catch (ApiException e) {
            if (!e.is("conflict")) {
                throw e;
            }
            return refused(id, "from_mentors", "admin.wrong.from-mentors");
        }
    }

    private Response refused(UUID id, String field, String text, Object... values) {
        return forms.again(one(id, forms.errors().add(field, text, values)));
    }

    /** @param id of the tag that is changed, whose own names are no conflict; null for a new one */
    private FormErrors errors(ApiException refusal, UUID id, Typed typed) {
        var errors = refusal.is("conflict") ? taken(id, typed) : forms.errors();
        if (errors.any()) {
            return errors;
        }
        if (!refusal.is("invalid")) {
            return forms.errors(refusal, Map.of());
        }
        if (refusal.errors().stream().anyMatch(error -> error.field().startsWith("aliases"))) {
            errors.add("aliases", "admin.wrong.aliases", "most", MOST_ALIASES);
        }
        return errors.any() && refusal.errors().stream().noneMatch(error -> "name".equals(error.field()))
                ? errors
                : errors.add("name", "admin.wrong.tag");
    }

    private FormErrors taken(UUID id, Typed typed) {
        var errors = forms.errors();
        for (var other : all()) {
            if (other.id().equals(id)) {
                continue;
            }
            Stream.concat(Stream.of(typed.name()), typed.aliases().stream())
                    .filter(name -> name.equalsIgnoreCase(other.name())
                            || other.aliases().stream().anyMatch(name::equalsIgnoreCase))
                    .forEach(name -> errors.add(
                            name.equals(typed.name()) ? "name" : "aliases",
                            "admin.wrong.tag-taken",
                            "name",
                            name,
                            "topic",
                            other.name()));
        }
        return errors;
    }

    /** Names have no commas, so that commas can separate them, too. */
    private static List<String> lines(String text) {
        return Stream.of(text.split("[\n,]"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }

    private TemplateInstance list(String name, FormErrors errors) {
        var counts = calls.start(this::count).orUnavailable();
        return Templates.tags(all().stream().map(tag -> counted(tag, counts)).toList(), counts.present(), name, errors);
    }

    private TemplateInstance one(UUID id, FormErrors errors) {
        return one(id, null, List.of(), errors);
    }

    /** @param typed null for what is stored */
    private TemplateInstance one(UUID id, Typed typed, List<FieldConflict> conflicts, FormErrors errors) {
        var all = all();
        var tag = find(id, all);
        return Templates.tag(
                counted(tag, calls.start(this::count).orUnavailable()),
                all.stream().filter(one -> !one.id().equals(tag.id())).toList(),
                typed == null ? Typed.of(tag) : typed,
                conflicts,
                errors);
    }

    private static ExpertiseTag find(UUID id, List<ExpertiseTag> all) {
        return all.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(NotFoundException::new);
    }

    private List<ExpertiseTag> all() {
        return ApiCalls.all(
                        cursor -> tags.expertiseTagsList(cursor, PAGE, null),
                        ExpertiseTagPage::nextCursor,
                        ExpertiseTagPage::items)
                .toList();
    }

    private DirectoryPage count() {
        return directory.directoryFind(null, null, null, null, null, 1, null, null, "name", null, null);
    }

    private static Tag counted(ExpertiseTag tag, ApiResult<DirectoryPage> directory) {
        var counts = directory
                .optional()
                .map(page -> page.facets().tags().stream()
                        .collect(Collectors.toMap(TagCount::name, TagCount::count, (one, other) -> one)))
                .orElse(Map.of());
        return new Tag(tag, counts.getOrDefault(tag.name(), 0));
    }
}

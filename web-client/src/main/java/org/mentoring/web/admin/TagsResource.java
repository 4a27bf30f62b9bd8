package org.mentoring.web.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
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
import org.mentoring.web.api.client.DirectoryApi;
import org.mentoring.web.api.client.ExpertiseTagsApi;
import org.mentoring.web.api.model.DirectoryPage;
import org.mentoring.web.api.model.ExpertiseTag;
import org.mentoring.web.api.model.NewTag;
import org.mentoring.web.api.model.TagCount;
import org.mentoring.web.api.model.TagMerge;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.language.Reader;

/** Expertise tags, and how many mentors have each. */
@Path("/admin/tags")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class TagsResource {

    private static final int PAGE = 100;
    /** More are not offered to choose from at once. */
    private static final int MOST_TAGS = 1000;

    private static final String HERE = "/admin/tags";

    private final ExpertiseTagsApi tags;
    private final DirectoryApi directory;
    private final ApiCalls calls;
    private final Reader reader;
    private final Forms forms;

    TagsResource(
            @RestClient ExpertiseTagsApi tags,
            @RestClient DirectoryApi directory,
            ApiCalls calls,
            Reader reader,
            Forms forms) {
        this.tags = tags;
        this.directory = directory;
        this.calls = calls;
        this.reader = reader;
        this.forms = forms;
    }

    /** @param mentors how many in the directory have it */
    record Tag(ExpertiseTag tag, int mentors) {}

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance tags(List<Tag> tags, boolean counted, String name, FormErrors errors);

        static native TemplateInstance tag(
                Tag tag, List<ExpertiseTag> others, String name, boolean changed, FormErrors errors);
    }

    @GET
    public TemplateInstance show() {
        return list("", FormErrors.none());
    }

    @POST
    public Response add(@FormParam("name") String name) {
        var wanted = name == null ? "" : name.strip();
        try {
            tags.expertiseTagsAdd(new NewTag(wanted));
            return forms.done(HERE, "admin.tag.added", "name", wanted);
        } catch (ApiException e) {
            return forms.again(list(wanted, errors(e)));
        }
    }

    @GET
    @Path("{id}")
    public TemplateInstance tag(@PathParam("id") String id) {
        return one(id, null, false, FormErrors.none());
    }

    @POST
    @Path("{id}/rename")
    public Response rename(
            @PathParam("id") String id, @FormParam("name") String name, @FormParam("version") String version) {
        var wanted = name == null ? "" : name.strip();
        try {
            var tag = tags.expertiseTagsRename(Ids.of(id), new NewTag(wanted), "\"" + version + "\"");
            return forms.done(HERE, "admin.tag.renamed", "name", tag.name());
        } catch (ApiException e) {
            return e.is("stale-version")
                    ? forms.again(one(id, wanted, true, FormErrors.none()))
                    : forms.again(one(id, wanted, false, errors(e)));
        }
    }

    @POST
    @Path("{id}/merge")
    public Response merge(@PathParam("id") String id, @FormParam("into") String into) {
        if (into == null || into.isBlank()) {
            return forms.again(one(
                    id,
                    null,
                    false,
                    FormErrors.none().add("into", reader.texts().of("admin.wrong.into"))));
        }
        var kept = tags.expertiseTagsMerge(Ids.of(id), new TagMerge(Ids.of(into)));
        return forms.done(HERE, "admin.tag.merged", "name", kept.name());
    }

    @POST
    @Path("{id}/delete")
    public Response delete(@PathParam("id") String id, @FormParam("from_mentors") String fromMentors) {
        try {
            tags.expertiseTagsRemove(Ids.of(id), "yes".equals(fromMentors) ? Boolean.TRUE : null);
            return forms.done(HERE, "admin.tag.deleted");
        } catch (ApiException e) {
            if (!e.is("conflict")) {
                throw e;
            }
            return forms.again(one(
                    id,
                    null,
                    false,
                    FormErrors.none().add("from_mentors", reader.texts().of("admin.wrong.from-mentors"))));
        }
    }

    private FormErrors errors(ApiException refusal) {
        return refusal.is("conflict")
                ? FormErrors.none().add("name", reader.texts().of("admin.wrong.tag-taken"))
                : refusal.is("invalid")
                        ? FormErrors.none().add("name", reader.texts().of("admin.wrong.tag"))
                        : FormErrors.of(refusal, reader.texts(), Map.of("name", "name"));
    }

    private TemplateInstance list(String name, FormErrors errors) {
        var counts = calls.start(this::count).orUnavailable();
        return Templates.tags(all().stream().map(tag -> counted(tag, counts)).toList(), counts.present(), name, errors);
    }

    private TemplateInstance one(String id, String name, boolean changed, FormErrors errors) {
        var wanted = Ids.of(id);
        var all = all();
        var tag = all.stream()
                .filter(one -> one.id().equals(wanted))
                .findFirst()
                .orElseThrow(jakarta.ws.rs.NotFoundException::new);
        return Templates.tag(
                counted(tag, calls.start(this::count).orUnavailable()),
                all.stream().filter(one -> !one.id().equals(wanted)).toList(),
                name == null ? tag.name() : name,
                changed,
                errors);
    }

    private List<ExpertiseTag> all() {
        var all = new ArrayList<ExpertiseTag>();
        String cursor = null;
        do {
            var page = tags.expertiseTagsList(cursor, PAGE);
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null && all.size() < MOST_TAGS);
        return all;
    }

    private DirectoryPage count() {
        return directory.directoryFind(null, null, 1, null, null, "name", null, null);
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

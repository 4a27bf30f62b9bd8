package org.mentoring.web.find;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.Ids;
import org.mentoring.web.api.client.DirectoryApi;
import org.mentoring.web.api.model.DirectoryEntry;
import org.mentoring.web.signin.LocalPath;

/** The mentors that somebody has marked. */
@Path("/favourites")
@RunOnVirtualThread
@PermitAll
@Produces(MediaType.TEXT_HTML)
class FavouritesResource {

    private final DirectoryApi directory;
    private final Favourites favourites;
    private final MentorCards cards;

    FavouritesResource(@RestClient DirectoryApi directory, Favourites favourites, MentorCards cards) {
        this.directory = directory;
        this.favourites = favourites;
        this.cards = cards;
    }

    @CheckedTemplate(basePath = "find")
    static final class Templates {
        /** @param unavailable whether some of them cannot be shown at present */
        static native TemplateInstance favourites(List<MentorCard> cards, List<Instant> starts, boolean unavailable);
    }

    /** Mentors who have left the directory are left out. */
    @GET
    public TemplateInstance show() {
        var marked = favourites.all();
        var found = ApiCalls.orUnavailable(() -> marked.isEmpty() ? List.<DirectoryEntry>of() : entries(marked));
        var shown = cards.of(found.optional().orElse(List.of()));
        return Templates.favourites(shown, MentorCard.starts(shown), found.unavailable());
    }

    private List<DirectoryEntry> entries(List<UUID> marked) {
        var ids = marked.stream().map(UUID::toString).toList();
        return directory
                .directoryFind(null, null, null, ids, null, Favourites.MOST, null, null, null, null, null)
                .items()
                .stream()
                // An older service finds everybody.
                .filter(entry -> marked.contains(entry.id()))
                .sorted(Comparator.comparing(entry -> marked.indexOf(entry.id())))
                .toList();
    }

    @POST
    public Response mark(@FormParam("mark") String mark, @FormParam("drop") String drop, @FormParam("to") String to) {
        var back = Response.seeOther(LocalPath.of(to));
        Ids.of(mark).ifPresent(mentor -> back.cookie(favourites.with(mentor)));
        Ids.of(drop).ifPresent(mentor -> back.cookie(favourites.without(mentor)));
        return back.build();
    }
}

package org.mentoring.kit.http;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.mutiny.Uni;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;

/** Operations that read what requests may say. */
@Path("/api/v1/kit/lists")
@PermitAll
class ListResource {

    record Element(@NotBlank String name, @Size(max = 2) List<String> parts) {}

    record Lists(
            @NotNull @Size(max = 3) List<@NotBlank String> texts,
            @Size(max = 3) List<@NotNull @Valid Element> elements,
            @Size(max = 3) Map<@NotBlank String, @NotNull Boolean> flags) {}

    @GET
    public Uni<String> find(
            @QueryParam("q") String q, @QueryParam("tag") List<String> tags, @BeanParam PageRequest page) {
        return Uni.createFrom()
                .item(q
                        + tags
                        + page.limit()
                        + page.after(1).map(key -> key.text(0)).orElse("[]"));
    }

    @GET
    @Path("named/{name}")
    public Uni<String> named(@PathParam("name") String name) {
        return Uni.createFrom().item(name);
    }

    /** A day in each row, after the one of the cursor. */
    @GET
    @Path("days")
    public Uni<Response> days(@QueryParam("q") String q, @BeanParam PageRequest page, @Context UriInfo request) {
        var before = page.after(1).map(key -> key.time(0)).orElse(OffsetDateTime.parse("2027-01-31T12:00:00Z"));
        var days = IntStream.rangeClosed(1, page.limit() + 1)
                .mapToObj(day -> before.plusDays(day).toString())
                .toList();
        return Uni.createFrom().item(() -> Page.of(days, page, List::of).response(request));
    }

    @GET
    @Path("open")
    @IgnoresUnknownParameters
    public Uni<String> open(@QueryParam("state") String state) {
        return Uni.createFrom().item(String.valueOf(state));
    }

    @GET
    @Path("public")
    public Response cached() {
        return Response.ok("public")
                .header("Cache-Control", "public, max-age=5")
                .build();
    }

    @GET
    @Path("short")
    public Uni<String> limited(@QueryParam("q") @Size(max = 3) String text) {
        return Uni.createFrom().item(String.valueOf(text));
    }

    /** A record with a single String, which Quarkus REST would construct from a text/plain body. */
    public record Named(@NotBlank String name) {}

    @POST
    @Path("named")
    public Uni<String> read(@NotNull @Valid Named named) {
        return Uni.createFrom().item(named.name());
    }

    @POST
    public Uni<String> read(@NotNull @Valid Lists lists) {
        return Uni.createFrom().item(lists.toString());
    }
}

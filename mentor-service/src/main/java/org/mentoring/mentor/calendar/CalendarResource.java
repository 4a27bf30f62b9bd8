package org.mentoring.mentor.calendar;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.mentoring.kit.http.IgnoresUnknownParameters;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.CurrentCaller;
import org.mentoring.mentor.calendar.provider.CalendarProvider;
import org.mentoring.mentor.calendar.provider.CalendarProviders;

/** A mentor's connected calendars. */
@Path("/api/v1/calendars")
@Produces(MediaType.APPLICATION_JSON)
class CalendarResource {

    private static final String COOKIE = "calendar_connect_";
    private static final int LONGEST = 3000;

    private final Connections connections;
    private final Authorisations authorisations;
    private final CalendarProviders providers;
    private final CalendarConfig config;
    private final CurrentCaller caller;

    CalendarResource(
            Connections connections,
            Authorisations authorisations,
            CalendarProviders providers,
            CalendarConfig config,
            CurrentCaller caller) {
        this.connections = connections;
        this.authorisations = authorisations;
        this.providers = providers;
        this.config = config;
        this.caller = caller;
    }

    /** @param offered the providers to which mentors can connect here */
    record Calendars(List<Connection> items, List<ProviderName> offered) {}

    record CalendarAuthorization(URI authorizationUrl) {}

    /** List the connected calendars, and the providers that can be connected. */
    @GET
    @Authenticated
    public Uni<Calendars> list() {
        return connections
                .of(caller.get())
                .map(items -> new Calendars(
                        items,
                        providers.offered().stream().map(ProviderName::of).toList()));
    }

    /**
     * Start connecting a calendar: send the browser to the returned URL; the provider sends it back to
     * {@code /calendars/{provider}/callback}. Only the browser with the cookie of this response can complete the connection.
     */
    @POST
    @Path("{provider}/connect")
    @RolesAllowed("mentor")
    @APIResponseSchema(CalendarAuthorization.class)
    public Uni<Response> connect(
            @PathParam("provider") @Parameter(schema = @Schema(enumeration = {"google", "microsoft"})) String name) {
        var provider = offered(name);
        return authorisations
                .begin(caller.get(), provider)
                .map(begun -> Response.ok(new CalendarAuthorization(begun.url()))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .cookie(cookie(name, begun.browserSecret(), (int)
                                config.authorisationLifetime().toSeconds()))
                        .build());
    }

    /**
     * Complete the connection of a calendar. The provider sends the browser here without a token; the state identifies the mentor.
     */
    @GET
    @Path("{provider}/callback")
    @PermitAll
    @IgnoresUnknownParameters
    @APIResponse(responseCode = "303", description = "Back to the page of the client app")
    public Uni<Response> callback(
            @PathParam("provider") @Parameter(schema = @Schema(enumeration = {"google", "microsoft"})) String name,
            @QueryParam("code") String code,
            @QueryParam("state") String state,
            @QueryParam("error") String error,
            @Context HttpHeaders headers) {
        var provider = offered(name);
        requireShort("state", state);
        requireShort("code", code);
        if (state == null || (code == null) == (error == null)) {
            throw Problems.malformed("state", "is required, together with either code or error");
        }
        var browser =
                Optional.ofNullable(headers.getCookies().get(COOKIE + name)).map(Cookie::getValue);
        var done = error != null
                ? authorisations.refused(provider, state, browser, error)
                : authorisations.complete(provider, state, browser, code);
        return done.map(connected -> Response.seeOther(UriBuilder.fromUri(config.webAddress())
                        .queryParam("connected", name)
                        .build())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Referrer-Policy", "no-referrer")
                .cookie(cookie(name, "", 0))
                .build());
    }

    /** Disconnect a calendar. Existing entries stay in the mentor's calendar. */
    @DELETE
    @Path("{id}")
    @Authenticated
    public Uni<Void> disconnect(@PathParam("id") UUID id) {
        return connections.disconnect(caller.get(), id);
    }

    private CalendarProvider offered(String name) {
        var provider = providers.find(name).orElseThrow(CalendarProblems::unknownProvider);
        if (!provider.offered()) {
            throw CalendarProblems.notOffered(name);
        }
        return provider;
    }

    private NewCookie cookie(String provider, String value, int maxAge) {
        return new NewCookie.Builder(COOKIE + provider)
                .value(value)
                .path(config.publicAddress().getPath())
                .maxAge(maxAge)
                .httpOnly(true)
                .secure("https".equals(config.publicAddress().getScheme()))
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    private static void requireShort(String parameter, String value) {
        if (value != null && value.length() > LONGEST) {
            throw Problems.malformed(parameter, "is too long");
        }
    }
}

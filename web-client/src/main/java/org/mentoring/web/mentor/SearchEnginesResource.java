package org.mentoring.web.mentor;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.cache.CacheResult;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.PublicOrigin;
import org.mentoring.web.WebConfig;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.client.DirectoryApi;
import org.mentoring.web.api.model.DirectoryPage;

/** robots.txt and the sitemap. */
@Path("/")
@RunOnVirtualThread
@PermitAll
class SearchEnginesResource {

    private static final int ON_A_PAGE = 100;
    private static final int MOST_PAGES = 50;

    private final DirectoryApi directory;
    private final WebConfig config;

    SearchEnginesResource(@RestClient DirectoryApi directory, WebConfig config) {
        this.directory = directory;
        this.config = config;
    }

    @GET
    @Path("robots.txt")
    @Produces(MediaType.TEXT_PLAIN)
    public String robots() {
        return """
                User-agent: *
                Disallow: /api/
                Disallow: /sign-in
                Disallow: /mentors/*/book
                Sitemap: %s/sitemap.xml
                """.formatted(PublicOrigin.of(config));
    }

    @GET
    @Path("sitemap.xml")
    @Produces(MediaType.APPLICATION_XML)
    @CacheResult(cacheName = "sitemap")
    public String sitemap() {
        var mentors = ApiCalls.all(
                MOST_PAGES,
                cursor -> directory.directoryFind(
                        cursor, null, null, null, null, ON_A_PAGE, null, null, "name", null, null),
                DirectoryPage::nextCursor,
                DirectoryPage::items);
        return Stream.concat(Stream.of("/"), mentors.map(mentor -> "/mentors/" + mentor.id()))
                .map(path -> "  <url><loc>%s%s</loc></url>\n".formatted(PublicOrigin.of(config), path))
                .collect(Collectors.joining("", """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                        """, "</urlset>\n"));
    }
}

package org.mentoring.web.mentor;

import java.util.ArrayList;

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
import org.mentoring.web.api.client.DirectoryApi;

/** robots.txt and the sitemap. */
@Path("/")
@RunOnVirtualThread
@PermitAll
class SiteResource {

    private static final int PAGE = 100;
    private static final int MOST_MENTORS = 5000;

    private final DirectoryApi directory;
    private final WebConfig config;

    SiteResource(@RestClient DirectoryApi directory, WebConfig config) {
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
        var addresses = new ArrayList<String>();
        addresses.add(PublicOrigin.of(config) + "/");
        String cursor = null;
        do {
            var page = directory.directoryFind(cursor, null, null, null, PAGE, null, null, "name", null, null);
            page.items().forEach(mentor -> addresses.add(PublicOrigin.of(config) + "/mentors/" + mentor.id()));
            cursor = page.nextCursor();
        } while (cursor != null && addresses.size() < MOST_MENTORS);
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        addresses.forEach(address -> xml.append("  <url><loc>").append(address).append("</loc></url>\n"));
        return xml.append("</urlset>\n").toString();
    }
}

package org.mentoring.web.find;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.cache.CacheResult;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.client.DirectoryApi;
import org.mentoring.web.api.model.TagCount;

/** The topics that most mentors have: a minute old at most. */
@ApplicationScoped
class Topics {

    private static final int USUAL = 12;

    private final DirectoryApi directory;

    Topics(@RestClient DirectoryApi directory) {
        this.directory = directory;
    }

    /** Whatever is looked for, so that none of them moves while one chooses. */
    @CacheResult(cacheName = "topics")
    public List<String> usual() {
        return directory
                .directoryFind(null, null, null, null, 1, null, null, "name", List.of(), null)
                .facets()
                .tags()
                .stream()
                .map(TagCount::name)
                .limit(USUAL)
                .toList();
    }
}

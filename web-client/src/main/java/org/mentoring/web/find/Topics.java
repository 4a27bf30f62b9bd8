package org.mentoring.web.find;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.cache.CacheResult;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.DirectoryApi;
import org.mentoring.web.api.client.ExpertiseTagsApi;
import org.mentoring.web.api.model.ExpertiseTag;
import org.mentoring.web.api.model.TagCount;

/** The topics that most mentors have: a minute old at most. */
@ApplicationScoped
class Topics {

    private static final int USUAL = 12;
    private static final int MOST_NAMED = 100;
    private static final Set<Integer> REFUSED = Set.of(400, 422);

    private final DirectoryApi directory;
    private final ExpertiseTagsApi tags;

    Topics(@RestClient DirectoryApi directory, @RestClient ExpertiseTagsApi tags) {
        this.directory = directory;
        this.tags = tags;
    }

    /** The name of the topic that is called so, also by an alias; null where there is none. */
    public String named(String nameOrAlias) {
        try {
            return tags.expertiseTagsList(null, MOST_NAMED, nameOrAlias).items().stream()
                    .filter(tag -> Stream.concat(Stream.of(tag.name()), tag.aliases().stream())
                            .anyMatch(nameOrAlias::equalsIgnoreCase))
                    .map(ExpertiseTag::name)
                    .findFirst()
                    .orElse(null);
        } catch (ApiException e) {
            if (REFUSED.contains(e.status())) {
                // No topic can have such a name.
                return null;
            }
            throw e;
        }
    }

    /** Whatever is looked for, so that none of them moves while one chooses. */
    @CacheResult(cacheName = "topics")
    public List<String> usual() {
        return directory
                .directoryFind(null, null, null, null, null, 1, null, null, "name", List.of(), null)
                .facets()
                .tags()
                .stream()
                .map(TagCount::name)
                .limit(USUAL)
                .toList();
    }
}

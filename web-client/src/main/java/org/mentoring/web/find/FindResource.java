package org.mentoring.web.find;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.kit.text.TextFiles;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.client.DirectoryApi;
import org.mentoring.web.api.model.DirectoryPage;
import org.mentoring.web.api.model.Facets;
import org.mentoring.web.api.model.FreeCount;
import org.mentoring.web.api.model.LanguageCount;
import org.mentoring.web.api.model.RatingCount;
import org.mentoring.web.api.model.TagCount;
import org.mentoring.web.language.Reader;
import org.mentoring.web.layout.Paging;

/** Finding a mentor: the first page. */
@Path("/")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class FindResource {

    private static final int ON_A_PAGE = 12;
    private static final int SHOWN_TAGS = 12;
    private static final int MORE_TAGS = 4;

    private final DirectoryApi directory;
    private final MentorCards cards;
    private final Favourites favourites;
    private final Reader reader;
    private final Topics topics;

    FindResource(
            @RestClient DirectoryApi directory,
            MentorCards cards,
            Favourites favourites,
            Reader reader,
            Topics topics) {
        this.topics = topics;
        this.directory = directory;
        this.cards = cards;
        this.favourites = favourites;
        this.reader = reader;
    }

    /** @param count how many are found with it, null where that is not known */
    record Choice(String value, String label, String text, Integer count, boolean chosen) {

        public boolean dead() {
            return count != null && count == 0 && !chosen;
        }
    }

    record Tag(String name, int count, boolean chosen) {

        public boolean dead() {
            return count == 0 && !chosen;
        }
    }

    record Found(DirectoryPage page, List<MentorCard> cards, List<Tag> tags, Paging paging) {

        public List<Instant> starts() {
            return MentorCard.starts(cards);
        }
    }

    @CheckedTemplate(basePath = "find")
    static final class Templates {
        static native TemplateInstance page(
                FindQuery query,
                Found found,
                List<Choice> languages,
                List<Choice> ratings,
                Choice free,
                List<Choice> sorts,
                int favourites);
    }

    @GET
    @PermitAll
    public TemplateInstance find(@BeanParam FindQuery query) {
        var page = ApiCalls.orUnavailable(() -> ApiCalls.page(
                query.cursor,
                cursor -> directory.directoryFind(
                        cursor,
                        "all",
                        query.freeWithin(),
                        null,
                        query.language().isEmpty() ? null : query.language(),
                        ON_A_PAGE,
                        query.leastRating(),
                        query.text().isEmpty() ? null : query.text(),
                        query.sort(),
                        query.tags(),
                        "all")));
        var found = page.optional().map(there -> found(query, there));
        return Templates.page(
                query,
                found.orElse(null),
                languages(query, page.optional().map(DirectoryPage::facets).map(Facets::languages)),
                ratings(query, page.optional().map(DirectoryPage::facets).map(Facets::ratings)),
                free(query, page.optional().map(DirectoryPage::facets).map(Facets::free)),
                sorts(query),
                favourites.all().size());
    }

    private Found found(FindQuery query, DirectoryPage page) {
        query.tags(query.tags().stream()
                .map(name -> named(page.facets().tags(), name))
                .distinct()
                .toList());
        return new Found(
                page,
                cards.of(page.items()),
                tags(query, page),
                Paging.of(query.address(), query.cursor, page.nextCursor()));
    }

    /**
     * In an order that no choice changes: the usual topics, also those that none of the found mentors has; then other chosen topics;
     * then others that many of the found mentors have.
     */
    private List<Tag> tags(FindQuery query, DirectoryPage page) {
        var counted = page.facets().tags();
        var names =
                new ArrayList<>(ApiCalls.orUnavailable(topics::usual).optional().orElse(List.of()));
        var most = names.isEmpty() ? SHOWN_TAGS : MORE_TAGS;
        query.tags().stream().filter(name -> isMissing(names, name)).forEach(names::add);
        counted.stream()
                .map(TagCount::name)
                .filter(name -> isMissing(names, name))
                .limit(most)
                .toList()
                .forEach(names::add);
        return names.stream()
                .map(name -> isMissing(query.tags(), name)
                        ? new Tag(name, count(counted, name), false)
                        // All who are found have it.
                        : new Tag(name, page.total(), true))
                .toList();
    }

    /** An alias is not counted: it is looked up, so that its topic is not shown under both names. */
    private String named(List<TagCount> counted, String name) {
        return counted.stream()
                .map(TagCount::name)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .or(() -> ApiCalls.orUnavailable(() -> topics.named(name)).optional())
                .orElse(name);
    }

    private static boolean isMissing(List<String> names, String name) {
        return names.stream().noneMatch(name::equalsIgnoreCase);
    }

    private static int count(List<TagCount> counted, String name) {
        return counted.stream()
                .filter(tag -> tag.name().equalsIgnoreCase(name))
                .mapToInt(TagCount::count)
                .findFirst()
                .orElse(0);
    }

    private List<Choice> languages(FindQuery query, Optional<List<LanguageCount>> counted) {
        return TextFiles.LANGUAGES.stream()
                .map(tag -> choice(
                        tag,
                        reader.texts().languageName(tag),
                        counted.map(counts -> counts.stream()
                                .filter(count -> count.language().equals(tag))
                                .mapToInt(LanguageCount::count)
                                .sum()),
                        tag.equals(query.language())))
                .toList();
    }

    private List<Choice> ratings(FindQuery query, Optional<List<RatingCount>> counted) {
        return FindQuery.RATINGS.stream()
                .map(least -> choice(
                        least,
                        reader.texts()
                                .of("find.rating.from", "rating", Double.valueOf(least))
                                .strip(),
                        counted.map(counts -> counts.stream()
                                .filter(count -> count.minRating().compareTo(new BigDecimal(least)) == 0)
                                .mapToInt(RatingCount::count)
                                .sum()),
                        least.equals(query.rating())))
                .toList();
    }

    private Choice free(FindQuery query, Optional<List<FreeCount>> counted) {
        return choice(
                Integer.toString(FindQuery.DAYS_OF_A_WEEK),
                reader.texts().of("find.free"),
                counted.map(counts -> counts.stream()
                        .filter(count -> count.freeWithin() == FindQuery.DAYS_OF_A_WEEK)
                        .mapToInt(FreeCount::count)
                        .sum()),
                !query.free().isEmpty());
    }

    private List<Choice> sorts(FindQuery query) {
        return FindQuery.SORTS.stream()
                .map(sort -> choice(
                        sort, reader.texts().of("find.sort." + sort), Optional.empty(), sort.equals(query.sort())))
                .toList();
    }

    private Choice choice(String value, String label, Optional<Integer> count, boolean chosen) {
        var text = count.map(known -> reader.texts().of("find.option", "what", label, "count", known))
                .orElse(label);
        return new Choice(value, label, text, count.orElse(null), chosen);
    }
}

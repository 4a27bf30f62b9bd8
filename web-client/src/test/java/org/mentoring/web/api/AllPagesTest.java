package org.mentoring.web.api;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AllPagesTest {

    private static final int PAGES = 30;

    private final List<String> requested = new ArrayList<>();

    private record Page(List<Integer> items, String nextCursor) {}

    @Test
    void hasTheItemsOfAllPages() {
        assertThat(all(3)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(requested).containsExactly(null, "1", "2");
    }

    @Test
    void requestsNoPageAfterTheOneThatHasWhatIsLookedFor() {
        assertThat(all(PAGES).filter(item -> item == 3).findFirst()).contains(3);
        assertThat(requested).containsExactly(null, "1");
    }

    @Test
    void leavesOutTheRestOfAVeryLongList() {
        assertThat(all(PAGES)).hasSize(20);
        assertThat(requested).hasSize(10);
        requested.clear();

        assertThat(ApiCalls.all(12, cursor -> page(cursor, PAGES), Page::nextCursor, Page::items))
                .hasSize(24);
        assertThat(requested).hasSize(12);
    }

    private Stream<Integer> all(int pages) {
        return ApiCalls.all(cursor -> page(cursor, pages), Page::nextCursor, Page::items);
    }

    private Page page(String cursor, int pages) {
        requested.add(cursor);
        var number = cursor == null ? 0 : Integer.parseInt(cursor);
        return new Page(
                IntStream.of(2 * number, 2 * number + 1).boxed().toList(),
                number + 1 < pages ? Integer.toString(number + 1) : null);
    }
}

package org.mentoring.web.layout;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PagingTest {

    private static final PageAddress LIST =
            PageAddress.of("/list").with("status", "a&b").with("from", null);

    @Test
    void keepsTheFilterOfTheList() {
        assertThat(Paging.of(LIST, "x", "=/+"))
                .isEqualTo(new Paging("/list?status=a%26b", "/list?status=a%26b&cursor=%3D%2F%2B"));
    }

    @Test
    void hasNoLinksToThePageThatIsShownNorBehindTheLastOne() {
        assertThat(Paging.of(LIST, " ", null)).isEqualTo(new Paging(null, null));
    }
}

package org.mentoring.kit.test;

import java.util.List;
import java.util.Map;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.QueryParam;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequestSizesTest {

    record Inner(List<String> unbounded, @Size(max = 5) List<String> bounded) {}

    record Outer(
            @Size(max = 5) List<Inner> inner,
            @Size(max = 100_000) Map<String, String> large) {}

    record Fine(@Size(max = 5) List<String> few) {}

    interface Wrong {

        @POST
        void add(Outer body);
    }

    interface Right {

        @PUT
        void change(@QueryParam("tag") List<String> tags, Fine body);
    }

    @Test
    void reportsNestedCollectionsWithoutALimit() {
        assertThatThrownBy(() -> RequestSizes.check(new ClassFileImporter().importClasses(Wrong.class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Inner.unbounded")
                .hasMessageContaining("Outer.large")
                .message()
                .doesNotContain("Inner.bounded")
                .doesNotContain("Outer.inner");
    }

    @Test
    void acceptsLimitedCollections() {
        assertThatCode(() -> RequestSizes.check(new ClassFileImporter().importClasses(Right.class)))
                .doesNotThrowAnyException();
    }
}

package org.mentoring.kubernetes;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Every overlay, rendered as operators render it, holds against the models, against itself and against the services. */
class InstallationTest {

    @TestFactory
    Stream<DynamicTest> isStrictlyTyped() {
        return inEach(ManifestModels::problems);
    }

    @Test
    void theBaseHasNoProblems() {
        var base = Installation.base();

        assertThat(base.all("HorizontalPodAutoscaler")).hasSize(Installation.SERVICES.size() + 2);
        assertThat(ManifestModels.problems(base)).isEmpty();
        assertThat(Workloads.problems(base)).isEmpty();
        assertThat(GatewayAccess.problems(base)).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> namesOnlyWhatIsThere() {
        return inEach(References::problems);
    }

    @TestFactory
    Stream<DynamicTest> tellsTheServicesWhatTheyCanAndMustBeTold() {
        return inEach(Settings::problems);
    }

    @TestFactory
    Stream<DynamicTest> runsPodsThatMayDoLittleAndAreUpdatedWithoutLoss() {
        return inEach(Workloads::problems);
    }

    @TestFactory
    Stream<DynamicTest> tellsTheOperatorsWhatStartsAndIsSafe() {
        return inEach(OperatorResources::problems);
    }

    @TestFactory
    Stream<DynamicTest> allowsTheArrowsOfTheArchitectureAndNoOthers() {
        return inEach(NetworkConnections::problems);
    }

    @TestFactory
    Stream<DynamicTest> givesEachServiceTheRightsInKafkaThatItNeeds() {
        return inEach(KafkaRights::problems);
    }

    @TestFactory
    Stream<DynamicTest> encryptsWhatOurPartsSayToEachOther() {
        return inEach(Encryption::problems);
    }

    @TestFactory
    Stream<DynamicTest> survivesTheLossOfANode() {
        return inEach(Availability::problems);
    }

    @TestFactory
    Stream<DynamicTest> letsInWhatIsPublic() {
        return inEach(GatewayAccess::problems);
    }

    private static Stream<DynamicTest> inEach(Function<Installation, List<String>> check) {
        return Installation.OVERLAYS.stream()
                .map(overlay -> dynamicTest(
                        overlay,
                        () -> assertThat(check.apply(Installation.of(overlay))).isEmpty()));
    }
}

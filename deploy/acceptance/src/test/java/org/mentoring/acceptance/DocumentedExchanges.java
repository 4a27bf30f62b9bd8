package org.mentoring.acceptance;

import java.nio.file.Path;

import org.mentoring.contracts.Project;
import org.mentoring.contracts.exchange.ExchangeContract;
import org.mentoring.contracts.exchange.ExchangeContract.Exchange;
import org.mentoring.local.client.Answer;
import org.mentoring.local.client.ExchangeObserver;

/** Holds every exchange of the acceptance tests, the demo and its data against the API as it is documented. */
public final class DocumentedExchanges implements ExchangeObserver {

    @Override
    public void observed(String method, String path, String body, Answer answer) {
        var breaches = Contract.OF_THE_PLATFORM.breaches(new Exchange(
                method,
                path,
                body,
                answer.status(),
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.headers().map().keySet(),
                answer.body()));
        if (!breaches.isEmpty()) {
            throw new AssertionError(
                    "This is not as deploy/contracts/openapi/mentoring.yaml says:\n" + String.join("\n", breaches));
        }
    }

    static ExchangeContract contract() {
        return Contract.OF_THE_PLATFORM;
    }

    /** The API as it is documented. */
    static Path document() {
        return Contract.repository().resolve("deploy/contracts/openapi/mentoring.yaml");
    }

    private static final class Contract {
        static final ExchangeContract OF_THE_PLATFORM = ExchangeContract.of(new Project(repository()));

        /** Also found by the parts of the platform under test, which work elsewhere. */
        private static Path repository() {
            var directory = Path.of("").toAbsolutePath();
            while (!directory.resolve("deploy/contracts").toFile().exists()) {
                directory = directory.getParent();
            }
            return directory;
        }
    }
}

package org.mentoring.user.closure;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.mentoring.kit.time.ScheduledJobs;

/**
 * Notices that accounts were deleted or disabled at the identity provider, and closes those that were deleted: at once from what
 * the provider records, and of the rest by looking at every account in turn. An account is closed when the provider says of that
 * very one twice that it does not exist; while it does not answer nothing is concluded.
 */
@ApplicationScoped
class IdentityChecks {

    private static final Logger LOG = Logger.getLogger(IdentityChecks.class);
    private static final int MOST_FAILURES = 3;
    private static final String TOO_MANY =
            "%d of %d accounts are %s at the identity provider, more than mentoring.identity-checks allows within a day: nothing is"
                    + " concluded. If this is right, raise the limits or close the accounts as an admin";

    private final ScheduledJobs jobs;
    private final IdentityCheckQueue queue;
    private final IdentityProvider identityProvider;
    private final MissingIdentities missing;
    private final IdentityStates states;
    private final AccountClosure closure;
    private final IdentityCheckConfig config;
    private final Clock clock;
    private final Counter refused;

    IdentityChecks(
            ScheduledJobs jobs,
            IdentityCheckQueue queue,
            IdentityProvider identityProvider,
            MissingIdentities missing,
            IdentityStates states,
            AccountClosure closure,
            IdentityCheckConfig config,
            Clock clock,
            MeterRegistry registry) {
        this.jobs = jobs;
        this.queue = queue;
        this.identityProvider = identityProvider;
        this.missing = missing;
        this.states = states;
        this.closure = closure;
        this.config = config;
        this.clock = clock;
        this.refused = Counter.builder("mentoring.identity.checks.refused")
                .description(
                        "Checks that would have concluded from the identity provider that too many accounts are gone")
                .register(registry);
    }

    @Scheduled(
            every = "${mentoring.identity-checks.check-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> check() {
        if (!config.enabled()) {
            return Uni.createFrom().voidItem();
        }
        return jobs.run(
                "Checking accounts at the identity provider failed, the next run retries",
                () -> queue.claim()
                        .chain(batch -> batch.isEmpty() ? Uni.createFrom().voidItem() : check(batch.get())));
    }

    /** What is recorded needs a right of its own: without it, looking at every account is enough, if slower. */
    private Uni<Void> check(IdentityCheckQueue.Batch batch) {
        return jobs.run("Reading recorded deletions failed, the next run retries", this::addRecordedDeletions)
                .chain(() -> checkAccounts(batch.people()))
                .chain(this::confirm)
                .chain(missing::deleteOld)
                .chain(() -> queue.done(batch))
                .onFailure()
                .call(() -> queue.failed(batch));
    }

    private Uni<Void> addRecordedDeletions() {
        return identityProvider
                .deletedSince(clock.instant().minus(config.recordedWithin()))
                .chain(deleted -> addMissing(deleted, true));
    }

    private Uni<Void> checkAccounts(List<UUID> people) {
        return identityProvider.accounts(people).chain(accounts -> {
            var absent = new ArrayList<>(people);
            absent.removeAll(accounts.keySet());
            var byEnabled = accounts.keySet().stream().collect(Collectors.partitioningBy(accounts::get));
            return missing.found(List.copyOf(accounts.keySet()))
                    .chain(() -> states.disabled(byEnabled.get(true), false))
                    .chain(() -> disable(byEnabled.get(false), people.size()))
                    .chain(() -> addMissing(absent, false));
        });
    }

    private Uni<Void> disable(List<UUID> disabled, int checked) {
        return states.enabledAmong(disabled).chain(news -> {
            // Sessions that were cancelled for it do not come back when the accounts do.
            if (news.size() > config.largestNumber() && 2 * news.size() > checked) {
                return refuse(news.size(), checked, "disabled");
            }
            return states.disabled(news, true);
        });
    }

    private Uni<Void> addMissing(List<UUID> people, boolean recorded) {
        return missing.newlyMissing(people, recorded)
                .chain(newlyMissing -> oneByOne(
                        newlyMissing,
                        person -> identityProvider
                                .hasAccount(person)
                                .chain(there -> there ? Uni.createFrom().voidItem() : missing.add(person, recorded))));
    }

    private Uni<Void> confirm() {
        return missing.due().chain(due -> confirm(due, true).chain(() -> confirm(due, false)));
    }

    private Uni<Void> confirm(List<MissingIdentities.Due> due, boolean recorded) {
        var people = due.stream()
                .filter(one -> one.deletionRecorded() == recorded)
                .map(MissingIdentities.Due::person)
                .toList();
        if (people.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return missing.share(recorded)
                .call(share -> share.isTooLarge()
                        ? refuse(share.missing(), share.accounts(), "missing")
                        : Uni.createFrom().voidItem())
                .chain(share -> oneByOne(
                        people,
                        person -> identityProvider
                                .hasAccount(person)
                                .chain(there -> there ? missing.found(List.of(person)) : conclude(person, share))));
    }

    private Uni<Void> conclude(UUID person, MissingIdentities.MissingShare share) {
        return share.isTooLarge()
                ? missing.postpone(person)
                : closure.deletedElsewhere(person, tx -> missing.closed(tx, person));
    }

    private Uni<Void> refuse(long number, long accounts, String what) {
        LOG.errorf(TOO_MANY, number, accounts, what);
        refused.increment();
        return Uni.createFrom().voidItem();
    }

    /** One account that cannot be checked keeps no other from being checked; of a provider that is down no more is asked. */
    private static Uni<Void> oneByOne(List<UUID> people, Function<UUID, Uni<Void>> step) {
        var failures = new AtomicInteger();
        return Multi.createFrom()
                .iterable(people)
                .onItem()
                .transformToUniAndConcatenate(person -> step.apply(person)
                        .invoke(() -> failures.set(0))
                        .onFailure(failure -> failures.incrementAndGet() < MOST_FAILURES)
                        .recoverWithUni(failure -> {
                            LOG.warnf("The account of %s cannot be checked: %s", person, failure);
                            return Uni.createFrom().voidItem();
                        }))
                .collect()
                .last()
                .replaceWithVoid();
    }
}

package org.mentoring.kit.security;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;
import org.mentoring.kit.problem.Problems;

/**
 * The accounts that were closed so recently that a token of their people may not have expired yet; in memory, because every
 * request asks.
 */
@ApplicationScoped
public class ClosedAccounts {

    private static final ProblemType CLOSED = new ProblemType("account-closed", 403, "The account is closed");

    private final Set<UUID> added = new HashSet<>();
    private volatile Set<UUID> people = ConcurrentHashMap.newKeySet();

    /** @throws ProblemException if the account of this person was closed */
    public void requireOpen(UUID person) {
        if (people.contains(person)) {
            throw closed();
        }
    }

    /** 403: a token that was issued before the account was closed is not valid any more. */
    public static ProblemException closed() {
        return Problems.of(CLOSED, "This account was closed, and its data was erased.");
    }

    /** Takes effect at once; after the commit, so that whoever reads the database from then on finds the person, too. */
    public synchronized void add(UUID person) {
        added.add(person);
        people.add(person);
    }

    /** @param closed as they were read, perhaps before somebody was added, who is kept until the next time */
    public synchronized void replaceWith(Set<UUID> closed) {
        Set<UUID> next = ConcurrentHashMap.newKeySet();
        next.addAll(closed);
        next.addAll(added);
        added.clear();
        people = next;
    }
}

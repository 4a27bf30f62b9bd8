package org.mentoring.kit.security;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * The accounts that were closed so recently that a token of their people may not have expired yet; in memory, because every
 * request asks.
 */
@ApplicationScoped
public class ClosedAccounts {

    private final Set<UUID> added = new HashSet<>();
    private volatile Set<UUID> people = ConcurrentHashMap.newKeySet();

    /** @throws AccountClosedException if the account of this person was closed */
    public void requireOpen(UUID person) {
        if (people.contains(person)) {
            throw new AccountClosedException();
        }
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

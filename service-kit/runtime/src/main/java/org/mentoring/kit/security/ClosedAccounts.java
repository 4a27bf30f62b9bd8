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

    /** Takes note at once, after the commit and before the next look into the database. */
    public synchronized void add(UUID person) {
        added.add(person);
        people.add(person);
    }

    /** @param closed as the database had them, perhaps before somebody was added */
    public synchronized void replaceWith(Set<UUID> closed) {
        Set<UUID> next = ConcurrentHashMap.newKeySet();
        next.addAll(closed);
        next.addAll(added);
        added.clear();
        people = next;
    }
}

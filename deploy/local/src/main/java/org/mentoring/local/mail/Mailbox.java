package org.mentoring.local.mail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The newest messages, up to a maximum. */
final class Mailbox {

    private final int most;
    private final Deque<CaughtMail> newestFirst = new ArrayDeque<>();

    Mailbox(int most) {
        this.most = most;
    }

    synchronized void add(CaughtMail mail) {
        newestFirst.addFirst(mail);
        if (newestFirst.size() > most) {
            newestFirst.removeLast();
        }
    }

    /**
     * @param to one recipient's address, whatever its case; null for everybody's
     * @return newest first
     */
    synchronized List<CaughtMail> find(String to, int limit) {
        return newestFirst.stream()
                .filter(mail -> to == null || mail.isTo(to))
                .limit(limit)
                .toList();
    }

    synchronized Optional<CaughtMail> find(String id) {
        return newestFirst.stream().filter(mail -> mail.id().equals(id)).findFirst();
    }

    synchronized void clear() {
        newestFirst.clear();
    }
}

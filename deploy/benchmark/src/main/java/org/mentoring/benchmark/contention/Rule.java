package org.mentoring.benchmark.contention;

import java.util.function.Consumer;

/** An invariant that holds for every run. */
interface Rule {

    /** @param violations takes a sentence for each violation */
    void check(Run run, Consumer<String> violations);
}

package org.mentoring.benchmark.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A fault to inject.
 *
 * @param seconds for how long it is frozen; 0 for what takes no time
 */
record Fault(Kind kind, String part, int seconds) {

    enum Kind {
        KILL,
        FREEZE,
        /** All that the part has read of Kafka it reads again. */
        REWIND
    }

    private static final int LONGEST_FREEZE = 20;
    private static final List<String> READERS = List.of("user", "mentor", "booking", "review", "notification");

    /** Every part is killed or frozen before one is a second time; every seventh fault sets offsets back. */
    static List<Fault> plan(long seed, int count, List<String> parts) {
        var random = new Random(seed);
        var faults = new ArrayList<Fault>();
        var left = new ArrayList<String>();
        while (faults.size() < count) {
            if (faults.size() % 7 == 6) {
                faults.add(new Fault(Kind.REWIND, READERS.get(random.nextInt(READERS.size())), 0));
                continue;
            }
            if (left.isEmpty()) {
                left.addAll(parts);
            }
            var part = left.remove(random.nextInt(left.size()));
            faults.add(
                    random.nextBoolean()
                            ? new Fault(Kind.KILL, part, 0)
                            : new Fault(Kind.FREEZE, part, 1 + random.nextInt(LONGEST_FREEZE)));
        }
        return faults;
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + part + (seconds > 0 ? " " + seconds + " s" : "");
    }
}

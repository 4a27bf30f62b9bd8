package org.mentoring.benchmark.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A fault to inject.
 *
 * @param seconds for how long it is frozen; 0 for what takes no time
 * @param meanwhile the part that is killed when the other has been frozen for that long, and still is; null where none is
 */
record Fault(Kind kind, String part, int seconds, String meanwhile) {

    enum Kind {
        KILL,
        FREEZE,
        /** All that the part has read of Kafka it reads again. */
        REWIND
    }

    private static final int LONGEST_FREEZE = 20;
    private static final List<String> SHARED = List.of("postgres", "kafka", "keycloak", "mail");
    private static final List<String> READERS = List.of("user", "mentor", "booking", "review", "notification");

    /**
     * Every part is killed or frozen before one is a second time; every fifth fault kills a service while something that it needs is
     * frozen, and every seventh sets offsets back.
     */
    static List<Fault> plan(long seed, int count, List<String> parts) {
        var random = new Random(seed);
        var faults = new ArrayList<Fault>();
        var left = new ArrayList<String>();
        while (faults.size() < count) {
            if (faults.size() % 7 == 6) {
                faults.add(new Fault(Kind.REWIND, any(READERS, random), 0, null));
                continue;
            }
            if (faults.size() % 5 == 4) {
                faults.add(new Fault(Kind.FREEZE, any(SHARED, random), seconds(random), any(READERS, random)));
                continue;
            }
            if (left.isEmpty()) {
                left.addAll(parts);
            }
            var part = left.remove(random.nextInt(left.size()));
            faults.add(
                    random.nextBoolean()
                            ? new Fault(Kind.KILL, part, 0, null)
                            : new Fault(Kind.FREEZE, part, seconds(random), null));
        }
        return faults;
    }

    private static String any(List<String> parts, Random random) {
        return parts.get(random.nextInt(parts.size()));
    }

    private static int seconds(Random random) {
        return 1 + random.nextInt(LONGEST_FREEZE);
    }

    /** Whether the part is started anew, and loses what it had in memory. */
    boolean kills(String name) {
        return name.equals(killed());
    }

    /** The part that is killed; null where none is. */
    String killed() {
        return kind == Kind.KILL ? part : meanwhile;
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT)
                + " "
                + part
                + (seconds > 0 ? " " + seconds + " s" : "")
                + (meanwhile == null ? "" : ", kill " + meanwhile);
    }
}

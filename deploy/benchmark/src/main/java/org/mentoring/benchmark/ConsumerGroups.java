package org.mentoring.benchmark;

import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** Changes the offsets of consumer groups. */
public final class ConsumerGroups {

    private ConsumerGroups() {}

    /** Has a group without members read again all that it has read. */
    public static void resetToBeginning(Admin admin, String group) throws InterruptedException, ExecutionException {
        var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().keySet().stream()
                .collect(Collectors.toMap(partition -> partition, _ -> new OffsetAndMetadata(0)));
        if (!offsets.isEmpty()) {
            admin.alterConsumerGroupOffsets(group, offsets).all().get();
        }
    }
}

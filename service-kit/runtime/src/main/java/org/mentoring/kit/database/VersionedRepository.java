package org.mentoring.kit.database;

import java.util.function.Consumer;

import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import org.mentoring.kit.problem.Problems;

/**
 * A repository of rows whose version every change raises, also a change into what is there already. The property of the id has to
 * have the name of its column: where a version alone is raised, Hibernate Reactive writes the one for the other.
 */
public interface VersionedRepository<E extends Versioned, I> extends PanacheRepositoryBase<E, I> {

    /** Changes a row and writes it at once. */
    default Uni<E> change(E row, Consumer<E> change) {
        var before = row.version();
        change.accept(row);
        return getSession()
                .call(session -> session.flush())
                .chain(session -> row.version() == before
                        ? session.lock(row, LockModeType.PESSIMISTIC_FORCE_INCREMENT)
                        : Uni.createFrom().voidItem())
                .replaceWith(row);
    }

    /**
     * Changes a row and writes it at once, unless it has another version than the caller has seen.
     *
     * @param row null for a row that is not there, which is a stale version too
     */
    default Uni<E> change(E row, long version, Consumer<E> change) {
        if (row == null || row.version() != version) {
            return Uni.createFrom().failure(Problems.staleVersion());
        }
        return change(row, change);
    }
}

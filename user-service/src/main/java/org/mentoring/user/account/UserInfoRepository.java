package org.mentoring.user.account;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class UserInfoRepository implements PanacheRepositoryBase<UserInfoEntity, Long> {

    /** Reads again what SQL has changed. */
    Uni<Void> refresh(UserInfoEntity info) {
        return getSession().chain(session -> session.refresh(info));
    }
}

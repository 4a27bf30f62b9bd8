package org.mentoring.user.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;

/** A row of {@code user_info}. The address and the flags follow the token and the decisions of admins, by SQL. */
@Entity
@Table(name = "user_info")
class UserInfoEntity {

    @Id
    long id;

    @OneToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "user_id", updatable = false)
    UserEntity user;

    String name;

    @Column(updatable = false)
    String email;

    @Column(updatable = false)
    boolean emailVerified;

    @Column(updatable = false)
    boolean mentor;

    @Column(updatable = false)
    boolean mentee;

    /** Whether a token says anything else. */
    boolean differsFrom(String address, boolean isMentor, boolean isMentee) {
        return address != null && !address.equals(email) || mentor != isMentor || mentee != isMentee;
    }
}

package org.mentoring.user.account;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;

import org.hibernate.annotations.DynamicUpdate;
import org.mentoring.kit.database.Versioned;

/** A row of {@code users}. New ones are inserted by SQL, which tolerates two concurrent first requests. */
@Entity
@Table(name = "users")
@DynamicUpdate
class UserEntity extends Versioned {

    /** Named as its column, see {@link org.mentoring.kit.database.VersionedRepository}. */
    @Id
    UUID user_id;

    @OneToOne(mappedBy = "user")
    UserInfoEntity info;

    @Column(updatable = false)
    Instant createdAt;

    String name;
    String linkedin;
    LocalDate dob;
    String timeZone;
    String locale;
    boolean shareEmail;
    boolean disabled;

    void apply(AccountChange change) {
        name = change.name();
        info.name = change.name();
        linkedin = change.linkedin();
        dob = change.dob();
        timeZone = change.timeZone();
        locale = change.locale();
        if (change.shareEmail() != null) {
            shareEmail = change.shareEmail();
        }
    }

    Account account() {
        return new Account(
                user_id,
                createdAt,
                name,
                info.emailVerified ? info.email : null,
                info.mentor,
                info.mentee,
                linkedin,
                dob,
                timeZone,
                locale,
                shareEmail,
                disabled,
                version());
    }
}

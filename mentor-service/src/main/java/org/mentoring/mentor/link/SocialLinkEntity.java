package org.mentoring.mentor.link;

import java.util.List;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.UuidGenerator;
import org.mentoring.kit.database.Versioned;

/** A row of {@code mentor_social_links}. */
@Entity
@Table(name = "mentor_social_links")
class SocialLinkEntity extends Versioned {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    @Column(updatable = false)
    UUID mentorId;

    String platform;
    String url;
    int position;

    /** A new link, behind the others unless its mentor wants it elsewhere. */
    static SocialLinkEntity after(List<SocialLinkEntity> others, UUID mentor, SocialLinkChange change) {
        var link = new SocialLinkEntity();
        link.mentorId = mentor;
        link.position = others.isEmpty() ? 1 : others.getLast().position + 1;
        link.apply(change);
        return link;
    }

    void apply(SocialLinkChange change) {
        platform = change.platform().strip();
        url = change.url();
        if (change.position() != null) {
            position = change.position();
        }
    }

    SocialLink link() {
        return new SocialLink(id, platform, url, position, version());
    }
}

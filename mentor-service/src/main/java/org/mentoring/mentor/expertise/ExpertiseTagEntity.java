package org.mentoring.mentor.expertise;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Formula;
import org.hibernate.annotations.UuidGenerator;
import org.mentoring.kit.database.Versioned;

/** A row of {@code expertise_tags}, and its aliases as they were read. */
@Entity
@Table(name = "expertise_tags")
class ExpertiseTagEntity extends Versioned {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    String name;

    @Column(updatable = false)
    OffsetDateTime createdAt;

    @Formula("""
            (SELECT array_agg(n.name ORDER BY lower(n.name)) FROM expertise_tag_names n WHERE n.tag_id = id AND n.alias)""")
    String[] aliases;

    static ExpertiseTagEntity of(String name, OffsetDateTime createdAt) {
        var tag = new ExpertiseTagEntity();
        tag.name = name.strip();
        tag.createdAt = createdAt;
        return tag;
    }

    ExpertiseTag tag() {
        return new ExpertiseTag(id, name, aliases == null ? List.of() : Arrays.asList(aliases), createdAt, version());
    }
}

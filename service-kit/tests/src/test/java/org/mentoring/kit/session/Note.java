package org.mentoring.kit.session;

import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.mentoring.kit.database.Versioned;

@Entity
@Table(name = "notes")
class Note extends Versioned {

    @Id
    UUID id;

    UUID writtenBy;
    String text;

    static Note of(UUID id, UUID writtenBy, String text) {
        var note = new Note();
        note.id = id;
        note.writtenBy = writtenBy;
        note.text = text;
        return note;
    }
}

package org.mentoring.web.book;

import jakarta.ws.rs.FormParam;

/** The form of the last step. */
public class BookForm {

    static final int LONGEST_NOTE = 2000;

    @FormParam("type")
    String type;

    @FormParam("start")
    String start;

    @FormParam("zone")
    String zone;

    @FormParam("note")
    String note;

    @FormParam("form_key")
    String key;

    TimeSelection chosen() {
        return TimeSelection.of(type, null, null, start, zone);
    }

    String note() {
        return note == null ? "" : note.replace("\r\n", "\n");
    }
}

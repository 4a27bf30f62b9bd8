package org.mentoring.web.book;

import jakarta.ws.rs.FormParam;

/** What the last step sends. */
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

    Chosen chosen() {
        return Chosen.of(type, null, null, start, zone);
    }

    String note() {
        return note == null ? "" : note.replace("\r\n", "\n");
    }
}

package org.mentoring.web.book;

import jakarta.ws.rs.QueryParam;

import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.language.Reader;

/** What the address of a page that offers times says of the chosen one. */
public class TimeQuery {

    @QueryParam("type")
    String type;

    @QueryParam("month")
    String month;

    @QueryParam("day")
    String day;

    @QueryParam("start")
    String start;

    /** As it was typed. */
    @QueryParam("zone")
    String zone;

    /** The choice; the reader follows its zone. */
    public TimeSelection chosen(Reader reader) {
        var chosen = TimeSelection.of(
                type,
                month,
                day,
                start,
                TimeSelection.zoneMeant(zone, reader.texts().locale()));
        reader.follow(null, chosen.zone());
        return chosen;
    }

    /** Whether a zone was typed that is not known. */
    public FormErrors errors(TimeSelection chosen, Forms forms) {
        return zone == null || zone.isBlank() || chosen.zone() != null
                ? FormErrors.none()
                : forms.errors().add("zone", "book.zone.unknown");
    }
}

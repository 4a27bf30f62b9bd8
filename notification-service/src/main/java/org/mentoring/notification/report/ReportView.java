package org.mentoring.notification.report;

import java.util.List;

import org.mentoring.notification.mail.MailLayout;

/**
 * What the templates show of a report, {@code templates/mail/report.html} and {@code report.txt}.
 *
 * @param file what is attached, in a sentence
 */
record ReportView(
        MailLayout page, String greeting, String lead, List<Tile> tiles, List<Section> sections, String file) {

    /** A figure that is looked at first. */
    record Tile(String value, String label) {}

    /**
     * A part of the report. What it does not have is null or empty.
     *
     * @param note a sentence at the end
     */
    record Section(String title, Chart chart, Table table, List<Quote> quotes, String note) {

        Section(String title, Chart chart, Table table, String note) {
            this(title, chart, table, List.of(), note);
        }
    }

    /**
     * A picture of columns; the words are outside of it, for pictures are not read aloud and do not grow with letters.
     *
     * @param url of the image within the mail
     * @param alternative what the picture shows, for people who do not see it
     * @param top the figure of the highest line
     * @param labels below the columns; empty where the table says it
     */
    record Chart(String url, String alternative, String top, List<Label> labels, List<Legend> legend) {}

    /**
     * @param width in percent of the picture
     * @param align as HTML has it
     */
    record Label(String text, String width, String align) {}

    /** @param colour as in CSS */
    record Legend(String colour, String text) {}

    /**
     * @param even whether the columns are as wide as each other and those of the picture above
     * @param rows as many cells in each as there are headings
     */
    record Table(boolean even, List<Heading> headings, List<List<Cell>> rows) {}

    /** @param align as HTML has it */
    record Heading(String text, String align) {}

    /** @param heading of the column, for plain text */
    record Cell(String heading, String text, String align) {}

    record Quote(String text, String by) {}
}

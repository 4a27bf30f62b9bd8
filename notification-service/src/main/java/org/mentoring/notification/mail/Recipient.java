package org.mentoring.notification.mail;

import java.time.ZoneId;
import java.util.Locale;

/**
 * To whom a mail goes.
 *
 * @param zone in whose times the mail speaks
 */
public record Recipient(String name, String email, ZoneId zone, Locale locale) {}

package org.mentoring.notification.message;

import java.util.Set;

import org.mentoring.notification.mail.MailContent;
import org.mentoring.notification.mail.MailTemplates;
import org.mentoring.notification.mail.UnsendableException;

/**
 * Finds the words for some kinds of mails. Every bean of this type is asked for its kinds.
 *
 * <p>A writer takes its words from {@code recipient.texts()} (the files in {@code texts/}, the same keys in each) and its
 * times from {@code recipient.times()}, and has them set by {@link MailTemplates}: {@code MailTemplates.write(subject, actionMail)} for
 * a mail of the usual form, {@code MailTemplates.write(subject, name, parameter, model, page)} for templates of its own,
 * {@code templates/mail/<name>.html} and {@code .txt}, which include {@code mail/layout.html} and {@code layout.txt}.
 * Images and files are added to the {@link MailContent}.
 *
 * <p>Names go through {@code SafeText.line}, longer texts through {@code SafeText.lines}; templates escape markup.
 */
public interface MailWriter {

    Set<Kind> kinds();

    /**
     * Writes a mail. It runs on a thread that may be kept waiting for computation, not for anything remote. Writing the same
     * order again must lead to the same mail, but for words and times that follow the recipient's wishes.
     *
     * @throws UnsendableException if no mail can come of it, now or later
     */
    MailContent write(MailRequest request);
}

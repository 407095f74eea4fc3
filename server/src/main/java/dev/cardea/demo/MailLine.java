package dev.cardea.demo;

/// A mail in the list of the mailbox.
public record MailLine(int number, String to, String subject, String sentAt) {
    static MailLine of(Mailbox.Letter letter) {
        return new MailLine(letter.number(), letter.to(), letter.subject(), letter.sentAt());
    }
}

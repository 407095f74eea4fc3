package dev.cardea.mail;

import dev.cardea.outbox.Outcome;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/// What it means that a mail was not taken (RFC 5321 §4.2.1): a 5yz answer to the mail is for good. What is wrong with
/// the connection, or with the password, may be mended, and is tried again.
final class Failure {
    private static final int PERMANENT = 500;

    private Failure() {}

    static Outcome of(Exception failure, String address) {
        var text = Address.maskedIn(text(failure), address);
        for (var cause : chain(failure)) {
            if (cause instanceof AddressException)
                return new Outcome.Refused(null, "mail cannot go to that address: " + text);
            int status = status(cause);
            if (status >= PERMANENT) return new Outcome.Refused(status, text);
            if (status > 0) return new Outcome.Failed(status, text);
        }
        return new Outcome.Failed(null, text);
    }

    private static int status(Throwable cause) {
        return switch (cause) {
            case SMTPAddressFailedException e -> e.getReturnCode();
            case SMTPSenderFailedException e -> e.getReturnCode();
            case SMTPSendFailedException e -> e.getReturnCode();
            default -> 0;
        };
    }

    /// What the server said, or what became of the connection, in one line.
    static String text(Exception failure) {
        var chain = chain(failure);
        if (chain.stream().anyMatch(AuthenticationFailedException.class::isInstance))
            return "the mail server refused the user or the password";
        // The innermost one that says something: what is around it only says that it failed.
        for (var cause : chain.reversed()) {
            var message = cause.getMessage();
            if (message != null) return oneLine(isPlain(cause) ? message : name(cause) + ": " + message);
        }
        return name(failure);
    }

    private static boolean isPlain(Throwable cause) {
        return cause instanceof MessagingException || cause.getClass().equals(IOException.class);
    }

    private static String name(Throwable cause) {
        return cause.getClass().getSimpleName();
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }

    /// The failure and what it is due to, from the outside to the inside.
    private static List<Throwable> chain(Throwable failure) {
        var chain = new ArrayList<Throwable>();
        for (var cause = failure; cause != null && !chain.contains(cause); cause = inside(cause)) chain.add(cause);
        return chain;
    }

    private static @Nullable Throwable inside(Throwable cause) {
        return cause instanceof MessagingException e && e.getNextException() != null
                ? e.getNextException()
                : cause.getCause();
    }
}

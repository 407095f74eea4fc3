package dev.cardea.mail;

import dev.cardea.html.Letter;
import dev.cardea.html.Messages;
import java.time.Instant;
import java.util.Locale;

/// One kind of mail. To add one: write a record that implements this, with its sentences as `mail.<kind>.…` among the
/// messages of each language, and hand it to [Mails] where what it tells of is written to the store. Layout, text and
/// HTML, headers, retries and the ledger come with it.
public interface Mail {
    /// Names the kind in the ledger. Mails of one kind never wait for those of another.
    String kind();

    /// What it says.
    ///
    /// @param m in that language
    Letter letter(Locale locale, Messages m);

    /// From then on it would be of no use to anybody, and is not sent any more.
    Instant usefulUntil();
}

/// Mail to people: each kind of mail is a class here that implements [dev.cardea.mail.Mail]. What is to be sent is
/// written to the outbox with what it is about, laid out and encrypted; from there it goes to one mail server (RFC 5321).
@NullMarked
package dev.cardea.mail;

import org.jspecify.annotations.NullMarked;

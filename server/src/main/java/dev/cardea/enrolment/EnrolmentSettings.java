package dev.cardea.enrolment;

import dev.cardea.client.Client.Enrolment;
import dev.cardea.config.Section;
import dev.cardea.config.Value;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/// Reads `terms`, and `registration` of the organizations.
public final class EnrolmentSettings {
    private static final String NAME = "registration";
    private static final int LONGEST_VERSION = 64;

    private EnrolmentSettings() {}

    /// @param mail whether anything can be mailed: an account needs an address that was proven
    public static EnrolmentPolicy read(Section root, boolean mail) {
        var open = new HashSet<String>();
        for (var section : root.sections("organizations"))
            if (section.oneOf(NAME, Enrolment.closed) == Enrolment.self) {
                open.add(section.string("id", ""));
                if (!mail) needsMail(section);
            }
        for (var section : root.sections("clients"))
            if (!mail && section.string(NAME, "").equals(Enrolment.self.name())) needsMail(section);
        return new EnrolmentPolicy(open, terms(root.section("terms")));
    }

    private static void needsMail(Section section) {
        section.mistake(NAME, "is self, but nothing can be mailed", "set mail.url and mail.from");
    }

    private static @Nullable Terms terms(Section section) {
        var version = section.value("version");
        version.filter(value -> !value.text().matches("[\\x21-\\x7E]{1," + LONGEST_VERSION + "}"))
                .ifPresent(value -> value.wrong("is no version", "write up to " + LONGEST_VERSION
                        + " visible characters, like 2026-01"));
        var page = section.localized("url", "");
        section.value("url").ifPresent(EnrolmentSettings::webAddress);
        for (var tagged : section.tagged("url")) section.value(tagged).ifPresent(EnrolmentSettings::webAddress);
        if (version.isPresent() && page.text().isEmpty())
            section.mistake("url", "is missing", "say where people can read the terms");
        if (version.isEmpty() && !page.text().isEmpty())
            section.mistake("version", "is missing", "name the version, so that people are asked again for the next");
        return version.filter(_ -> !page.text().isEmpty()).map(value -> new Terms(value.text(), page)).orElse(null);
    }

    private static void webAddress(Value value) {
        value.address()
                .filter(uri -> !uri.getScheme().matches("https?"))
                .ifPresent(_ -> value.wrong("is no web address", "start it with https://"));
    }
}

package dev.cardea.html;

import java.util.List;

/// A mail before it is laid out: what it says, from top to bottom. Every value becomes one line, whoever wrote it: so
/// nothing in it can end a header, or look like another part of the mail.
///
/// @param subject also its title
public record Letter(String subject, List<Part> parts) {
    public Letter {
        subject = OneLine.of(subject);
        parts = List.copyOf(parts);
    }

    /// What mails are made of. One layout knows them all.
    public sealed interface Part {
        record Sentence(String text) implements Part {
            public Sentence {
                text = OneLine.of(text);
            }
        }

        /// What the person is to compare, set apart.
        record Value(String caption, String value) implements Part {
            public Value {
                caption = OneLine.of(caption);
                value = OneLine.of(value);
            }
        }

        record Scopes(List<ScopeLine> lines) implements Part {
            public Scopes {
                lines = lines.stream()
                        .map(l -> new ScopeLine(l.icon(), OneLine.of(l.title()), OneLine.of(l.detail())))
                        .toList();
            }
        }

        /// @param address that the person also sees, for programs that show no links
        record Link(String label, String address) implements Part {}

        record SmallPrint(String text) implements Part {
            public SmallPrint {
                text = OneLine.of(text);
            }
        }
    }
}

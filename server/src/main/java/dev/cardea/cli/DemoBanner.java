package dev.cardea.cli;

import dev.cardea.Config;
import dev.cardea.organization.Role;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;

/// What `cardea demo` says once everything runs.
final class DemoBanner {
    private final Ansi ansi;

    /// @param ansi whether there is a terminal that shows colours
    DemoBanner(Ansi ansi) {
        this.ansi = ansi;
    }

    void print(PrintStream out, Config config, URI home, Path data) {
        for (var line : lines(config, home, data)) out.println(ansi.string(line));
    }

    private static List<String> lines(Config config, URI home, Path data) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("  @|bold Cardea demo|@");
        lines.add("");
        lines.add("  Application   @|underline,cyan " + home + "|@   @|faint open this|@");
        lines.add("  Server        @|underline,cyan " + config.issuer() + "/|@");
        lines.add("  Mailbox       @|underline,cyan " + home + "demo/mailbox|@   @|faint mails to these people|@");
        lines.add("");
        for (var user : config.declarations().users())
            lines.add(String.format("  @|green %-22s|@ @|yellow %-22s|@ @|faint %s|@", user.email(), user.password(),
                    who(user.roles())));
        lines.add("");
        lines.add("  1. Open the application and choose @|bold Sign in|@.");
        lines.add("  2. Sign in as Alice with her password, and allow what the application asks for.");
        lines.add("  3. Look at the tokens, refresh them, sign out everywhere.");
        lines.add("");
        lines.add("  @|faint Everything is kept in " + data + ". Ctrl+C stops the demo.|@");
        lines.add("");
        return lines;
    }

    private static String who(Set<String> roles) {
        if (roles.contains(Role.ADMINISTRATOR)) return "administrator";
        if (roles.contains(Role.ORGANIZATION_ADMINISTRATOR)) return "administrator of Acme";
        return "a person without special rights";
    }
}

package dev.cardea.cli;

import dev.cardea.oauth.OAuthException;
import dev.cardea.user.Argon2Cost;
import dev.cardea.user.HashingLimits;
import dev.cardea.user.PasswordHashing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/// `cardea hash-password`.
// @formatter:off
@Command(
        name = "hash-password",
        mixinStandardHelpOptions = true,
        description = {
            "Hash a password for users[].password_hash of a configuration.",
            "It is asked for without being shown, or is the first line of what is piped in."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cardea hash-password",
            "  pwgen 20 1 | tee /dev/tty | cardea hash-password"
        })
// @formatter:on
final class HashPasswordCommand implements Callable<Integer> {
    private final Shell shell;

    HashPasswordCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        var password = read();
        if (password == null || password.isEmpty())
            throw new Failure(Failure.INVALID, List.of("cardea: there was no password to read"));
        try (var hashing = new PasswordHashing(Argon2Cost.STANDARD, HashingLimits.of(1), new SecureRandom())) {
            shell.out().println(hashing.hash(password));
            return 0;
        } catch (OAuthException e) {
            throw new Failure(Failure.INVALID, List.of("cardea: " + e.error().description()));
        }
    }

    private @Nullable String read() throws IOException {
        var console = shell.in().equals(System.in) ? System.console() : null;
        if (console == null || !console.isTerminal())
            return new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8)).readLine();
        var first = console.readPassword("Password: ");
        var second = console.readPassword("Again: ");
        if (!Arrays.equals(first, second))
            throw new Failure(Failure.INVALID, List.of("cardea: the two were not the same"));
        return first == null ? null : new String(first);
    }
}

package dev.cardea.password;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A file of SHA-1 hashes in hexadecimal, one a line and sorted, each perhaps with `:` and a count: the format of Have I
/// Been Pwned. It has some 40 GB, so it is searched where it lies: by halves, about forty short reads for a password.
record BreachedFile(Path path) {
    private static final int HASH = 40;
    /// Longer than any line.
    private static final int WINDOW = 128;
    private static final Pattern LINE = Pattern.compile("[0-9A-Fa-f]{40}(:[0-9]+)?");

    /// Why it cannot be searched.
    Optional<String> problem() {
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            return LINE.matcher(line(file, 0)).matches()
                    ? Optional.empty()
                    : Optional.of("has no hash in its first line");
        } catch (IOException e) {
            return Optional.of("is no file that can be read");
        }
    }

    /// @throws UncheckedIOException where the file cannot be read any more
    boolean contains(String password) {
        var wanted = sha1(password);
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            long low = 0;
            long high = file.size();
            // The wanted line begins at `low` or after it, and before `high`; both are beginnings of lines.
            while (low < high) {
                long middle = beginning(file, low + (high - low) / 2, low);
                var line = line(file, middle);
                int order = line.length() < HASH
                        ? 1
                        : wanted.compareTo(line.substring(0, HASH).toUpperCase(Locale.ROOT));
                if (order == 0) return true;
                if (order < 0) high = middle;
                else
                    low = next(file, middle);
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the line begins in which this position is.
    private static long beginning(FileChannel file, long position, long notBefore) throws IOException {
        long from = Math.max(notBefore, position - WINDOW);
        var text = read(file, from, (int) (position - from));
        int lineEnd = text.lastIndexOf('\n');
        return lineEnd < 0 ? from : from + lineEnd + 1;
    }

    private static long next(FileChannel file, long beginning) throws IOException {
        int end = read(file, beginning, WINDOW).indexOf('\n');
        return end < 0 ? file.size() : beginning + end + 1;
    }

    private static String line(FileChannel file, long beginning) throws IOException {
        return read(file, beginning, WINDOW).lines().findFirst().orElse("").strip();
    }

    private static String read(FileChannel file, long from, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining())
            if (file.read(bytes, from + bytes.position()) < 0) break;
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    }

    private static String sha1(String password) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}

package dev.cardea.bench;

import java.nio.file.Path;

/// `scripts/aot-cache [FILE]`.
final class AotCache {
    private AotCache() {}

    static void main(String[] arguments) throws Exception {
        var cache = Path.of(arguments[0]).toAbsolutePath();
        Training.makeCache(cache);
        System.out.println("wrote " + cache);
    }
}

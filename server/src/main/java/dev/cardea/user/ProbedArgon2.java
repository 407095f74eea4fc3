package dev.cardea.user;

import java.util.concurrent.CompletableFuture;

/// The fastest Argon2, found out while the rest of the server starts: loading a native library takes a while.
final class ProbedArgon2 implements Argon2 {
    private final CompletableFuture<Argon2> probed = CompletableFuture.supplyAsync(Argon2::fastest);

    @Override
    public byte[] tag(Input input, byte[] password, int length) {
        return probed.join().tag(input, password, length);
    }
}

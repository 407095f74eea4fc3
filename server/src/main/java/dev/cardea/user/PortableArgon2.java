package dev.cardea.user;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Bouncy Castle's implementation in Java: runs everywhere, with its memory on the heap.
final class PortableArgon2 implements Argon2 {
    @Override
    public byte[] tag(Input input, byte[] password, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(switch (input.variant()) {
            case argon2d -> Argon2Parameters.ARGON2_d;
            case argon2i -> Argon2Parameters.ARGON2_i;
            case argon2id -> Argon2Parameters.ARGON2_id;
        })
                .withVersion(input.version())
                .withMemoryAsKB(input.cost().memoryKib())
                .withIterations(input.cost().iterations())
                .withParallelism(input.cost().parallelism())
                .withSalt(input.salt())
                .build());
        var tag = new byte[length];
        generator.generateBytes(password, tag);
        return tag;
    }
}

package dev.cardea.user;

import de.mkammerer.argon2.Argon2Advanced;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import de.mkammerer.argon2.Argon2Version;

/// The reference implementation in C. Its memory is outside of the heap.
final class NativeArgon2 implements Argon2 {
    @Override
    public byte[] tag(Input input, byte[] password, int length) {
        var cost = input.cost();
        return of(input.variant()).hashAdvanced(
                cost.iterations(),
                cost.memoryKib(),
                cost.parallelism(),
                password,
                input.salt(),
                length,
                input.version() == Argon2Version.V10.getVersion() ? Argon2Version.V10 : Argon2Version.V13)
                .getRaw();
    }

    private static Argon2Advanced of(Variant variant) {
        return Argon2Factory.createAdvanced(switch (variant) {
            case argon2d -> Argon2Types.ARGON2d;
            case argon2i -> Argon2Types.ARGON2i;
            case argon2id -> Argon2Types.ARGON2id;
        });
    }
}

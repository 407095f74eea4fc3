package dev.cardea.client;

import dev.cardea.jose.KeyedHash;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// The key that pairwise subjects are made with (OIDC Core §8.1), one for the installation and for as long as it lives:
/// another key would make strangers of all people. So it is neither derived from the configured secret, which operators
/// change, nor sealed with it, which they may lose. Whoever reads the store reads who uses which client anyway.
public final class SubjectKey {
    private static final int BYTES = 32;

    /// Where the key is kept.
    public interface Store {
        /// Keeps the first value that was ever proposed.
        ///
        /// @return that value, on every node the same
        byte[] keepFirst(byte[] proposed);
    }

    private final Store store;
    private final SecureRandom random;
    private volatile @Nullable KeyedHash known;

    public SubjectKey(Store store, SecureRandom random) {
        this.store = store;
        this.random = random;
    }

    KeyedHash hash() {
        var hash = known;
        if (hash == null) {
            var proposed = new byte[BYTES];
            random.nextBytes(proposed);
            hash = KeyedHash.under(store.keepFirst(proposed));
            known = hash;
        }
        return hash;
    }
}

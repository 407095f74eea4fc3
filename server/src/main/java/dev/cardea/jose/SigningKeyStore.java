package dev.cardea.jose;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Key pairs as they are kept: sealed, numbered, shared by all nodes. One store has those that sign, another one those
/// that decrypt.
public interface SigningKeyStore {
    /// @param algorithm the JWS `alg` the key is for, or the kind of one that decrypts
    /// @param number counts the keys of one algorithm from 1
    /// @param sealedJwk the private JWK, sealed
    /// @param activeFrom when the key starts to sign; it is published before
    /// @param retiredAt when a newer key took over or its algorithm was given up, null while neither has happened
    record StoredKey(
            String kid,
            String algorithm,
            int number,
            byte[] sealedJwk,
            Instant createdAt,
            Instant activeFrom,
            @Nullable Instant retiredAt) {}

    List<StoredKey> all();

    /// Adds a key and, in the same step, gives every older key of the algorithm that has no end yet the new key's
    /// `activeFrom` as its `retiredAt`.
    ///
    /// @return false where a key of that algorithm and number exists: another node was faster
    boolean add(StoredKey key);

    /// Gives the key an end without a successor. Nothing changes where it has one.
    void retire(String kid, Instant at);

    void remove(String kid);
}

package dev.cardea.jose;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Where signatures and RSA keys are computed: Amazon's native provider where it loads (3 to 26 times faster), else the
/// JDK's.
/// It is not installed globally, because digests, MACs and random numbers are faster in the JDK.
public final class Providers {
    private static final @Nullable Provider NATIVE = load();

    private Providers() {}

    /// The native provider, or null where it does not load (no library for this platform, `noexec` temp folder).
    public static @Nullable Provider fastest() {
        return NATIVE;
    }

    private static @Nullable Provider load() {
        try {
            var provider = AmazonCorrettoCryptoProvider.INSTANCE;
            provider.assertHealthy();
            return provider;
        } catch (RuntimeException | LinkageError e) {
            LoggerFactory.getLogger(Providers.class)
                    .warn("native cryptography is not available, signatures will be several times slower: {}",
                            e.toString());
            return null;
        }
    }

    static Signature signature(String algorithm) throws NoSuchAlgorithmException {
        return NATIVE != null && NATIVE.getService("Signature", algorithm) != null
                ? Signature.getInstance(algorithm, NATIVE)
                : Signature.getInstance(algorithm);
    }

    static KeyPairGenerator keyPairGenerator(String algorithm) throws NoSuchAlgorithmException {
        return NATIVE != null && NATIVE.getService("KeyPairGenerator", algorithm) != null
                ? KeyPairGenerator.getInstance(algorithm, NATIVE)
                : KeyPairGenerator.getInstance(algorithm);
    }
}

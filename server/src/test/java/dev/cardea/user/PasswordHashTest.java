package dev.cardea.user;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Formats of password hashes")
class PasswordHashTest {
    private static final Argon2 ARGON2 = Argon2.fastest();

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = ' ', textBlock = """
            # computed by Debian's libargon2
            password $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc
            password $argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc
            pässwörd_🔑 $argon2id$v=19$m=1024,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$B10eWls6QOnPkyvKIVkB6exY4a/oe45J4RqKYiPStUE
            password $argon2i$v=19$m=1024,t=3,p=2$c29tZXNhbHQ$L1sksdmJAymzxsc8jMoLIOrcusfJcbcBZWouguKwhiw
            password $argon2d$v=19$m=1024,t=2,p=1$c29tZXNhbHQ$7WlpgAteZBAUBN8fsClBmqjAK0wlZUrln2Vai1gUJKs
            password $argon2i$m=1024,t=2,p=1$c29tZXNhbHQ$+RbH6T/wQa0oThAq2V8XLETF7dXxpZ3gqmtkOTDZwdA
            # Openwall's crypt_blowfish
            U*U $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW
            U*U*U $2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a
            # computed by bcrypt 5.0.0 for Python
            password $2b$04$PmqtxtKBCgpDauAiBiJFJeZjG6A.BVgjPx6V2AlqvKtClADZJDXfm
            password $2y$04$PmqtxtKBCgpDauAiBiJFJeZjG6A.BVgjPx6V2AlqvKtClADZJDXfm
            pässwörd_🔑 $2a$04$KsjrJa8h9Vw0qz22DrhUCuJZIR.oiuGyD6AtQBPA4MJwY27ozBhWO
            # computed by passlib 1.7.4
            password $pbkdf2-sha256$1000$y9mbs5aSEoKw1jqn1HrvnQ$WUqQ6TJjkZ6KGEBz22whB4v2YmdjatD32pBlo3Yx4qQ
            pässwörd_🔑 $pbkdf2-sha256$1000$Zcx5jzHm/H9v7V3LGaN0zg$KZVSZskI5VNuyA.f2pZKB2kNDToBjzBaryBuXv8w4nY
            password $pbkdf2-sha512$1000$wpiz9v6/t3ZujfFeC0HIOQ$yxyWUhViJsrKsShKUI9cEpXw7.oeKYbhi2vh4a5ySZ1mRuGb1KjuHy/5QczotWMBCO/DOZcbRwe/whbM4sbZcg
            password $scrypt$ln=8,r=8,p=1$TAlBiHFOKeU8Z8z5f6+1Fg$fhOXLZdj6lvr/SrO4kb4ddj/bXob1UDQt5MWgIaWmoA
            pässwörd_🔑 $scrypt$ln=8,r=8,p=1$UgoBwLj3HoOQMuac8x4DoA$BC2KTdXcvSVPx9X546BGM1S4r+B2zH52ilaU0xYZU70
            # computed by Python's hashlib
            pässwörd_🔑 $pbkdf2-sha256$i=1000,l=32$MDEyMzQ1Njc4OWFiY2RlZg$qS4yoKtcj0lUOQHX1U4RYT1b5yKtax3sj+J+RsVSXsg
            pässwörd_🔑 $pbkdf2-sha512$i=1000$MDEyMzQ1Njc4OWFiY2RlZg$6+I2wxbT8JQwogLEHdU8JgfSNTrdw9eEg3+nBwbVYFasMdLNwIPNyecmZDjuO34FatNutx1qQY8un4bq39UUYg
            """)
    void verifies_what_others_made(String password, String hash) {
        var read = PasswordHash.read(hash, ARGON2);
        var typed = password.replace('_', ' ');
        assertThat(read.matches(typed)).isTrue();
        assertThat(read.matches(typed + " ")).isFalse();
        assertThat(read.matches(typed.substring(1))).isFalse();
        assertThat(read.matches(typed.toUpperCase(Locale.ROOT) + "!")).isFalse();
        assertThat(read.matches("")).isFalse();
    }

    @Test
    void bcrypt_looks_at_72_bytes_as_it_always_did() {
        var long72 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        var hash = PasswordHash.read("$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui", ARGON2); // Openwall
        assertThat(hash.matches(long72)).isTrue();
        assertThat(hash.matches(long72 + "chars after 72 are ignored")).isTrue();
        assertThat(hash.matches(long72.substring(1))).isFalse();
    }

    @ParameterizedTest(name = "{0} {1} c={2}")
    @CsvSource({
            "passwd, salt, 1, 55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
            "Password, NaCl, 80000, 4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d" })
    void pbkdf2_of_rfc_7914_section_11(String password, String salt, int iterations, String hash) {
        var expected = HexFormat.of().parseHex(hash);
        assertThat(new Pbkdf2Hash("PBKDF2WithHmacSHA256", iterations, bytes(salt), expected).matches(password))
                .isTrue();
    }

    @ParameterizedTest(name = "{0} {1} N={2}")
    @CsvSource({
            "'', '', 16, 1, 1, 77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906",
            "password, NaCl, 1024, 8, 16, fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
            "pleaseletmein, SodiumChloride, 16384, 8, 1, 7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887" })
    void scrypt_of_rfc_7914_section_12(String password, String salt, int n, int r, int p, String hash) {
        var expected = HexFormat.of().parseHex(hash);
        assertThat(new ScryptHash(n, r, p, bytes(salt), expected).matches(password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "",
            "hunter2",
            "$",
            "$$$",
            "$md5$abc",
            "$1$salt$hash",
            "{SSHA}abc",
            "x$2b$04$PmqtxtKBCgpDauAiBiJFJeZjG6A.BVgjPx6V2AlqvKtClADZJDXfm",
            "$2b$04$PmqtxtKBCgpDauAiBiJFJeZjG6A.BVgjPx6V2AlqvKtClADZJDXf",
            "$2b$15$PmqtxtKBCgpDauAiBiJFJeZjG6A.BVgjPx6V2AlqvKtClADZJDXfm",
            "$2b$03$PmqtxtKBCgpDauAiBiJFJeZjG6A.BVgjPx6V2AlqvKtClADZJDXfm",
            "$argon2id$v=19$m=4194304,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=65536,t=1000,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=65536,t=2,p=64$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=8,t=2,p=2$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=20$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=65536,t=2,p=1,data=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=65536,t=2,p=1$c29$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$",
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXP",
            "$argon2id$v=19$m=65536,m=64,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$pbkdf2-sha256$0$y9mbs5aSEoKw1jqn1HrvnQ$WUqQ6TJjkZ6KGEBz22whB4v2YmdjatD32pBlo3Yx4qQ",
            "$pbkdf2-sha256$999999999$y9mbs5aSEoKw1jqn1HrvnQ$WUqQ6TJjkZ6KGEBz22whB4v2YmdjatD32pBlo3Yx4qQ",
            "$pbkdf2-sha256$i=1000,l=16$MDEyMzQ1Njc4OWFiY2RlZg$qS4yoKtcj0lUOQHX1U4RYT1b5yKtax3sj+J+RsVSXsg",
            "$pbkdf2-sha1$1000$y9mbs5aSEoKw1jqn1HrvnQ$WUqQ6TJjkZ6KGEBz22whB4v2YmdjatD32pBlo3Yx4qQ",
            "$scrypt$ln=20,r=8,p=1$TAlBiHFOKeU8Z8z5f6+1Fg$fhOXLZdj6lvr/SrO4kb4ddj/bXob1UDQt5MWgIaWmoA",
            "$scrypt$ln=40,r=8,p=1$TAlBiHFOKeU8Z8z5f6+1Fg$fhOXLZdj6lvr/SrO4kb4ddj/bXob1UDQt5MWgIaWmoA",
            "$scrypt$ln=16,r=8,p=16$TAlBiHFOKeU8Z8z5f6+1Fg$fhOXLZdj6lvr/SrO4kb4ddj/bXob1UDQt5MWgIaWmoA" })
    void refuses_what_it_cannot_or_should_not_verify_without_repeating_it(String hash) {
        assertThatThrownBy(() -> PasswordHashing.requireSupported(hash))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(hash.length() > 1 && e.toString().contains(hash)).isFalse());
    }

    @Test
    void refuses_a_text_of_any_length() {
        var endless = "$argon2id$v=19$m=65536,t=2,p=1$" + "A".repeat(1_000_000) + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8";
        assertThatThrownBy(() -> PasswordHashing.requireSupported(endless))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

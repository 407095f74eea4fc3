package dev.cardea.http;

import dev.cardea.oauth.OAuthException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

@Label("Forms, cookies, forwarded headers and address ranges, whatever their text")
class AnyTextTest {
    private static final TrustedProxies PROXIES = new TrustedProxies(List.of("10.0.0.0/8", "2001:db8:1::/48"));
    private static final List<String> PIECES = List.of("for", "For", "proto", "by", "=", ";", ",", "\"", " ", "https",
            "10.0.0.1", "203.0.113.9", "[2001:db8::1]", "2001:db8:1::7", "::ffff:10.1.1.1", ":80", ":99999", "[", "]",
            "%lo", "127.1", "_hidden", "unknown", "\\", "\t", "0x7f.1", "1.2.3.256", "localhost", "\u0661");

    @Provide
    Arbitrary<String> encoded() {
        return Arbitraries.of("a", "b", "=", "&", "+", "%", "%4", "%41", "%00", "%C3%A4", "%C3", "%ED%A0%80", "ä", "\0",
                "\uD83D\uDE00", " ", ";", "[]", "#")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> header() {
        return Arbitraries.oneOf(
                Arbitraries.of(PIECES).list().ofMaxSize(12).map(parts -> String.join("", parts)),
                Arbitraries.strings().ofMaxLength(30));
    }

    @Provide
    Arbitrary<InetAddress> address() {
        var four = Arbitraries.bytes().array(byte[].class).ofSize(4);
        var sixteen = Arbitraries.bytes().array(byte[].class).ofSize(16);
        return Arbitraries.oneOf(four, sixteen).map(AnyTextTest::address);
    }

    /// Two addresses of a kind, which often share a beginning.
    @Provide
    Arbitrary<List<InetAddress>> neighbours() {
        return Combinators.combine(address(), Arbitraries.integers().between(0, 127)).as((one, bit) -> {
            var bytes = one.getAddress();
            bytes[bit / 8 % bytes.length] ^= (byte) (0x80 >> bit % 8);
            return List.of(one, address(bytes));
        });
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Property(tries = 1500)
    void a_form_is_refused_or_survives_being_written_again(@ForAll("encoded") String text) {
        Form form;
        try {
            form = Form.parse(text);
        } catch (OAuthException e) {
            return;
        }
        var again = Form.parse(form.encoded());
        assertThat(again.names()).isEqualTo(form.names());
        for (var name : form.names()) assertThat(again.all(name)).isEqualTo(form.all(name));
    }

    @Property(tries = 1000)
    void a_form_keeps_what_was_put_into_it(@ForAll @Size(max = 200) Map<String, String> values) {
        try {
            assertThat(Form.parse(Form.of(values).encoded()).names()).isEqualTo(values.keySet());
        } catch (OAuthException e) {
            assertThat(String.join("", values.keySet()) + String.join("", values.values()))
                    .as("what is refused has no single form")
                    .matches("(?s).*[\\x00\\uFFFD\\uD800-\\uDFFF].*");
        }
    }

    @Property(tries = 2000)
    void a_cookie_has_a_value_that_was_sent_once(
            @ForAll @Size(max = 3) List<@From("header") String> headers) {
        Cookies.parse(headers).forEach((name, value) -> {
            var pairs = String.join(";", headers).split(";", -1);
            assertThat(pairs).filteredOn(pair -> pair.contains("=")
                    && pair.substring(0, pair.indexOf('=')).strip().equals(name)).hasSize(1);
            assertThat(String.join(";", headers)).contains(value);
        });
    }

    @Property(tries = 1500)
    void a_trusted_proxy_names_an_address_or_nobody(
            @ForAll @Size(max = 2) List<@From("header") String> forwarded,
            @ForAll @Size(max = 2) List<@From("header") String> older) {
        var peer = peer("10.1.1.1", forwarded, older);
        assertThat(Cidr.literal(peer.address())).isNotNull();
    }

    @Property(tries = 1000)
    void anybody_else_is_believed_nothing(@ForAll @Size(max = 2) List<@From("header") String> forwarded,
            @ForAll @Size(max = 2) List<@From("header") String> older) {
        assertThat(peer("198.51.100.1", forwarded, older)).isEqualTo(new Request.Peer("198.51.100.1", false));
    }

    /// Whatever a client writes into the header, it stands left of what the proxy adds.
    @Property(tries = 2000)
    void nothing_to_the_left_of_the_client_counts(@ForAll("header") String spoofed) {
        assertThat(peer("10.1.1.1", List.of(), List.of(spoofed, "203.0.113.9")).address()).isEqualTo("203.0.113.9");
        assertThat(peer("10.1.1.1", List.of(spoofed, "for=203.0.113.9"), List.of()).address()).isEqualTo("203.0.113.9");
    }

    private static Request.Peer peer(String from, List<String> forwarded, List<String> older) {
        return PROXIES.peer(InetAddress.ofLiteral(from), false, name -> switch (name) {
            case "Forwarded" -> forwarded;
            case "X-Forwarded-For" -> older;
            default -> List.of();
        });
    }

    @Property(tries = 2000)
    void a_range_is_refused_or_holds_its_own_network(@ForAll("header") String text,
            @ForAll @IntRange(min = -1, max = 129) int prefix) {
        for (var range : List.of(text, text + "/" + prefix)) {
            try {
                var cidr = Cidr.parse(range);
                assertThat(cidr.contains(cidr.network())).isTrue();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining(range);
            }
        }
    }

    @Property(tries = 1500)
    void a_range_holds_the_addresses_that_begin_like_it(@ForAll("neighbours") List<InetAddress> two,
            @ForAll @IntRange(max = 128) int prefix) {
        var network = two.getFirst().getAddress();
        var other = two.getLast().getAddress();
        int bits = Math.min(prefix, network.length * 8);
        var same = network.length == other.length && new BigInteger(1, network).shiftRight(network.length * 8 - bits)
                .equals(new BigInteger(1, other).shiftRight(network.length * 8 - bits));
        assertThat(new Cidr(two.getFirst(), bits).contains(two.getLast())).isEqualTo(same);
    }
}

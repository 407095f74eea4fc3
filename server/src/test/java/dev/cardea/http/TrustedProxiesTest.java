package dev.cardea.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("RFC 7239: only trusted proxies are believed, from the right")
class TrustedProxiesTest {
    final TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8", "192.0.2.7", "2001:db8:1::/48"));

    @ParameterizedTest(name = "{0}: {1} says {2}")
    @CsvSource(delimiter = '~', nullValues = "-", value = {
            "untrusted peer         ~ 198.51.100.1 ~ 203.0.113.9                    ~ 198.51.100.1",
            "trusted, silent        ~ 10.1.2.3     ~ -                              ~ 10.1.2.3",
            "one hop                ~ 10.1.2.3     ~ 203.0.113.9                    ~ 203.0.113.9",
            "single address trusted ~ 192.0.2.7    ~ 203.0.113.9                    ~ 203.0.113.9",
            "next to it             ~ 192.0.2.8    ~ 203.0.113.9                    ~ 192.0.2.8",
            "two trusted hops       ~ 10.1.2.3     ~ 203.0.113.9, 10.9.9.9          ~ 203.0.113.9",
            "spoofed to the left    ~ 10.1.2.3     ~ 127.0.0.1, 203.0.113.9         ~ 203.0.113.9",
            "spoofed trusted        ~ 10.1.2.3     ~ 10.0.0.1, 203.0.113.9          ~ 203.0.113.9",
            "garbage to the left    ~ 10.1.2.3     ~ <script>, 203.0.113.9          ~ 203.0.113.9",
            "garbage where it counts~ 10.1.2.3     ~ 203.0.113.9, garbage           ~ 10.1.2.3",
            "garbage behind trusted ~ 10.1.2.3     ~ 203.0.113.9, garbage, 10.9.9.9 ~ 10.1.2.3",
            "empty element          ~ 10.1.2.3     ~ 203.0.113.9,                   ~ 10.1.2.3",
            "host name              ~ 10.1.2.3     ~ localhost                      ~ 10.1.2.3",
            "short form of IPv4     ~ 10.1.2.3     ~ 127.1                          ~ 10.1.2.3",
            "zone                   ~ 10.1.2.3     ~ fe80::1%lo                     ~ 10.1.2.3",
            "all trusted            ~ 10.1.2.3     ~ 10.0.0.1, 10.0.0.2             ~ 10.0.0.1",
            "with port              ~ 10.1.2.3     ~ 203.0.113.9:4711               ~ 203.0.113.9",
            "with bad port          ~ 10.1.2.3     ~ 203.0.113.9:x                  ~ 10.1.2.3",
            "IPv6                   ~ 10.1.2.3     ~ 2001:db8::9                    ~ 2001:db8:0:0:0:0:0:9",
            "IPv6 in brackets       ~ 10.1.2.3     ~ [2001:db8::9]:80               ~ 2001:db8:0:0:0:0:0:9",
            "IPv6 proxy             ~ 2001:db8:1::1 ~ 203.0.113.9, 2001:db8:1:2::3  ~ 203.0.113.9",
            "mapped IPv4            ~ ::ffff:10.1.2.3 ~ ::ffff:203.0.113.9          ~ 203.0.113.9" })
    void believes(String what, String peer, String forwardedFor, String client) {
        var older = forwardedFor == null ? Map.<String, String>of() : Map.of("X-Forwarded-For", forwardedFor);
        assertThat(peer(peer, older).address()).as(what).isEqualTo(client);
        if (forwardedFor == null || forwardedFor.contains("<") || forwardedFor.endsWith(",")) return;
        var standard = String.join(", ", List.of(forwardedFor.split(", "))
                .stream()
                .map(hop -> "proto=https;For=\"" + (hop.matches("[0-9a-f]*:.*:.*") ? "[" + hop + "]" : hop) + "\"")
                .toList());
        assertThat(peer(peer, Map.of("Forwarded", standard)).address()).as(standard).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
            "by=203.0.113.43 ~ 10.1.2.3", "for=unknown ~ 10.1.2.3", "for=_hidden ~ 10.1.2.3", "for= ~ 10.1.2.3",
            "for=203.0.113.9;by=10.1.1.1 ~ 203.0.113.9", "For = 203.0.113.9 ~ 203.0.113.9", "; ~ 10.1.2.3" })
    void reads_the_standard_header(String forwarded, String client) {
        assertThat(peer("10.1.2.3", Map.of("Forwarded", forwarded)).address()).isEqualTo(client);
    }

    @Test
    void believes_neither_header_where_the_two_disagree() {
        assertThat(peer("10.1.2.3", Map.of("Forwarded", "for=203.0.113.9", "X-Forwarded-For", "203.0.113.9"))
                .address()).isEqualTo("203.0.113.9");
        assertThat(peer("10.1.2.3", Map.of("Forwarded", "for=127.0.0.1", "X-Forwarded-For", "203.0.113.9"))
                .address()).isEqualTo("10.1.2.3");
    }

    @Test
    void takes_the_scheme_from_the_nearest_proxy() {
        assertThat(peer("10.1.2.3", Map.of("X-Forwarded-Proto", "https")).secure()).isTrue();
        assertThat(peer("10.1.2.3", Map.of("X-Forwarded-Proto", "https, http")).secure()).isFalse();
        assertThat(peer("10.1.2.3", Map.of("Forwarded", "for=203.0.113.9;proto=https")).secure()).isTrue();
        assertThat(peer("198.51.100.1", Map.of("X-Forwarded-Proto", "https")).secure()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "proxy.example", "10.0/8", "" })
    void refuses_ranges_that_are_none(String range) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(range))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void applies_to_requests() {
        var settings = new HttpSettings("127.0.0.1", 0, null, List.of("127.0.0.0/8"), HttpSettings.Limits.USUAL);
        try (var http = new TestHttp(settings, TestHttp.routes())) {
            assertThat(http.send(http.request("/peer")
                    .header("X-Forwarded-For", "203.0.113.9")
                    .header("X-Forwarded-Proto", "https")).body())
                    .isEqualTo("Peer[address=203.0.113.9, secure=true]");
        }
        try (var http = new TestHttp()) {
            assertThat(http.send(http.request("/peer").header("X-Forwarded-For", "203.0.113.9")).body())
                    .isEqualTo("Peer[address=127.0.0.1, secure=false]");
        }
    }

    private Request.Peer peer(String address, Map<String, String> headers) {
        return proxies.peer(InetAddress.ofLiteral(address), false,
                name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of());
    }
}

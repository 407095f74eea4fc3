package dev.cardea.html;

import dev.cardea.http.Request;
import dev.cardea.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AssetsTest {
    private static final int STYLESHEET_BUDGET = 18 << 10;
    final Assets assets = new Assets();

    @Test
    void lets_browsers_keep_a_file_forever() {
        var response = get(assets.stylesheet());
        assertThat(response.status()).isEqualTo(200);
        assertThat(header(response, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(response, "Content-Type")).isEqualTo("text/css;charset=UTF-8");
    }

    @Test
    void serves_the_script_and_the_icon() {
        assertThat(header(get(assets.script()), "Content-Type")).isEqualTo("text/javascript;charset=UTF-8");
        assertThat(header(get(assets.icon()), "Content-Type")).isEqualTo("image/svg+xml");
    }

    @Test
    void keeps_the_style_sheet_small() {
        assertThat(get(assets.stylesheet()).body().length).isLessThan(STYLESHEET_BUDGET);
    }

    @Test
    void does_not_let_another_versions_address_be_kept() {
        var response = get("/assets/cardea.0123456789abcdef.css");
        assertThat(response.body()).isEqualTo(get(assets.stylesheet()).body());
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cardea.css", "other.0123456789abcdef.css", "cardea.0123456789abcdef.properties",
            "../messages/en.properties", "" })
    void knows_no_other_file(String name) {
        assertThat(get("/assets/" + name).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"gzip, deflate, br|true", "br;q=1.0, gzip;q=0.8|true", "gzip;q=0|false",
            "gzip;q=0.0, br|false", "br|false", "''|false" })
    void compresses_for_those_who_understand_it(String accepted, boolean zipped) throws IOException {
        var response = get(assets.stylesheet(), accepted);
        assertThat(header(response, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(response.has("Content-Encoding")).isEqualTo(zipped);
        if (zipped)
            assertThat(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
                    .isEqualTo(get(assets.stylesheet()).body());
    }

    private Response get(String address) {
        return get(address, "");
    }

    private Response get(String address, String acceptEncoding) {
        return assets.handle(new Request("GET", address, "", Map.of("Accept-Encoding", List.of(acceptEncoding)),
                new byte[0], new Request.Peer("127.0.0.1", true), "id",
                Map.of("name", address.substring("/assets/".length()))));
    }

    private static String header(Response response, String name) {
        return response.headers().stream().filter(h -> h.name().equals(name)).findFirst().orElseThrow().value();
    }
}

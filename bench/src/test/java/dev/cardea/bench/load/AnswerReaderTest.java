package dev.cardea.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 9112 §6 message body length")
class AnswerReaderTest {
    private final AnswerReader reader = new AnswerReader();

    private Answer receive(String text, int piece) {
        Answer answer = null;
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; at += piece) {
            assertThat(answer).isNull();
            int count = Math.min(piece, bytes.length - at);
            reader.space().put(bytes, at, count);
            answer = reader.received(count);
        }
        return answer;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 1000 })
    void reads_a_body_of_known_length(int piece) {
        var answer = receive("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello", piece);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(answer.header("x")).hasValue("y");
        assertThat(answer.last()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 1000 })
    void joins_chunks(int piece) {
        var answer = receive("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n",
                piece);
        assertThat(answer.body()).isEqualTo("hello");
    }

    @Test
    void knows_that_the_connection_ends_and_reads_repeated_headers() {
        var answer = receive(
                "HTTP/1.1 303 See Other\r\nconnection: close\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\ncontent-length: 0\r\n\r\n",
                1000);
        assertThat(answer.last()).isTrue();
        assertThat(answer.headers("Set-Cookie")).isEqualTo(List.of("a=1", "b=2"));
    }

    @Test
    void reads_one_after_the_other() {
        assertThat(receive("HTTP/1.1 204 No Content\r\n\r\n", 5).status()).isEqualTo(204);
        reader.reset();
        assertThat(receive("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 5).body()).isEqualTo("ok");
    }
}

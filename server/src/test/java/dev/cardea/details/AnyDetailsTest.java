package dev.cardea.details;

import dev.cardea.config.Localized;
import dev.cardea.json.Json;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever somebody sends as authorization details is read, and then means the same to every reader, or is refused.
@Label("RFC 9396 §2, §5 any authorization details")
class AnyDetailsTest {
    private static final List<String> NAMES = List.of("type", "actions", "locations", "datatypes", "identifier",
            "privileges", "instructedAmount", "creditorName", "amount", "currency", "share", "a.b", "", "$ref", "ü");
    private static final List<Object> WORDS = List.of("payment", "account", "initiate", "list", Detailed.PAY,
            Detailed.BANK, "EUR", "123.50", "", " ", "\u0000", "\ud800", "\ud83d\ude00", "{}", "null");
    private static Detailed detailed;

    @BeforeContainer
    static void start() {
        detailed = new Detailed();
    }

    @AfterContainer
    static void stop() {
        detailed.close();
    }

    @Provide
    Arbitrary<List<Object>> sent() {
        return detail().list().ofMaxSize(3);
    }

    private static Arbitrary<Object> detail() {
        return Combinators.combine(Arbitraries.of("payment", "account", "loan"),
                Arbitraries.maps(Arbitraries.of(NAMES), value(2)).ofMaxSize(5)).as((type, members) -> {
                    members.put("type", type);
                    return members;
                });
    }

    private static Arbitrary<Object> value(int depth) {
        var kinds = new ArrayList<Arbitrary<Object>>();
        kinds.add(Arbitraries.of(WORDS));
        kinds.add(Arbitraries.strings().ofMaxLength(8).map(text -> text));
        kinds.add(Arbitraries.of(true, false).map(flag -> flag));
        kinds.add(Arbitraries.longs().map(number -> number));
        kinds.add(Arbitraries.doubles().map(number -> number));
        kinds.add(Arbitraries.bigDecimals().map(number -> number));
        if (depth > 0) {
            kinds.add(value(depth - 1).list().ofMaxSize(3).map(list -> list));
            kinds.add(Arbitraries.maps(Arbitraries.of(NAMES), value(depth - 1)).ofMaxSize(3).map(map -> map));
        }
        return Arbitraries.oneOf(kinds).injectNull(0.03);
    }

    private static Optional<List<Detail>> read(String text) {
        try {
            return Optional.of(SentDetails.read(text));
        } catch (OAuthException refused) {
            assertThat(refused.error().code()).isEqualTo(ErrorCode.invalid_authorization_details);
            return Optional.empty();
        }
    }

    @Property(tries = 2000)
    void that_are_any_text_are_read_or_refused(@ForAll String text) {
        read(text);
        read("[" + text + "]");
        read("[{\"type\":\"" + text + "\"}]");
        read("[{\"type\":\"a\",\"b\":" + text + "}]");
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.BOUNDED)
    void that_are_read_stay_what_they_are(@ForAll("sent") List<Object> sent) {
        var read = read(Json.text(sent));
        if (read.isEmpty()) return;
        var details = read.get();
        assertThat(Detail.read(Detail.text(details))).as("stored").isEqualTo(details);
        assertThat(SentDetails.read(Detail.text(details))).as("sent again").isEqualTo(details);
        assertThat(Detail.of(Json.list(Detail.text(details)))).as("from a token").isEqualTo(details);
        assertThat(details).allMatch(detail -> detail.isWithin(detail)).doesNotHaveDuplicates();
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.BOUNDED)
    void that_are_less_have_nothing_new(@ForAll("sent") List<Object> some, @ForAll("sent") List<Object> others) {
        for (var asked : read(Json.text(some)).orElse(List.of()))
            for (var granted : read(Json.text(others)).orElse(List.of()))
                if (asked.isWithin(granted))
                    assertThat(asked.members()).allSatisfy((name, value) -> {
                        var allowed = granted.members().get(name);
                        assertThat(value.equals(allowed) || (value instanceof List<?> less && !less.isEmpty()
                                && allowed instanceof List<?> all && all.containsAll(less))).isTrue();
                    });
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void are_granted_or_refused(@ForAll("sent") List<Object> sent) {
        check(Json.text(sent));
    }

    @Property(tries = 100)
    void that_are_any_text_are_granted_or_refused(@ForAll String text) {
        check(text);
    }

    private static void check(String sent) {
        var response = detailed.token("batch", "grant_type", "client_credentials", Detailed.NAME, sent);
        assertThat(response.statusCode()).as(response.body()).isIn(200, 400);
        var answer = Json.object(response.body());
        if (response.statusCode() == 200 && !sent.isEmpty())
            assertThat(answer.get(Detailed.NAME)).isEqualTo(Detail.members(SentDetails.read(sent)));
        if (response.statusCode() == 400)
            assertThat(answer.get("error")).isIn("invalid_authorization_details", "invalid_request");
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void are_shown_to_people(@ForAll("sent") List<Object> sent) {
        for (var detail : read(Json.text(sent)).orElse(List.of())) {
            var type = new DetailType(detail.type(), new Localized("A title", Map.of()),
                    new Localized("", Map.of()), false, DetailSchema.compile("a", Map.of()));
            assertThat(DetailWords.of(detail, type, Locale.GERMAN, place -> place).title())
                    .isEqualTo("A title");
            assertThat(DetailWords.of(detail, Locale.GERMAN, place -> place).fields())
                    .hasSize(detail.members().size() - 1);
        }
    }
}

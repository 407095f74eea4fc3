package dev.cardea.refusal;

import dev.cardea.FakeClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("How many refusals are kept")
class AllowanceTest {
    private final FakeClock clock = new FakeClock();
    private final Allowance allowance = new Allowance(clock);

    private long kept(int asked, String address, boolean ordinary) {
        return IntStream.range(0, asked).filter(_ -> allowance.admits(address, ordinary)).count();
    }

    @Test
    void leaves_something_for_everybody_else() {
        assertThat(kept(10_000, "192.0.2.1", false)).isEqualTo(Allowance.OF_ONE);
        assertThat(allowance.admits("192.0.2.2", false)).isTrue();
    }

    @Test
    void counts_a_network_of_ipv6_as_one() {
        IntStream.range(0, Allowance.OF_ONE)
                .forEach(i -> allowance.admits("2001:db8::" + Integer.toHexString(i), false));
        assertThat(allowance.admits("2001:db8::ffff", false)).isFalse();
        assertThat(allowance.admits("2001:db8:0:1::1", false)).isTrue();
    }

    @Test
    void is_bounded_for_all_together() {
        long kept = IntStream.range(0, 50_000)
                .filter(i -> allowance.admits("10.0." + i / 250 + "." + i % 250, false))
                .count();
        assertThat(kept).isEqualTo(Allowance.OF_ALL);
    }

    @Test
    void leaves_half_to_what_is_out_of_the_ordinary() {
        assertThat(kept(10_000, "192.0.2.1", true)).isEqualTo(Allowance.OF_ONE / 2);
        assertThat(kept(10_000, "192.0.2.1", false)).isEqualTo(Allowance.OF_ONE / 2);
    }

    @Test
    void grows_back_to_what_a_day_may_hold() {
        kept(10_000, "192.0.2.1", false);
        clock.advance(Duration.ofSeconds(10));
        assertThat(kept(100, "192.0.2.1", false)).isEqualTo(2);
        clock.advance(Duration.ofDays(2));
        assertThat(kept(10_000, "192.0.2.1", false)).isEqualTo(Allowance.OF_ONE);
    }
}

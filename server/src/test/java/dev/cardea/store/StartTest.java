package dev.cardea.store;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Starting")
class StartTest {
    @ParameterizedTest
    @EnumSource
    void two_nodes_at_once_on_an_empty_database_brings_both_up(Backend backend) {
        var url = backend.url();
        var nodes = IntStream.range(0, 2).parallel().mapToObj(_ -> Backend.open(url)).toList();
        var alice = Cast.alice();
        nodes.getFirst().users().put(alice);
        assertThat(nodes.getLast().users().find(alice.id())).hasValue(alice);
        nodes.forEach(Stores::close);
    }
}

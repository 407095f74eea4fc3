package dev.cardea.bench.flow;

import dev.cardea.bench.load.Answer;
import dev.cardea.bench.load.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One request, answered by 200.
///
/// @param request makes each one
/// @param contains what an answer must contain; empty to look at nothing but its status
public record Single(Supplier<byte[]> request, String contains) implements Flow {
    public static Single of(byte[] request) {
        return new Single(() -> request, "");
    }

    @Override
    public byte[] begin() {
        return request.get();
    }

    @Override
    public byte @Nullable [] next(Answer answer) {
        answer.expect(200);
        if (!contains.isEmpty()) answer.expectText(contains);
        return null;
    }
}

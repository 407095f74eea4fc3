package dev.cardea.bench.crash;

import dev.cardea.bench.load.Answer;
import java.util.ArrayList;
import java.util.List;

/// What the rounds found. Empty of faults is how it should be.
public final class Tally implements Holder.Findings {
    private final List<String> faults = new ArrayList<>();
    private int rounds;
    private int checks;
    private long acknowledged;

    void round(long refreshes, int checked) {
        rounds++;
        acknowledged += refreshes;
        checks += checked;
    }

    @Override
    public void lost(String token, Answer answer) {
        add("lost: an acknowledged token is refused", token, answer);
    }

    @Override
    public void second(String token, Answer answer) {
        add("a spent token led to something new", token, answer);
    }

    @Override
    public void survived(String token, Answer answer) {
        add("a family outlived the reuse of a spent token", token, answer);
    }

    private void add(String what, String token, Answer answer) {
        faults.add("round %d: %s: %.12s…: %d".formatted(rounds + 1, what, token, answer.status()));
    }

    public List<String> faults() {
        return List.copyOf(faults);
    }

    /// Refreshes that were answered by 200 before a crash.
    public long acknowledged() {
        return acknowledged;
    }

    @Override
    public String toString() {
        return "%d crashes, %,d acknowledged refreshes, %,d families checked, %d faults"
                .formatted(rounds, acknowledged, checks, faults.size());
    }
}

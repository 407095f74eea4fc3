package dev.cardea.metrics;
import dev.cardea.http.Traffic;
public final class Metrics implements Traffic {
    @Override
    public Lane lane(String m, String t) {
        return (_, _) -> {};
    }
    public void hashing(java.util.function.IntSupplier a, java.util.function.IntSupplier b) {}
    public void signIn(Enum<?> r) {}
    public void issued(String g) {}
    public void store(String o, long n, boolean f) {}
}

package dev.cardea;

/// Entry point of the `cardea` command.
public final class Main {
    private Main() {}

    static void main(String[] args) {
        System.out.println("cardea");
    }
}

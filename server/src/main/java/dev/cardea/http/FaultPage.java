package dev.cardea.http;

/// Shows a person that something failed. The `errorId` is what an operator finds the log by.
@FunctionalInterface
public interface FaultPage {
    Response show(Request request, int status, String errorId);
}

package dev.cardea.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// What `--version` answers.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var version = Objects.requireNonNullElse(
                Version.class.getPackage().getImplementationVersion(), "(not packaged)");
        return new String[]{"cardea " + version + ", Java " + Runtime.version() };
    }
}

package dev.cardea.config;

/// One thing that is wrong with the settings.
///
/// @param path the full name of the setting, e.g. `clients[0].redirect_uris[1]`
/// @param problem what was found; never the value of a secret
/// @param remedy what would be right
public record Mistake(Place place, String path, String problem, String remedy) {
    /// One line in the form that editors and terminals turn into a link.
    public String in(String file) {
        if (place.line() == 0) return this.toString();
        return file + ":" + place.line() + ":" + place.column() + ": " + this;
    }

    @Override
    public String toString() {
        var sentence = problem + "; " + remedy;
        return path.isEmpty() ? sentence : path + ": " + sentence;
    }
}

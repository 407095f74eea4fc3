package dev.cardea.html;

import java.util.LinkedHashMap;
import java.util.Map;

/// What people call the browser that sent a `User-Agent`: they are to recognize theirs, and nothing depends on it.
public final class BrowserName {
    /// In this order: many say that they are others too.
    private static final Map<String, String> BROWSERS = ordered(
            "Edg", "Edge", "OPR/", "Opera", "SamsungBrowser", "Samsung Internet", "Firefox", "Firefox", "FxiOS",
            "Firefox", "CriOS", "Chrome", "Chrome", "Chrome", "Safari", "Safari");
    private static final Map<String, String> SYSTEMS = ordered(
            "iPhone", "iPhone", "iPad", "iPad", "Android", "Android", "Windows", "Windows", "CrOS", "ChromeOS",
            "Mac OS X", "macOS", "Linux", "Linux");

    private BrowserName() {}

    /// @return as in `Firefox · Linux`; empty where nothing in it is known
    public static String of(String userAgent) {
        var browser = first(BROWSERS, userAgent);
        var system = first(SYSTEMS, userAgent);
        if (browser.isEmpty() || system.isEmpty()) return browser + system;
        return browser + " · " + system;
    }

    private static String first(Map<String, String> names, String userAgent) {
        return names.entrySet()
                .stream()
                .filter(name -> userAgent.contains(name.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse("");
    }

    private static Map<String, String> ordered(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
        return map;
    }
}

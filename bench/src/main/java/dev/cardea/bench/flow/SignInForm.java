package dev.cardea.bench.flow;

import dev.cardea.bench.load.Unexpected;
import java.util.regex.Pattern;

/// The form of the sign-in page, as a browser reads it.
///
/// @param hidden its hidden fields, encoded
record SignInForm(String action, String hidden) {
    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]*)\"");
    private static final Pattern HIDDEN = Pattern
            .compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    static SignInForm read(String page) {
        var action = ACTION.matcher(page);
        if (!page.contains("name=\"password\"") || !action.find())
            throw new Unexpected("no sign-in form in " + page.substring(0, Math.min(300, page.length())));
        var fields = new StringBuilder();
        // The page has a second form, for passkeys.
        var hidden = HIDDEN.matcher(page.split("</form>", 2)[0]);
        while (hidden.find())
            fields.append(hidden.group(1)).append('=').append(Requests.encode(plain(hidden.group(2)))).append('&');
        return new SignInForm(plain(action.group(1)), fields.toString());
    }

    String filledIn(Person person) {
        return hidden + "username=" + Requests.encode(person.name()) + "&password="
                + Requests.encode(person.password());
    }

    private static String plain(String html) {
        return html.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace(
                        "&amp;",
                        "&");
    }
}

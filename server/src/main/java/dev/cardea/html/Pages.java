package dev.cardea.html;
import dev.cardea.http.Response;
import java.util.Map;
public final class Pages {
    public Pages(Assets a) {}
    private static Response p(int s, String b) {
        return Response.of(s, "text/html", ("<html>" + b).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    private static String form(String action, String request, String csrf, String more) {
        return "<form method=post action=\"" + action + "\"><input type=\"hidden\" name=\"request\" value=\"" + request
                + "\"><input type=\"hidden\" name=\"csrf\" value=\"" + csrf + "\">" + more + "</form>";
    }
    public Response login(LoginPage page) {
        return p(page.problem() == null ? 200 : 401,
                form(page.action(), page.request(), page.csrf(), "<input name=\"password\"> " + page.problem()));
    }
    public Response consent(ConsentPage page) {
        return p(200, form(page.action(), page.request(), page.csrf(),
                "<button name=decision value=\"allow\">" + page.scopes()));
    }
    public Response signedOut(SignedOutPage page) {
        return p(200, "signed out");
    }
    public Response home(HomePage page) {
        return p(200, "home");
    }
    public Response error(ErrorPage page) {
        return p(page.status(), page.error() + " " + page.description());
    }
    public Response confirmSignOut(ConfirmSignOutPage page) {
        return p(200, form(page.action(), page.request(), page.csrf(), ""));
    }
    public Response formPost(String uri, Map<String, String> p) {
        return p(200, uri + p);
    }
}

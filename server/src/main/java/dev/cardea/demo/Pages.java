package dev.cardea.demo;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The pages of this client, from templates compiled at build time. They escape by construction.
final class Pages {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Registration registration;

    Pages(Registration registration) {
        this.registration = registration;
    }

    Answer welcome(Visit visit, boolean signedOut) {
        return page(200, "welcome", Map.of(
                "issuer", registration.issuer(), "csrfToken", visit.csrfToken(), "signedOut", signedOut));
    }

    Answer signedIn(Visit visit, SignedIn who, Instant now) {
        return page(200, "signed-in", Map.of("page", SignedInPage.of(visit, who, now)));
    }

    Answer mailbox(Mailbox mailbox) {
        var ask = "curl -u till:" + registration.clientSecret()
                + " -d 'scope=openid profile' -d binding_message=W4SCT \\\n"
                + "  -d login_hint=alice@acme.example " + registration.issuer() + "/oauth2/bc-authorize";
        return page(200, "mailbox",
                Map.of("letters", mailbox.letters().stream().map(MailLine::of).toList(), "ask", ask));
    }

    Answer problem(Problem problem) {
        return page(problem.status(), "problem", Map.of(
                "heading", problem.heading(),
                "advice", problem.advice(),
                "code", Optional.ofNullable(problem.code()).orElse(""),
                "description", Optional.ofNullable(problem.description()).orElse("")));
    }

    private Answer page(int status, String template, Map<String, Object> parameters) {
        var html = new StringOutput();
        engine.render("demo/" + template + ".jte", parameters, html);
        return Answer.page(status, html.toString());
    }
}

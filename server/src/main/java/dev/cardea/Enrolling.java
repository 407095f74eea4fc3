package dev.cardea;

import dev.cardea.account.ActivityEndpoint;
import dev.cardea.account.ConfirmAddressEndpoint;
import dev.cardea.account.DataEndpoint;
import dev.cardea.account.DeleteEndpoint;
import dev.cardea.account.Desk;
import dev.cardea.account.Emails;
import dev.cardea.account.EmailsEndpoint;
import dev.cardea.account.Entrance;
import dev.cardea.account.PasswordEndpoint;
import dev.cardea.account.ProfileEndpoint;
import dev.cardea.client.Clients;
import dev.cardea.enrolment.BesideSignIn;
import dev.cardea.enrolment.ConfirmEndpoint;
import dev.cardea.enrolment.InvitationEndpoint;
import dev.cardea.enrolment.Invitations;
import dev.cardea.enrolment.RegisterEndpoint;
import dev.cardea.enrolment.RegistrationApi;
import dev.cardea.enrolment.RegistrationErrand;
import dev.cardea.enrolment.Registrations;
import dev.cardea.enrolment.ReminderErrand;
import dev.cardea.enrolment.TermsEndpoint;
import dev.cardea.errand.AskingLimit;
import dev.cardea.errand.ErrandChannel;
import dev.cardea.errand.Errands;
import dev.cardea.form.Forms;
import dev.cardea.html.Pages;
import dev.cardea.http.Response;
import dev.cardea.http.Router;
import dev.cardea.link.Links;
import dev.cardea.login.Beside;
import dev.cardea.mail.Mails;
import dev.cardea.password.PasswordRules;
import dev.cardea.recovery.ForgotEndpoint;
import dev.cardea.recovery.ForgottenPassword;
import dev.cardea.recovery.PasswordApi;
import dev.cardea.recovery.PasswordChange;
import dev.cardea.recovery.PasswordReset;
import dev.cardea.recovery.ResetEndpoint;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import dev.cardea.session.SessionEndings.Reason;
import dev.cardea.session.Sessions;
import dev.cardea.user.PasswordHashing;
import dev.cardea.user.PasswordSignIn;
import java.util.List;
import java.util.Set;

import static dev.cardea.http.Router.Cors.NONE;

/// How people come to an account, and back to one whose password they have forgotten: one part of the wiring. Whatever of
/// it needs a mail is there only where mail can be sent.
record Enrolling(
        Foundation foundation,
        Mails mails,
        PasswordHashing hashing,
        PasswordRules rules,
        Links links,
        Invitations invitations,
        ReminderErrand reminder,
        ErrandChannel channel) {
    private static final Set<String> BOTH = Set.of("GET", "POST");

    static Enrolling of(Foundation foundation, Mails mails, PasswordHashing hashing) {
        var config = foundation.config();
        var stores = foundation.stores();
        var clock = foundation.clock();
        var audit = foundation.audit();
        var rules = new PasswordRules(config.passwords());
        var links = new Links(stores.links(), foundation.sealing(), config.base(), foundation.random(), clock);
        var invitations = new Invitations(stores.users(), stores.links(), links, rules, hashing, mails, audit, clock);
        var reminder = new ReminderErrand(stores.links(), links, mails, clock);
        var channel = new ErrandChannel(List.of(
                reminder,
                new RegistrationErrand(stores.users(), stores.links(), links, stores.outbox(), mails, invitations,
                        config.base(), clock),
                new ForgottenPassword(stores.users(), stores.addresses(), stores.links(), links, stores.outbox(), mails,
                        invitations::resend, audit, clock)),
                foundation.sealing());
        return new Enrolling(foundation, mails, hashing, rules, links, invitations, reminder, channel);
    }

    Runnable reminders() {
        return reminder::remindAll;
    }

    Beside beside(Interactions interactions) {
        var config = foundation.config();
        return new BesideSignIn(config.mail() != null, config.enrolment(), foundation.stores().terms(), interactions);
    }

    /// @param pages for people
    /// @param api for programs
    record Doors(Router pages, Router api) {}

    Doors doors(Clients clients, Sessions sessions, SingleLogout logout, PasswordSignIn signIn,
            Interactions interactions, Entrance entrance, Pages pages) {
        var config = foundation.config();
        var stores = foundation.stores();
        var clock = foundation.clock();
        var audit = foundation.audit();
        Runnable wake = logout.outbox()::wake;
        var errands = new Errands(stores.outbox(), wake, foundation.sealing(), foundation.random(),
                clock);
        var forms = new Forms(interactions, pages);
        var reset = new PasswordReset(stores.users(), stores.links(), links, rules, hashing,
                user -> {
                    logout.accounts().shutOut(user, Reason.password_replaced);
                    signIn.forgive(user);
                }, mails,
                wake, audit, clock);
        var change = new PasswordChange(stores.users(), stores.credentials(), signIn, rules, hashing,
                logout.endings(), mails, wake, audit, clock);
        var passwords = new PasswordApi(errands, limit("forgotten-password"), reset, change, sessions);
        var desk = new Desk(interactions, pages);
        var emails = new Emails(stores.users(), stores.addresses(), stores.links(), links, mails, wake, audit, clock);
        var people = new Router()
                .add(BOTH, "/account/password", NONE, new PasswordEndpoint(entrance, change, interactions, pages))
                .add(BOTH, "/account/profile", NONE, new ProfileEndpoint(
                        entrance, desk, config.attributes(), stores.users(), stores.profiles(), audit, clock))
                .get("/account/activity", new ActivityEndpoint(entrance, stores.audit(), clients, pages))
                .add(BOTH, "/account/data", NONE,
                        new DataEndpoint(entrance, desk, config.attributes(), stores.addresses(),
                                stores.consents(), sessions, stores.audit(), audit))
                .add(BOTH, "/account/delete", NONE, new DeleteEndpoint(entrance, desk, stores.users(),
                        stores.profiles(), logout.accounts(), mails, wake, audit, clock))
                .add(BOTH, "/account/emails", NONE, new EmailsEndpoint(
                        entrance, desk, emails, limit("address"), interactions, pages))
                .add(BOTH, "/account/emails/confirm", NONE, new ConfirmAddressEndpoint(
                        entrance, desk, emails, interactions, clock))
                .get("/.well-known/change-password",
                        _ -> Response.redirect(Interaction.Resume.password.path()));
        var terms = config.enrolment().terms();
        if (terms != null)
            people.add(BOTH, "/terms", NONE, new TermsEndpoint(
                    terms, stores.terms(), sessions, interactions, forms, audit, clock));
        if (config.mail() == null) return new Doors(people, passwords.withoutMail());
        var registrations = new Registrations(config.enrolment(), limit("registration"), rules, hashing, errands,
                stores.links(), links, audit, foundation.random(), clock);
        people.add(BOTH, ForgotEndpoint.PATH, NONE, new ForgotEndpoint(forms, errands, limit("forgotten-password")))
                .add(BOTH, ResetEndpoint.PATH, NONE, new ResetEndpoint(forms, reset))
                .add(BOTH, RegisterEndpoint.PATH, NONE, new RegisterEndpoint(
                        registrations, interactions, clients, stores.organizations(), forms))
                .add(BOTH, RegisterEndpoint.CONFIRM, NONE, new ConfirmEndpoint(registrations, interactions, forms))
                .add(BOTH, InvitationEndpoint.PATH, NONE, new InvitationEndpoint(
                        invitations, terms, forms));
        return new Doors(people, passwords.routes()
                .addAll(
                        new RegistrationApi(registrations, interactions, clients, stores.organizations()).routes()));
    }

    private AskingLimit limit(String what) {
        return new AskingLimit(foundation.stores().attempts(), foundation.secrets().keyed("asking-" + what),
                foundation.clock());
    }
}

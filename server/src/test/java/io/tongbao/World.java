package io.tongbao;

import io.tongbao.identity.FirstAdministrator;
import io.tongbao.identity.Totp;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;

/** The fixtures' language: who is there and what they have, made through the API as everybody would make it. */
@TestComponent
public class World {
    public static final String PIN = "274915";
    public static final String STAFF_PASSWORD = "four ducks crossing slowly";

    private final ServletWebServerApplicationContext server;
    private final MovableClock clock;
    private final FirstAdministrator firstAdministrator;
    private final AtomicInteger invited = new AtomicInteger();
    private Optional<Staff> first = Optional.empty();
    private final AtomicInteger phones =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(90_000_000));

    public World(ServletWebServerApplicationContext server, MovableClock clock, FirstAdministrator firstAdministrator) {
        this.server = server;
        this.clock = clock;
        this.firstAdministrator = firstAdministrator;
    }

    /** Somebody signed in: their id, and the browser they use. */
    public record Someone(String id, String phone, Visitor browser) {}

    public int port() {
        return Objects.requireNonNull(server.getWebServer()).getPort();
    }

    public MovableClock clock() {
        return clock;
    }

    /** Somebody who is not signed in. */
    public Visitor aVisitor(String app) {
        return new Visitor(port(), app);
    }

    public String aPhone() {
        return String.format(Locale.ROOT, "138%08d", phones.incrementAndGet() % 100_000_000);
    }

    /** A customer who has just signed up; no PIN yet. */
    public Someone aNewCustomer() {
        return signedUp("wallet", aPhone());
    }

    /** A customer with the payment PIN {@link #PIN}. */
    public Someone aCustomer() {
        Someone customer = aNewCustomer();
        customer.browser().put("/me/pin", Map.of("pin", PIN)).expect(204);
        return customer;
    }

    /** Signs somebody in by phone and code, as the apps do; signs them up if they are new. */
    public Someone signedUp(String app, String phone) {
        return signedUp(aVisitor(app), app, phone);
    }

    /** Another customer with the same telephone in hand, after its owner; with the payment PIN {@link #PIN}. */
    public Someone onTheSameDevice(Someone before) {
        Someone customer = signedUp(before.browser(), "wallet", aPhone());
        customer.browser().put("/me/pin", Map.of("pin", PIN)).expect(204);
        return customer;
    }

    private Someone signedUp(Visitor browser, String app, String phone) {
        browser.post("/codes", Map.of("app", app, "phone", phone)).expect(202);
        JsonNode me = browser.post("/sessions", Map.of("app", app, "phone", phone, "code", codeFor(phone)))
                .expect(201)
                .json();
        return new Someone(me.path("id").asString(), phone, browser);
    }

    /** The code in the newest mail to the phone. */
    public String codeFor(String phone) {
        JsonNode newest = aVisitor("wallet")
                .get("/demo/mailbox?to=" + phone)
                .expect(200)
                .json()
                .path("items")
                .path(0);
        Matcher code =
                Pattern.compile("\\b\\d{6}\\b").matcher(newest.path("text").asString());
        if (!code.find()) {
            throw new AssertionError("No code in " + newest);
        }
        return code.group();
    }

    /** A member of staff who accepted an invitation, signed in to the console. */
    public Staff anOperator() {
        return staff(Map.of("role", "OPERATOR"));
    }

    public Staff anAdministrator() {
        return staff(Map.of("role", "ADMINISTRATOR"));
    }

    /** The id of a brand of its own name, with which it bears campaigns. */
    public String aBrand() {
        return administrator()
                .browser()
                .post("/brands", Map.of("name", "茶饮" + invited.incrementAndGet()))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    /** Who signs in to the console for a brand. */
    public Staff aBrandPartner(String brandId) {
        return staff(Map.of("role", "BRAND_PARTNER", "brandId", brandId));
    }

    /** The authenticator's secret is kept, to sign in once more. */
    public record Staff(String id, String email, String totpSecret, Visitor browser) {}

    private Staff staff(Map<String, String> right) {
        Staff inviter = administrator();
        String email = "staff" + invited.incrementAndGet() + "@example.com";
        Map<String, String> asked = new HashMap<>(right);
        asked.put("email", email);
        asked.put("name", "王工");
        String url = inviter.browser()
                .post("/staff", asked)
                .expect(201)
                .json()
                .path("invitationUrl")
                .asString();
        return accept(url.substring(url.lastIndexOf('/') + 1), email);
    }

    private Staff administrator() {
        synchronized (this) {
            if (first.isEmpty()) {
                first = Optional.of(accept(firstAdministrator.invite(), "first@example.com"));
            }
            Staff known = first.get();
            // Tests move the clock, and a console session lasts half a day; with a key the session's row itself is
            // asked.
            Visitor.Answer me =
                    known.browser().send("GET", "/me", Optional.empty(), Map.of("Idempotency-Key", "still-there"));
            if (me.status() == 200) {
                return known;
            }
            Staff again = signInAgain(known);
            first = Optional.of(again);
            return again;
        }
    }

    public Staff signInAgain(Staff staff) {
        clock.advance(Totp.STEP);
        Visitor browser = aVisitor("console");
        browser.post("/staff-sessions", Map.of("email", staff.email(), "password", STAFF_PASSWORD))
                .expect(200);
        browser.post("/staff-sessions/totp", Map.of("code", totp(staff.totpSecret())))
                .expect(200);
        return new Staff(staff.id(), staff.email(), staff.totpSecret(), browser);
    }

    public String totp(String secret) {
        return Totp.codeAt(secret, clock.instant());
    }

    private Staff accept(String token, String email) {
        Visitor browser = aVisitor("console");
        String secret = browser.get("/staff-invitations/" + token)
                .expect(200)
                .json()
                .path("totpSecret")
                .asString();
        JsonNode me = browser.post(
                        "/staff-invitations/" + token,
                        Map.of("email", email, "name", "王工", "password", STAFF_PASSWORD, "totpCode", totp(secret)))
                .expect(201)
                .json();
        return new Staff(me.path("id").asString(), email, secret, browser);
    }
}

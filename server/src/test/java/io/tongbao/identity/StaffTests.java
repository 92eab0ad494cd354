package io.tongbao.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@ServerTest
class StaffTests {
    private final World world;

    StaffTests(World world) {
        this.world = world;
    }

    @Test
    void staffSignInByPasswordAndThenOneTimePassword() {
        World.Staff operator = world.signInAgain(world.anOperator());

        assertThat(operator.browser()
                        .get("/me")
                        .expect(200)
                        .json()
                        .path("roles")
                        .toString())
                .isEqualTo("[\"OPERATOR\"]");
    }

    @Test
    void aOneTimePasswordIsGoodOnce() {
        World.Staff operator = world.anOperator();
        world.clock().advance(Totp.STEP);
        String code = world.totp(operator.totpSecret());
        firstFactor(operator).post("/staff-sessions/totp", Map.of("code", code)).expect(200);

        firstFactor(operator).post("/staff-sessions/totp", Map.of("code", code)).expectProblem(422, "code-wrong");
    }

    private Visitor firstFactor(World.Staff staff) {
        Visitor browser = world.aVisitor("console");
        browser.post("/staff-sessions", Map.of("email", staff.email(), "password", World.STAFF_PASSWORD))
                .expect(200);
        return browser;
    }

    @Test
    void thePasswordAloneOpensNothing() {
        firstFactor(world.anOperator()).get("/me").expectProblem(401, "not-signed-in");
    }

    @Test
    void fiveWrongOneTimePasswordsNeedThePasswordAgain() {
        World.Staff operator = world.anOperator();
        world.clock().advance(Totp.STEP.multipliedBy(3));
        Visitor browser = firstFactor(operator);
        String right = world.totp(operator.totpSecret());
        String wrong = right.equals("000000") ? "000001" : "000000";
        for (int i = 0; i < 5; i++) {
            browser.post("/staff-sessions/totp", Map.of("code", wrong)).expectProblem(422, "code-wrong");
        }
        browser.post("/staff-sessions/totp", Map.of("code", right)).expectProblem(401, "sign-in-failed");
    }

    @Test
    void wrongPasswordsLockAndNobodyLearnsWhoIsThere() {
        World.Staff operator = world.anOperator();
        String unknown = "nobody-" + operator.email();
        Visitor browser = world.aVisitor("console");
        for (String email : new String[] {operator.email(), unknown}) {
            for (int i = 0; i < 6; i++) {
                browser.post("/staff-sessions", Map.of("email", email, "password", "wrong wrong wrong"))
                        .expectProblem(401, "sign-in-failed");
            }
        }
        browser.post("/staff-sessions", Map.of("email", operator.email(), "password", World.STAFF_PASSWORD))
                .expectProblem(401, "sign-in-failed");

        world.clock().advance(Duration.ofMinutes(16));
        firstFactor(operator);
    }

    @Test
    void anInvitationIsGoodForOnePersonWithAPasswordThatIsNotCommon() {
        World.Staff administrator = world.anAdministrator();
        String url = administrator
                .browser()
                .post("/staff", Map.of("email", "weak@example.com", "name", "Weak", "role", "OPERATOR"))
                .expect(201)
                .json()
                .path("invitationUrl")
                .asString();
        String path = "/staff-invitations/" + url.substring(url.lastIndexOf('/') + 1);
        Visitor guest = world.aVisitor("console");
        String secret = guest.get(path).expect(200).json().path("totpSecret").asString();

        for (String weak : new String[] {"short", "password1234", "aaaaaaaaaaaaaa", "adminadmin!!"}) {
            assertThat(accept(guest, path, weak, secret)
                            .expectProblem(400, "invalid-field")
                            .json()
                            .at("/errors/0/field")
                            .asString())
                    .isEqualTo("password");
        }
        accept(guest, path, World.STAFF_PASSWORD, secret).expect(201);
        guest.get(path).expectProblem(404, "not-found");
    }

    private Visitor.Answer accept(Visitor guest, String path, String password, String secret) {
        return guest.post(
                path,
                Map.of(
                        "email",
                        "weak@example.com",
                        "name",
                        "Weak",
                        "password",
                        password,
                        "totpCode",
                        world.totp(secret)));
    }

    @Test
    void onlyAdministratorsInvite() {
        Map<String, String> invitation = Map.of("email", "x@example.com", "name", "X", "role", "OPERATOR");
        world.anOperator().browser().post("/staff", invitation).expectProblem(403, "forbidden");
        world.aNewCustomer().browser().post("/staff", invitation).expectProblem(403, "forbidden");
        world.aVisitor("console").post("/staff", invitation).expectProblem(401, "not-signed-in");
    }
}

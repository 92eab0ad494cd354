package io.tongbao;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tongbao.identity.Totp;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code serve} in a process of its own, as it is run: nothing of the demo is there, the first administrator comes by a link
 * that works once, codes go out only by a channel that was set, money comes and goes by bank transfers with four eyes, and a
 * SIGTERM ends it and its PostgreSQL.
 */
class ServeTests {
    private static final String PASSWORD = "four ducks crossing slowly";
    private static final String PHONE = "13812345678";
    private static final byte[] WEBHOOK_KEY = "a key of the tests, 24 bytes at least".getBytes(StandardCharsets.UTF_8);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @Test
    void servesForRealUse() throws Exception {
        Colleague administrator;
        try (Serving first = Serving.start(folder.resolve("serve"), Map.of())) {
            administrator = hasOneAdministratorByALinkThatWorksOnce(first);
            hasNothingOfTheDemo(first);
            saysThatNoWayForCodesIsSet(first);
            itsSecretsAreItsOwners();
            first.stop();
            assertThat(first.postgres()).as("PostgreSQL ended with the server").isEmpty();
        }
        try (SmsGateway gateway = new SmsGateway();
                Serving again = Serving.start(folder.resolve("serve"), gateway.settings())) {
            assertThat(again.said()).doesNotContain("/console/invitations/");
            Visitor customer = signsUpByTheCodeThatTheGatewayGot(again, gateway);
            moneyComesAndGoesByFourEyes(again, administrator, customer);
            again.stop();
        }
    }

    private record Colleague(String email, String totpSecret, Visitor browser) {}

    private static Colleague hasOneAdministratorByALinkThatWorksOnce(Serving server) {
        String token = server.found("/console/invitations/(\\S+)");
        Visitor stranger = server.visitor("console");
        stranger.get("/staff-invitations/" + token.substring(1) + "x").expectProblem(404, "not-found");
        Colleague administrator = accept(server, token, "first@example.com");
        assertThat(administrator
                        .browser()
                        .get("/me")
                        .expect(200)
                        .json()
                        .path("mode")
                        .asString())
                .isEqualTo("serve");
        assertThat(stranger.get("/staff-invitations/" + token).status()).isGreaterThanOrEqualTo(400);
        stranger.post(
                        "/staff-invitations/" + token,
                        Map.of("email", "x@example.com", "name", "X", "password", PASSWORD, "totpCode", "000000"))
                .expectProblem(404, "not-found");
        return administrator;
    }

    private static void hasNothingOfTheDemo(Serving server) {
        Visitor stranger = server.visitor("wallet");
        for (String page : List.of("/demo/people", "/demo/mailbox", "/demo/world", "/mailbox")) {
            stranger.get(page).expectProblem(404, "not-found");
        }
        stranger.post("/demo/sessions", Map.of("app", "wallet", "id", "cus_1")).expectProblem(404, "not-found");
        assertThat(server.visitor("wallet").get("/v3/api-docs").expect(200).text())
                .doesNotContain("/demo/");
    }

    private static void saysThatNoWayForCodesIsSet(Serving server) {
        server.visitor("wallet")
                .post("/codes", Map.of("app", "wallet", "phone", PHONE))
                .expectProblem(503, "not-configured");
    }

    private void itsSecretsAreItsOwners() throws IOException {
        for (String secret : List.of("key", "database-owner.password", "database-server.password")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            folder.resolve("serve").resolve(secret))))
                    .isEqualTo("rw-------");
        }
    }

    private static Visitor signsUpByTheCodeThatTheGatewayGot(Serving server, SmsGateway gateway) throws Exception {
        Visitor customer = server.visitor("wallet");
        customer.post("/codes", Map.of("app", "wallet", "phone", PHONE)).expect(202);
        customer.post("/sessions", Map.of("app", "wallet", "phone", PHONE, "code", gateway.codeFor("+86" + PHONE)))
                .expect(201);
        return customer;
    }

    private static void moneyComesAndGoesByFourEyes(Serving server, Colleague administrator, Visitor customer) {
        Visitor desk = signIn(server, administrator);
        Visitor wang = accept(server, invite(desk, "wang@example.com"), "wang@example.com")
                .browser();
        Visitor li =
                accept(server, invite(desk, "li@example.com"), "li@example.com").browser();

        String in = propose(wang, "in", 50_000);
        decide(wang, in).expectProblem(403, "four-eyes");
        assertThat(available(customer)).isZero();
        decide(li, in).expect(200);
        assertThat(available(customer)).isEqualTo(50_000);

        String out = propose(li, "out", 20_000);
        decide(li, out).expectProblem(403, "four-eyes");
        decide(wang, out).expect(200);
        assertThat(available(customer)).isEqualTo(30_000);
    }

    private static Visitor signIn(Serving server, Colleague colleague) {
        Visitor browser = server.visitor("console");
        browser.post("/staff-sessions", Map.of("email", colleague.email(), "password", PASSWORD))
                .expect(200);
        browser.post(
                        "/staff-sessions/totp",
                        // A step of the authenticator passes once; the next one is taken a little early.
                        Map.of(
                                "code",
                                Totp.codeAt(
                                        colleague.totpSecret(), Instant.now().plus(Totp.STEP))))
                .expect(200);
        return browser;
    }

    private static String invite(Visitor administrator, String email) {
        String url = administrator
                .post("/staff", Map.of("email", email, "name", "王工", "role", "OPERATOR"))
                .expect(201)
                .json()
                .path("invitationUrl")
                .asString();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static Colleague accept(Serving server, String token, String email) {
        Visitor browser = server.visitor("console");
        String secret = browser.get("/staff-invitations/" + token)
                .expect(200)
                .json()
                .path("totpSecret")
                .asString();
        browser.post(
                        "/staff-invitations/" + token,
                        Map.of(
                                "email",
                                email,
                                "name",
                                "王工",
                                "password",
                                PASSWORD,
                                "totpCode",
                                Totp.codeAt(secret, Instant.now())))
                .expect(201);
        return new Colleague(email, secret, browser);
    }

    private static String propose(Visitor operator, String direction, long minor) {
        return operator.post(
                        "/bank-transfers",
                        Map.of(
                                "direction",
                                direction,
                                "customerPhone",
                                PHONE,
                                "amount",
                                Map.of("value", minor, "currency", "CNY"),
                                "reference",
                                "银行回单 " + minor),
                        UUID.randomUUID().toString())
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private static Visitor.Answer decide(Visitor operator, String transfer) {
        return operator.post(
                "/bank-transfers/" + transfer + "/approval",
                Map.of("decision", "approve"),
                UUID.randomUUID().toString());
    }

    private static long available(Visitor customer) {
        JsonNode balances =
                customer.get("/balances").expect(200).json().path("items").path(0);
        return balances.path("available").path("value").asLong();
    }

    /** What an SMS provider would run: takes codes whose signature is right. */
    private static final class SmsGateway implements AutoCloseable {
        private final HttpServer http;
        private final BlockingQueue<JsonNode> taken = new LinkedBlockingQueue<>();

        SmsGateway() throws IOException {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                String signed = exchange.getRequestHeaders().getFirst("webhook-id") + "."
                        + exchange.getRequestHeaders().getFirst("webhook-timestamp") + "." + body;
                boolean genuine =
                        signature(signed).equals(exchange.getRequestHeaders().getFirst("webhook-signature"));
                if (genuine) {
                    taken.add(JSON.readTree(body));
                }
                exchange.sendResponseHeaders(genuine ? 204 : 401, -1);
                exchange.close();
            });
            http.start();
        }

        Map<String, String> settings() {
            return Map.of(
                    "TONGBAO_CODES_SMS_WEBHOOK",
                    "http://127.0.0.1:" + http.getAddress().getPort() + "/codes",
                    "TONGBAO_CODES_SMS_WEBHOOK_SECRET",
                    "whsec_" + Base64.getEncoder().encodeToString(WEBHOOK_KEY));
        }

        String codeFor(String phone) throws InterruptedException {
            JsonNode message = taken.poll(10, TimeUnit.SECONDS);
            assertThat(message).as("a code for %s", phone).isNotNull();
            assertThat(message.path("to").asString()).isEqualTo(phone);
            Matcher code =
                    Pattern.compile("\\b\\d{6}\\b").matcher(message.path("text").asString());
            assertThat(code.find()).isTrue();
            return code.group();
        }

        private static String signature(String signed) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(WEBHOOK_KEY, "HmacSHA256"));
                return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            http.stop(0);
        }
    }

    /** The server's process, on the tests' class path without the tests. */
    private record Serving(Process process, Path data, int port, String said) implements AutoCloseable {

        static Serving start(Path data, Map<String, String> settings) throws IOException {
            int port = freePort();
            String classPath = Arrays.stream(
                            System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .filter(entry -> !entry.contains("test-classes"))
                    .collect(Collectors.joining(File.pathSeparator));
            ProcessBuilder java = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx384m",
                            "-cp",
                            classPath,
                            "io.tongbao.Tongbao",
                            "serve",
                            "--port",
                            Integer.toString(port),
                            "--data",
                            data.toString())
                    .redirectErrorStream(true);
            java.environment().keySet().removeIf(name -> name.startsWith("TONGBAO_"));
            java.environment().putAll(settings);
            Process process = java.start();
            List<String> lines = new ArrayList<>();
            for (String line = process.inputReader(StandardCharsets.UTF_8).readLine();
                    line != null;
                    line = process.inputReader(StandardCharsets.UTF_8).readLine()) {
                lines.add(line);
                if (line.startsWith("Ctrl-C stops it")) {
                    return new Serving(process, data, port, String.join("\n", lines));
                }
            }
            throw new AssertionError("The server did not start:\n" + String.join("\n", lines));
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        Visitor visitor(String app) {
            return new Visitor(port, app);
        }

        String found(String pattern) {
            Matcher matcher = Pattern.compile(pattern).matcher(said);
            assertThat(matcher.find()).as("%s in %s", pattern, said).isTrue();
            return matcher.group(1);
        }

        void stop() throws InterruptedException {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }

        List<String> postgres() {
            return ProcessHandle.allProcesses()
                    .map(handle -> handle.info().commandLine().orElse(""))
                    .filter(command -> command.contains(data.toString()))
                    .toList();
        }

        @Override
        public void close() {
            process.destroy();
            try {
                process.waitFor(30, TimeUnit.SECONDS);
                process.getInputStream().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

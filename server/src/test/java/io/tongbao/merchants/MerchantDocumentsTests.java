package io.tongbao.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.Visitor.Answer;
import io.tongbao.World;
import io.tongbao.World.Someone;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A merchant shows who it is; staff look at it, accept it or say why not. */
@ServerTest
class MerchantDocumentsTests {
    private final World world;
    private final JdbcClient jdbc;

    MerchantDocumentsTests(World world, JdbcClient jdbc) {
        this.world = world;
        this.jdbc = jdbc;
    }

    private record Applicant(String id, Visitor owner) {}

    @Test
    void whatIsToBeBroughtIsSaidInItsOrder() {
        JsonNode kinds = items(world.aVisitor("merchant").get("/merchant-document-kinds"));
        assertThat(kinds.valueStream().map(kind -> kind.path("code").asString()))
                .containsExactly("business_licence", "legal_person_id", "shop_front");
        assertThat(kinds.valueStream().map(kind -> kind.path("required").asBoolean()))
                .containsExactly(true, true, false);
    }

    @Test
    void nobodyIsLetInBeforeWhatIsRequiredIsAccepted() {
        Applicant shop = anApplicant();
        Visitor operator = world.anOperator().browser();
        JsonNode refusal =
                approve(operator, shop).expectProblem(422, "documents-missing").json();
        assertThat(refusal.path("kinds").valueStream().map(JsonNode::asString))
                .containsExactly("business_licence", "legal_person_id");
        decide(operator, shop, brought(shop, "business_licence"), Map.of("decision", "accept"))
                .expect(200);
        String identity = brought(shop, "legal_person_id");
        assertThat(approve(operator, shop)
                        .expectProblem(422, "documents-missing")
                        .json()
                        .path("kinds")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly("legal_person_id");
        decide(operator, shop, identity, Map.of("decision", "accept")).expect(200);
        approve(operator, shop).expect(200);
        // One that was let in is not asked again.
        operator.post("/merchants/" + shop.id() + "/approval", Map.of("decision", "suspend", "reason", "停业"))
                .expect(200);
        approve(operator, shop).expect(200);
    }

    private static Answer approve(Visitor operator, Applicant shop) {
        return operator.post("/merchants/" + shop.id() + "/approval", Map.of("decision", "approve"));
    }

    @Test
    void isRefusedWithAReasonBroughtAgainAndAccepted() {
        Applicant shop = anApplicant();
        Visitor operator = world.anOperator().browser();
        String first = brought(shop, "business_licence");
        assertThat(only(shop.owner().get("/merchants/mine/documents"))
                        .path("state")
                        .asString())
                .isEqualTo("received");

        decide(operator, shop, first, Map.of("decision", "refuse")).expectProblem(400, "invalid-field");
        decide(operator, shop, first, Map.of("decision", "maybe")).expect(400);
        decide(operator, shop, first, Map.of("decision", "refuse", "reason", "照片模糊"))
                .expect(200);
        JsonNode refused = only(shop.owner().get("/merchants/mine/documents"));
        assertThat(refused.path("state").asString()).isEqualTo("refused");
        assertThat(refused.path("reason").asString()).isEqualTo("照片模糊");
        decide(operator, shop, first, Map.of("decision", "accept")).expectProblem(409, "conflict");

        String second = brought(shop, "business_licence");
        assertThat(only(operator.get("/merchants/" + shop.id() + "/documents"))
                        .path("id")
                        .asString())
                .isEqualTo(second);
        decide(operator, shop, second, Map.of("decision", "accept")).expect(200);
        assertThat(only(shop.owner().get("/merchants/mine/documents"))
                        .path("state")
                        .asString())
                .isEqualTo("accepted");
        bring(shop, "business_licence", drawing()).expectProblem(409, "conflict");
        assertThat(jdbc.sql("select count(*)::int from merchants.document where merchant_id = :id")
                        .param("id", shop.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void whatAnotherSupersededIsNotDecidedOn() {
        Applicant shop = anApplicant();
        String first = brought(shop, "shop_front");
        brought(shop, "shop_front");
        decide(world.anOperator().browser(), shop, first, Map.of("decision", "accept"))
                .expectProblem(409, "conflict");
    }

    @Test
    void whatIsNoPictureTooLargeOrOfNoKindIsRefused() {
        Applicant shop = anApplicant();
        byte[] heavy = Arrays.copyOf(drawing(), 5 * 1_048_576 + 1);
        byte[] broken = Arrays.copyOf(drawing(), 40);
        for (byte[] bytes : List.of(heavy, broken, "<svg/>".getBytes(StandardCharsets.UTF_8), new byte[0])) {
            assertThat(bring(shop, "business_licence", bytes)
                            .expectProblem(400, "invalid-field")
                            .json()
                            .at("/errors/0/field")
                            .asString())
                    .isEqualTo("data");
        }
        assertThat(bring(shop, "passport", drawing())
                        .expectProblem(400, "invalid-field")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("kind");
        assertThat(items(shop.owner().get("/merchants/mine/documents"))).isEmpty();
    }

    @Test
    void isSeenByItsOwnerAndStaffAlone() throws IOException {
        Applicant shop = anApplicant();
        String document = brought(shop, "legal_person_id");
        Applicant other = anApplicant();
        Someone customer = world.aCustomer();
        Visitor operator = world.anOperator().browser();
        String mine = "/merchants/mine/documents/" + document + "/picture";
        String staffs = "/merchants/" + shop.id() + "/documents/" + document + "/picture";

        other.owner().get(mine).expectProblem(404, "not-found");
        other.owner().get(staffs).expectProblem(403, "forbidden");
        customer.browser().get(mine).expectProblem(403, "forbidden");
        customer.browser().get(staffs).expectProblem(403, "forbidden");
        operator.get("/merchants/" + other.id() + "/documents/" + document + "/picture")
                .expectProblem(404, "not-found");
        decide(operator, other, document, Map.of("decision", "accept")).expectProblem(404, "not-found");

        for (Answer seen : List.of(shop.owner().get(mine), operator.get(staffs))) {
            seen.expect(200);
            assertThat(seen.header("Content-Type")).contains("image/jpeg");
            assertThat(seen.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(seen.header("Cache-Control")).contains("no-store");
        }
        BufferedImage drawn =
                ImageIO.read(new ByteArrayInputStream(operator.file(staffs).body()));
        assertThat(drawn.getWidth()).isEqualTo(40);
    }

    @Test
    void isEncryptedInTheTable() {
        String document = brought(anApplicant(), "legal_person_id");
        byte[] kept = jdbc.sql("select picture from merchants.document where id = :id")
                .param("id", document)
                .query((row, n) -> row.getBytes("picture"))
                .single();
        assertThat(kept[0]).isEqualTo((byte) 1);
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("JFIF");
    }

    @Test
    void fewAreBroughtInADay() {
        Applicant shop = anApplicant();
        for (int i = 0; i < 20; i++) {
            brought(shop, "shop_front");
        }
        bring(shop, "shop_front", drawing()).expectProblem(429, "too-often");
    }

    private Applicant anApplicant() {
        Visitor owner = world.signedUp("merchant", world.aPhone()).browser();
        String id = owner.post(
                        "/merchants",
                        Map.of(
                                "name", "老张茶馆",
                                "category", "restaurant",
                                "city", "成都",
                                "licenceNumber", "91310000MA1K00000X",
                                "contactName", "张三"))
                .expect(201)
                .json()
                .path("id")
                .asString();
        return new Applicant(id, owner);
    }

    private static Answer bring(Applicant shop, String kind, byte[] bytes) {
        return shop.owner()
                .post(
                        "/merchants/mine/documents",
                        Map.of("kind", kind, "data", Base64.getEncoder().encodeToString(bytes)));
    }

    private static String brought(Applicant shop, String kind) {
        return bring(shop, kind, drawing()).expect(201).json().path("id").asString();
    }

    private static Answer decide(Visitor operator, Applicant shop, String document, Map<String, Object> decision) {
        return operator.post("/merchants/" + shop.id() + "/documents/" + document + "/decision", decision);
    }

    private static JsonNode items(Answer answer) {
        return answer.expect(200).json().path("items");
    }

    private static JsonNode only(Answer answer) {
        JsonNode items = items(answer);
        assertThat(items).hasSize(1);
        return items.path(0);
    }

    private static byte[] drawing() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}

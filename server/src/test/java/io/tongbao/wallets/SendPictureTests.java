package io.tongbao.wallets;

import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor.Answer;
import io.tongbao.World;
import io.tongbao.World.Someone;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Shops;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A picture goes with one send, to both of whom it concerns and to nobody else, and holds nothing but its pixels. */
@ServerTest
class SendPictureTests {
    private final World world;
    private final Shops shops;
    private final JdbcClient jdbc;

    SendPictureTests(World world, Ledger ledger, JdbcClient jdbc) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.jdbc = jdbc;
    }

    @Test
    void isSeenByBothAndGoesWithOneSend() {
        Someone sender = shops.aCustomerWith(1_000);
        Someone recipient = world.aCustomer();
        String picture = kept(sender, drawing("png", 40, 30));
        String key = aKey();
        String id = send(sender, recipient, picture, key)
                .expect(201)
                .json()
                .path("id")
                .asString();
        assertThat(send(sender, recipient, picture, key)
                        .expect(201)
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(id);
        for (Someone party : List.of(sender, recipient)) {
            Answer answer = party.browser().get("/sends/" + id + "/picture").expect(200);
            assertThat(answer.header("Content-Type")).contains("image/jpeg");
            assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.header("Content-Disposition").orElse("")).startsWith("attachment");
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(party.browser()
                            .get("/sends/" + id)
                            .expect(200)
                            .json()
                            .path("picture")
                            .asBoolean())
                    .isTrue();
        }
        world.aCustomer().browser().get("/sends/" + id + "/picture").expectProblem(404, "not-found");

        send(sender, recipient, picture, aKey()).expectProblem(400, "invalid-field");
        String others = kept(recipient, drawing("jpeg", 10, 10));
        send(sender, recipient, others, aKey()).expectProblem(400, "invalid-field");
        assertThat(shops.balance(WalletAccounts.key(sender.id(), CNY))).isEqualTo(900);
    }

    @Test
    void isDrawnAnewSoThatNothingHidesInIt() throws IOException {
        Someone sender = world.aCustomer();
        byte[] secret = "GPS 31.2304N 121.4737E <script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        byte[] jpeg = drawing("jpeg", 64, 48);
        ByteArrayOutputStream withComment = new ByteArrayOutputStream();
        withComment.write(jpeg, 0, 2);
        withComment.write(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) (secret.length + 2)});
        withComment.write(secret);
        withComment.write(jpeg, 2, jpeg.length - 2);
        withComment.write(secret);
        byte[] stored = jdbc.sql("select jpeg from wallets.send_picture where id = :id")
                .param("id", kept(sender, withComment.toByteArray()))
                .query((row, index) -> row.getBytes("jpeg"))
                .single();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                .doesNotContain("GPS")
                .doesNotContain("script");
        BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(stored));
        assertThat(drawn.getWidth()).isEqualTo(64);
        assertThat(drawn.getHeight()).isEqualTo(48);
        assertThat(new Color(drawn.getRGB(5, 5)).getRed()).isGreaterThan(150);
    }

    @Test
    void whatIsNoPictureOrTooLargeIsRefused() {
        Someone sender = world.aCustomer();
        byte[] png = drawing("png", 20, 20);
        byte[] huge = drawing("png", 2_049, 1);
        byte[] heavy = Arrays.copyOf(png, 1_048_577);
        byte[] broken = Arrays.copyOf(png, 40);
        byte[] lying = png.clone();
        lying[0] = 'G';
        byte[] page = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8);
        for (byte[] bytes : List.of(huge, heavy, broken, lying, page, new byte[0])) {
            assertThat(keep(sender, bytes)
                            .expectProblem(400, "invalid-field")
                            .json()
                            .at("/errors/0/field")
                            .asString())
                    .isEqualTo("data");
        }
    }

    @Test
    void fewWaitToBeSent() {
        Someone sender = world.aCustomer();
        for (int i = 0; i < 10; i++) {
            kept(sender, drawing("png", 2, 2));
        }
        keep(sender, drawing("png", 2, 2)).expectProblem(429, "too-often");
    }

    private static byte[] drawing(String format, int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                picture.setRGB(x, y, 0xb3261e);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, format, out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static Answer keep(Someone sender, byte[] bytes) {
        return sender.browser()
                .post("/send-pictures", Map.of("data", Base64.getEncoder().encodeToString(bytes)));
    }

    private static String kept(Someone sender, byte[] bytes) {
        return keep(sender, bytes).expect(201).json().path("id").asString();
    }

    private static Answer send(Someone sender, Someone recipient, String picture, String key) {
        Map<String, Object> body = new HashMap<>();
        body.put("recipientId", recipient.id());
        body.put("amount", cny(100));
        body.put("pictureId", picture);
        body.put("pin", World.PIN);
        return sender.browser().post("/sends", body, key);
    }
}

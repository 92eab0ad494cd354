package io.tongbao.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Shops;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/** The shop's code on a sheet to be folded. */
@ServerTest
class TableStandTests {
    private final World world;
    private final Shops shops;

    TableStandTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
    }

    @Test
    void namesTheShopOnBothSidesInTheLanguageAskedFor() throws IOException {
        Shops.Shop shop = shops.aShop();
        for (String[] asked : new String[][] {{"zh", "扫码付款"}, {"en", "to pay"}}) {
            HttpResponse<byte[]> answer = shop.till().file("/merchants/mine/table-stand.pdf?language=" + asked[0]);
            assertThat(answer.statusCode()).isEqualTo(200);
            try (PdfReader reader = new PdfReader(answer.body())) {
                assertThat(reader.getNumberOfPages()).isEqualTo(1);
                String text = new PdfTextExtractor(reader).getTextFromPage(1);
                assertThat(text).containsSubsequence("老王面馆", "老王面馆").contains(asked[1], shop.id());
            }
        }
    }

    @Test
    void isRefusedWhereThereIsNothingToPutUp() {
        Shops.Shop shop = shops.aShop();
        world.anOperator()
                .browser()
                .post("/merchants/" + shop.id() + "/approval", Map.of("decision", "suspend", "reason", "停业整顿"))
                .expect(200);
        shop.till().get("/merchants/mine/table-stand.pdf?language=zh").expectProblem(422, "merchant-not-active");
        shop.till().get("/merchants/mine/table-stand.pdf?language=fr").expectProblem(400, "invalid-field");
    }
}

package io.tongbao.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ledger.Currency;
import io.tongbao.platform.Money;
import io.tongbao.platform.TypeIds;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentQrTests {
    private static final Currency CNY = Currency.of("CNY");
    /** The sample of EMVCo's specification: lengths count characters, the CRC is over the UTF-8 bytes. */
    private static final String EMVCO_SAMPLE =
            "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST"
                    + " TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A";

    private final MerchantProfile noodles =
            new MerchantProfile(TypeIds.next("mer"), "老王面馆", "restaurant", "5812", "上海", CNY, MerchantStatus.ACTIVE);

    @Test
    void computesTheCheckSumOfTheStandard() {
        assertThat(EmvCode.crcOf("123456789")).isEqualTo("29B1");
    }

    @Test
    void readsTheSampleOfTheStandardAndSeesThatItIsForeign() {
        assertThat(EmvCode.parse(EMVCO_SAMPLE)).isPresent();
        assertThat(EmvCode.parse(EMVCO_SAMPLE).orElseThrow().field("54")).contains("23.72");
        assertThat(EmvCode.parse(EMVCO_SAMPLE).orElseThrow().encode()).isEqualTo(EMVCO_SAMPLE);
        assertThat(PaymentQr.read(EMVCO_SAMPLE)).isInstanceOf(PaymentQr.Scanned.Foreign.class);
    }

    @Test
    void readsBackAStaticCodeOfAMerchantWithAChineseName() {
        PaymentQr code = PaymentQr.ofCounter(noodles.id(), Optional.empty());
        String text = code.encode(noodles);
        assertThat(text).startsWith("000201010211").contains("老王面馆").contains("5303156");
        assertThat(PaymentQr.read(text)).isEqualTo(new PaymentQr.Scanned.Ours(code));
    }

    @Test
    void readsBackADynamicCodeWithItsOrderAndAmount() {
        PaymentQr code = PaymentQr.ofOrder(noodles.id(), TypeIds.next("ord"), new Money(1280, CNY));
        String text = code.encode(noodles);
        assertThat(text).startsWith("000201010212").contains("540512.80");
        assertThat(PaymentQr.read(text)).isEqualTo(new PaymentQr.Scanned.Ours(code));
    }

    @Test
    void readsBackTheStoreAtWhoseCounterItStands() {
        PaymentQr code = PaymentQr.ofCounter(noodles.id(), Optional.of(TypeIds.next("sto")));
        String text = code.encode(noodles);
        assertThat(text).startsWith("000201010211");
        assertThat(PaymentQr.read(text)).isEqualTo(new PaymentQr.Scanned.Ours(code));
        PaymentQr wrong = PaymentQr.ofCounter(noodles.id(), Optional.of("sto_1"));
        assertThat(PaymentQr.read(wrong.encode(noodles))).isInstanceOf(PaymentQr.Scanned.Broken.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://qr.example.com/abc", "281234567890123456", "微信支付"})
    void seesThatOtherTextsAreForeign(String text) {
        assertThat(PaymentQr.read(text)).isInstanceOf(PaymentQr.Scanned.Foreign.class);
    }

    @Test
    void seesEverySingleChangedCharacterAndEveryCut() {
        String text = PaymentQr.ofOrder(noodles.id(), TypeIds.next("ord"), new Money(1, CNY))
                .encode(noodles);
        for (int i = 6; i < text.length(); i++) {
            String changed = text.substring(0, i) + (text.charAt(i) == '7' ? '8' : '7') + text.substring(i + 1);
            assertThat(PaymentQr.read(changed)).isInstanceOf(PaymentQr.Scanned.Broken.class);
            assertThat(PaymentQr.read(text.substring(0, i))).isInstanceOf(PaymentQr.Scanned.Broken.class);
        }
    }

    @Test
    void refusesACodeThatNamesNoMerchantOfOurs() {
        PaymentQr code = PaymentQr.ofCounter("mer_1", Optional.empty());
        assertThat(PaymentQr.read(code.encode(noodles))).isInstanceOf(PaymentQr.Scanned.Broken.class);
    }
}

package io.tongbao.merchants;

import io.tongbao.ledger.Currency;
import io.tongbao.platform.Money;
import io.tongbao.platform.TypeIds;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a merchant's code says: whom to pay, and if it is of one order (dynamic), which order and how much. The text follows
 * EMVCo's merchant-presented mode, so that any wallet can read merchant, currency and amount; our ids are in templates
 * of our own.
 *
 * @param storeId in a static code, of the counter at which it stands
 * @param orderId present in a dynamic code
 * @param amount present where the merchant has set it
 */
public record PaymentQr(String merchantId, Optional<String> storeId, Optional<String> orderId, Optional<Money> amount) {
    private static final String GLOBALLY_UNIQUE = "io.tongbao";
    private static final String OUR_ACCOUNT_TAG = "26";
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,13}(\\.[0-9]{0,4})?");
    private static final Map<String, String> NUMERIC = java.util.Currency.getAvailableCurrencies().stream()
            .collect(Collectors.toMap(java.util.Currency::getCurrencyCode, java.util.Currency::getNumericCodeAsString));
    private static final Pattern ASCII = Pattern.compile("[\\x20-\\x7e]+");

    /** The code that stands on a counter, of a store if there is one. */
    public static PaymentQr ofCounter(String merchantId, Optional<String> storeId) {
        return new PaymentQr(merchantId, storeId, Optional.empty(), Optional.empty());
    }

    public static PaymentQr ofOrder(String merchantId, String orderId, Money amount) {
        return new PaymentQr(merchantId, Optional.empty(), Optional.of(orderId), Optional.of(amount));
    }

    /** What a scanned text turned out to be. */
    public sealed interface Scanned {
        record Ours(PaymentQr code) implements Scanned {}

        /** A code of another scheme, or no payment code at all. */
        record Foreign() implements Scanned {}

        /** It begins like a payment code, but is cut, changed or wrong within. */
        record Broken(String why) implements Scanned {}
    }

    public static Scanned read(String text) {
        if (!text.startsWith("0002")) {
            return new Scanned.Foreign();
        }
        Optional<EmvCode> code = EmvCode.parse(text);
        if (code.isEmpty()) {
            return new Scanned.Broken("its check sum or a length is wrong");
        }
        Optional<Map<String, String>> account = ourAccount(code.get());
        if (account.isEmpty()) {
            return new Scanned.Foreign();
        }
        String merchantId = account.get().getOrDefault("01", "");
        if (!TypeIds.matches("mer", merchantId)) {
            return new Scanned.Broken("it names no merchant");
        }
        Map<String, String> ours = ourData(code.get());
        Optional<String> orderId = Optional.ofNullable(ours.get("01"));
        Optional<String> storeId = Optional.ofNullable(ours.get("02"));
        if (orderId.isPresent() && !TypeIds.matches("ord", orderId.get())) {
            return new Scanned.Broken("it names no order");
        }
        if (storeId.isPresent() && !TypeIds.matches("sto", storeId.get())) {
            return new Scanned.Broken("it names no store");
        }
        Optional<String> amountText = code.get().field("54");
        if (amountText.isEmpty()) {
            return new Scanned.Ours(new PaymentQr(merchantId, storeId, orderId, Optional.empty()));
        }
        Optional<Money> amount = currencyOf(code.get()).flatMap(currency -> money(amountText.get(), currency));
        if (amount.isEmpty()) {
            return new Scanned.Broken("its amount is not one");
        }
        return new Scanned.Ours(new PaymentQr(merchantId, storeId, orderId, amount));
    }

    /** The text to be shown as a QR code. */
    public String encode(MerchantProfile merchant) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("00", "01");
        fields.put("01", orderId.isPresent() ? "12" : "11");
        fields.put(OUR_ACCOUNT_TAG, template("00", GLOBALLY_UNIQUE, "01", merchantId));
        fields.put("52", merchant.categoryCode());
        fields.put("53", numeric(merchant.currency()));
        amount.ifPresent(money -> fields.put("54", decimal(money)));
        fields.put("58", merchant.currency().code().substring(0, 2));
        fields.put("59", latin(merchant.name(), "Tongbao merchant", 25));
        fields.put("60", latin(merchant.city(), "-", 15));
        orderId.ifPresent(order -> fields.put("62", template("50", template("00", GLOBALLY_UNIQUE, "01", order))));
        storeId.ifPresent(store -> fields.put("62", template("50", template("00", GLOBALLY_UNIQUE, "02", store))));
        if (!ASCII.matcher(merchant.name() + merchant.city()).matches()) {
            fields.put("64", template("00", "ZH", "01", cut(merchant.name(), 25), "02", cut(merchant.city(), 15)));
        }
        return new EmvCode(fields).encode();
    }

    private static Optional<Map<String, String>> ourAccount(EmvCode code) {
        return code.fields().entrySet().stream()
                .filter(field ->
                        field.getKey().compareTo("26") >= 0 && field.getKey().compareTo("51") <= 0)
                .flatMap(field -> EmvCode.fieldsOf(field.getValue()).stream())
                .filter(account -> GLOBALLY_UNIQUE.equals(account.get("00")))
                .findFirst();
    }

    private static Map<String, String> ourData(EmvCode code) {
        return code.field("62").flatMap(EmvCode::fieldsOf).stream()
                .flatMap(data -> data.entrySet().stream())
                .filter(field -> field.getKey().compareTo("50") >= 0)
                .flatMap(field -> EmvCode.fieldsOf(field.getValue()).stream())
                .filter(own -> GLOBALLY_UNIQUE.equals(own.get("00")))
                .findFirst()
                .orElseGet(Map::of);
    }

    private static Optional<Currency> currencyOf(EmvCode code) {
        String numeric = code.field("53").orElse("");
        return Currency.all().stream()
                .filter(currency -> numeric.equals(NUMERIC.get(currency.code())))
                .findFirst();
    }

    private static String numeric(Currency currency) {
        return NUMERIC.getOrDefault(currency.code(), "999");
    }

    private static Optional<Money> money(String text, Currency currency) {
        if (!AMOUNT.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal minor = new BigDecimal(text.endsWith(".") ? text + "0" : text)
                .movePointRight(currency.minorUnits())
                .stripTrailingZeros();
        boolean whole = minor.scale() <= 0;
        boolean inRange = minor.signum() > 0 && minor.compareTo(BigDecimal.valueOf(Money.MAX_MINOR)) <= 0;
        return whole && inRange ? Optional.of(new Money(minor.longValueExact(), currency)) : Optional.empty();
    }

    private static String decimal(Money money) {
        return BigDecimal.valueOf(money.minor(), money.currency().minorUnits()).toPlainString();
    }

    private static String template(String... tagsAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < tagsAndValues.length; i += 2) {
            fields.put(tagsAndValues[i], tagsAndValues[i + 1]);
        }
        return EmvCode.template(fields);
    }

    /** Fields 59 and 60 take Latin letters only; the real name stands in template 64. */
    private static String latin(String text, String otherwise, int characters) {
        String only = text.codePoints()
                .filter(c -> c >= 0x20 && c <= 0x7e)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return only.isEmpty() ? otherwise : cut(only, characters);
    }

    private static String cut(String text, int characters) {
        boolean fits = text.codePointCount(0, text.length()) <= characters;
        return fits ? text : text.substring(0, text.offsetByCodePoints(0, characters));
    }
}

package io.tongbao.connectors;

import java.util.Locale;
import java.util.Optional;

/**
 * A card's number on its way to the bank: 12 to 19 digits with a right check digit (Luhn). It is never written anywhere;
 * in text it shows its last four digits only.
 */
public final class CardNumber {
    private final String digits;

    private CardNumber(String digits) {
        this.digits = digits;
    }

    /** Spaces and hyphens between digits are let pass, as people type them. */
    public static Optional<CardNumber> parse(String text) {
        if (text.length() > 40) {
            return Optional.empty();
        }
        String digits = text.replaceAll("[ -]", "");
        if (!digits.matches("[0-9]{12,19}") || !checkDigitIsRight(digits)) {
            return Optional.empty();
        }
        return Optional.of(new CardNumber(digits));
    }

    private static boolean checkDigitIsRight(String digits) {
        int sum = 0;
        boolean doubled = false;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int digit = digits.charAt(i) - '0';
            if (doubled) {
                digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            }
            sum += digit;
            doubled = !doubled;
        }
        return sum % 10 == 0;
    }

    /** For the bank alone. */
    public String digits() {
        return digits;
    }

    public String last4() {
        return digits.substring(digits.length() - 4);
    }

    public Brand brand() {
        int first2 = Integer.parseInt(digits.substring(0, 2));
        int first4 = Integer.parseInt(digits.substring(0, 4));
        if (first2 == 62 || first2 == 81) {
            return Brand.UNIONPAY;
        }
        if (digits.charAt(0) == '4') {
            return Brand.VISA;
        }
        if ((first2 >= 51 && first2 <= 55) || (first4 >= 2221 && first4 <= 2720)) {
            return Brand.MASTERCARD;
        }
        if (first2 == 34 || first2 == 37) {
            return Brand.AMEX;
        }
        if (first4 >= 3528 && first4 <= 3589) {
            return Brand.JCB;
        }
        return Brand.OTHER;
    }

    /** The network whose range the number is in. */
    public enum Brand {
        UNIONPAY,
        VISA,
        MASTERCARD,
        AMEX,
        JCB,
        OTHER;

        /** As the API and the tables write it: {@code unionpay}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return "····" + last4();
    }
}

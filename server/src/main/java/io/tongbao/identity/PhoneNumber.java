package io.tongbao.identity;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number in E.164 ({@code +8613800005678}). Personal: {@link #toString} and {@link #masked} hide the middle; only what must dial or match asks for
 * {@link #e164}.
 */
public record PhoneNumber(String e164) {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern CHINESE_MOBILE = Pattern.compile("1[3-9][0-9]{9}");

    public PhoneNumber {
        Objects.requireNonNull(e164, "e164 is null");
        if (!E164.matcher(e164).matches()) {
            throw new IllegalArgumentException("Not a phone number in E.164");
        }
    }

    /** Reads what a person types: a Chinese mobile number without its country, or any number with + or 00 before the country; spaces and dashes are let pass. */
    public static Optional<PhoneNumber> parse(String typed) {
        String digits = typed.strip().replaceAll("[\\s()\\-]", "");
        if (digits.startsWith("00")) {
            digits = "+" + digits.substring(2);
        }
        if (CHINESE_MOBILE.matcher(digits).matches()) {
            digits = "+86" + digits;
        }
        boolean wrongChinese = digits.startsWith("+86")
                && !CHINESE_MOBILE.matcher(digits.substring(3)).matches();
        return E164.matcher(digits).matches() && !wrongChinese
                ? Optional.of(new PhoneNumber(digits))
                : Optional.empty();
    }

    /** {@code 138****5678}: enough for its owner to know it. */
    public String masked() {
        String national = e164.startsWith("+86") ? e164.substring(3) : e164;
        int shown = Math.min(4, national.length() / 3);
        return national.substring(0, 3) + "****" + national.substring(national.length() - shown);
    }

    @Override
    public String toString() {
        return masked();
    }
}

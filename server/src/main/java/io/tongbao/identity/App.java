package io.tongbao.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The three apps; a person signs in to each on its own. */
public enum App {
    WALLET,
    MERCHANT,
    CONSOLE;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String cookie() {
        return "tongbao_" + code();
    }

    @JsonCreator
    static App ofCode(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("must be wallet, merchant or console"));
    }

    public static Optional<App> find(String code) {
        return Arrays.stream(values()).filter(app -> app.code().equals(code)).findFirst();
    }
}

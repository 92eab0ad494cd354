package io.tongbao.messaging.internal;

import java.time.Duration;

/** The words around a code, in both languages: the channel doesn't know which one its reader prefers. */
final class CodeText {
    static final String SUBJECT = "通宝验证码 · Tongbao code";

    private CodeText() {}

    static String of(String code, Duration life) {
        long minutes = life.toMinutes();
        return "【通宝】验证码 %s，%d 分钟内有效。不要告诉任何人，通宝的人也不会问。\nYour Tongbao code is %s, valid for %d minutes. Tell nobody; we never ask for it."
                .formatted(code, minutes, code, minutes);
    }
}

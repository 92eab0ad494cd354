package io.tongbao.identity.internal;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * What one Argon2id hash takes. The server's figures are OWASP's first choice for one lane (Password Storage Cheat Sheet); no
 * property lowers them. Tests, which sign up thousands, bring a bean of their own.
 */
public record HashingCost(int kibibytes, int passes) {
    public static final HashingCost SERVED = new HashingCost(19 * 1024, 2);
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;

    Argon2PasswordEncoder encoder() {
        return new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, kibibytes, passes);
    }

    @Configuration(proxyBeanMethods = false)
    static class Served {
        @Bean
        HashingCost hashingCost() {
            return SERVED;
        }
    }
}

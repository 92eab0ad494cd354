package io.tongbao;

import io.tongbao.identity.internal.HashingCost;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Argon2id as the server has it, with little of it: the tests sign up a customer or two each, and every one has a PIN. */
@TestConfiguration(proxyBeanMethods = false)
class QuickHashing {
    @Bean
    @Primary
    HashingCost quickHashingCost() {
        return new HashingCost(64, 1);
    }
}

package io.tongbao.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypeIdsTests {

    @Test
    void encodesTheUuidOfTheSpecification() {
        // UUID 0188bac7-4afa-78aa-bc3b-bd1eef28d881, an example of the TypeID specification's valid cases.
        assertThat(TypeIds.encode(0x0188bac74afaL, 0x8aa, 0xbc3bbd1eef28d881L)).isEqualTo("01h2xcejqtf2nbrexx3vqjhp41");
    }

    @Test
    void newOnesAreTheirPrefixsOwn() {
        String id = TypeIds.next("pay");
        assertThat(TypeIds.matches("pay", id)).isTrue();
        assertThat(TypeIds.matches("ref", id)).isFalse();
        assertThat(TypeIds.matches("pay", id + "x")).isFalse();
        assertThat(TypeIds.matches("pay", "pay_8zzzzzzzzzzzzzzzzzzzzzzzzz")).isFalse();
    }
}

package io.tongbao.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class SecretBoxTests {
    private final SecretBox box = new SecretBox(new byte[32]);

    @Test
    void opensWhatItSealedAtItsPlace() {
        byte[] sealed = box.seal("JBSWY3DPEHPK3PXP", "staff.totp_secret/stf_1");

        assertThat(box.openText(sealed, "staff.totp_secret/stf_1")).isEqualTo("JBSWY3DPEHPK3PXP");
        assertThat(box.seal("JBSWY3DPEHPK3PXP", "staff.totp_secret/stf_1")).isNotEqualTo(sealed);
    }

    @Test
    void refusesASecretCopiedToAnotherRow() {
        byte[] sealed = box.seal("secret", "staff.totp_secret/stf_1");

        assertThatIllegalStateException().isThrownBy(() -> box.open(sealed, "staff.totp_secret/stf_2"));
    }

    @Test
    void refusesAChangedSecret() {
        byte[] sealed = box.seal("secret", "here");
        sealed[sealed.length - 1] ^= 1;

        assertThatIllegalStateException().isThrownBy(() -> box.open(sealed, "here"));
    }

    @Test
    void tellsFingerprintsOfDifferentPurposesApart() {
        assertThat(box.fingerprint("code", "123456"))
                .isEqualTo(box.fingerprint("code", "123456"))
                .isNotEqualTo(box.fingerprint("pay_code", "123456"));
    }
}

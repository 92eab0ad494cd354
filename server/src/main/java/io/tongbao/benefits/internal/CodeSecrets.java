package io.tongbao.benefits.internal;

import io.tongbao.platform.SecretBox;
import org.springframework.stereotype.Component;

/** Keeps codes under the installation's key: nobody reads one in the database, and the same is known again. */
@Component
class CodeSecrets {
    private static final int MOST_SHOWN = 4;

    private final SecretBox secrets;

    CodeSecrets(SecretBox secrets) {
        this.secrets = secrets;
    }

    byte[] seal(String codeId, String code) {
        return secrets.seal(code, place(codeId));
    }

    String open(String codeId, byte[] sealed) {
        return secrets.openText(sealed, place(codeId));
    }

    /** What staff see: the end of it, of a short one less. */
    String masked(String codeId, byte[] sealed) {
        String code = open(codeId, sealed);
        int shown = Math.min(MOST_SHOWN, code.length() / 3);
        return "••••" + code.substring(code.length() - shown);
    }

    /** Two suppliers may have the same code. */
    byte[] fingerprint(String supplierId, String code) {
        return secrets.fingerprint("benefit code of " + supplierId, code);
    }

    private static String place(String codeId) {
        return "benefits.code.sealed " + codeId;
    }
}

package io.tongbao.platform.internal;

import io.tongbao.platform.DataFolder;
import io.tongbao.platform.SecretBox;
import io.tongbao.platform.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The installation's key: from the file that TONGBAO_KEY_FILE names, or made in the data folder, for its owner's eyes only. */
@Configuration(proxyBeanMethods = false)
class SecretConfiguration {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    @Bean
    SecretBox secretBox(@Value("${tongbao.key-file:}") String keyFile, DataFolder folder) {
        String text = keyFile.isBlank() ? folder.secret("key") : read(Path.of(keyFile));
        return key(text)
                .map(SecretBox::new)
                .orElseThrow(() -> new StartRefused(
                        "The key is not 32 bytes in Base64.",
                        "Make one with: head -c 32 /dev/urandom | base64 > FILE; chmod 600 FILE"));
    }

    private static String read(Path file) {
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw new StartRefused(
                        "The key file " + file + " can be read or written by others than its owner.",
                        "chmod 600 " + file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartRefused(
                    "The key file " + file + " can't be read: " + e.getMessage() + ".",
                    "Set TONGBAO_KEY_FILE to a file that holds the key, or unset it to have one made in the data folder.");
        }
    }

    private static Optional<byte[]> key(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
            return key.length == 32 ? Optional.of(key) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}

package io.tongbao.platform.internal.database;

import io.tongbao.platform.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked once per user from the archive in the jar into a folder that nobody else may enter.
 * The folder is filled under another name and then renamed, so that a half-unpacked one is never used.
 */
final class Binaries {
    private Binaries() {}

    static Path unpacked(Path dataFolder) throws IOException {
        String archive = archiveName();
        try (InputStream in = Binaries.class.getResourceAsStream("/" + archive)) {
            if (in == null) {
                throw new StartRefused(
                        "This build has no PostgreSQL for " + archive + ".",
                        "Set TONGBAO_DATABASE_URL to a PostgreSQL 18 of your own.");
            }
            Path parent = writableParent(dataFolder);
            Path target = parent.resolve("postgresql-" + version() + "-" + archive.replace(".txz", ""));
            if (!Files.isDirectory(target)) {
                Path fresh = Files.createTempDirectory(parent, "unpacking-");
                unpack(in, fresh);
                try {
                    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
                } catch (java.nio.file.FileSystemException e) {
                    delete(fresh);
                    if (!Files.isDirectory(target)) {
                        throw e;
                    }
                }
            }
            return target;
        }
    }

    private static Path writableParent(Path dataFolder) throws IOException {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path home = Path.of(System.getProperty("user.home"));
        Path wanted = (cache == null || cache.isBlank() ? home.resolve(".cache") : Path.of(cache)).resolve("tongbao");
        try {
            Files.createDirectories(wanted);
            Files.setPosixFilePermissions(wanted, PosixFilePermissions.fromString("rwx------"));
            return wanted;
        } catch (IOException | SecurityException _) {
            return Files.createDirectories(dataFolder.resolve("programs"));
        }
    }

    private static String archiveName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = machine.equals("aarch64") || machine.equals("arm64");
        return "postgres-" + (system.contains("mac") ? "darwin" : "linux") + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
    }

    /** The version of the archive's Maven artifact, so that an upgrade unpacks anew. */
    private static String version() {
        var source = Binaries.class.getResource("/" + archiveName());
        String text = String.valueOf(source);
        java.util.regex.Matcher matcher =
                java.util.regex.Pattern.compile("-(\\d+\\.\\d+\\.\\d+)\\.jar").matcher(text);
        return matcher.find() ? matcher.group(1) : "bundled";
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("The archive leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    link(file, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(file, target.resolve(entry.getLinkName()).normalize());
                } else {
                    Files.copy(tar, file);
                    Files.setPosixFilePermissions(file, permissions(entry.getMode()));
                }
            }
        }
    }

    private static void link(Path file, Path to) throws IOException {
        try {
            Files.createSymbolicLink(file, to);
        } catch (FileAlreadyExistsException _) {
            // the archive names some links twice
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions =
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        if ((mode & 0100) != 0) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
        }
        return permissions;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

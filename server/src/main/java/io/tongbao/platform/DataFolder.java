package io.tongbao.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The folder in which an installation lives: the embedded database, the key, the certificate. Only its owner may look
 * inside, and only one process at a time may use it. A marker says whether demo or serve made it, since a folder with
 * known sign-ins and a sandbox bank must never become a real one, nor the reverse.
 */
public final class DataFolder implements AutoCloseable {
    private static final String MARKER = "made-by";
    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** Opens the folder for a mode, making and marking it if it is new. */
    public static DataFolder open(Path path, String mode) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new StartRefused(
                        "Another Tongbao is using the data folder " + folder + ".",
                        "Stop it first, or choose another folder with --data.");
            }
            DataFolder opened = new DataFolder(folder, channel);
            opened.refuseOtherMode(mode);
            return opened;
        } catch (IOException e) {
            throw new StartRefused(
                    "The data folder " + folder + " can't be used: " + why(e) + ".",
                    "Choose a folder that you may write with --data.");
        }
    }

    /** Java's own messages often are a path and no more. */
    private static String why(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> denied.getFile() + " may not be written";
            case FileAlreadyExistsException there -> there.getFile() + " is a file";
            case NotDirectoryException there -> there.getFile() + " is a file";
            default -> String.valueOf(e.getMessage());
        };
    }

    /** Which mode made the folder, if it is one of ours. */
    public static Optional<String> madeBy(Path path) {
        Path marker = path.resolve(MARKER);
        try {
            return Files.exists(marker) ? Optional.of(Files.readString(marker).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private void refuseOtherMode(String mode) throws IOException {
        Optional<String> madeBy = madeBy(path);
        if (madeBy.isEmpty()) {
            Files.writeString(path.resolve(MARKER), mode + "\n");
        } else if (!madeBy.get().equals(mode)) {
            close();
            throw new StartRefused(
                    "The data folder " + path + " was made by " + madeBy.get() + " and is not for " + mode + ".",
                    "Choose another folder with --data.");
        }
    }

    public Path path() {
        return path;
    }

    /** A secret of the installation, made at first use and kept in a file that only its owner may read. */
    public String secret(String name) {
        Path file = path.resolve(name);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            writePrivately(file, secret + "\n");
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file of mode 600, complete or not at all. */
    public static void writePrivately(Path file, String content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(content));
            channel.force(true);
        }
        Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

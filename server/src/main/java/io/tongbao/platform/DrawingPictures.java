package io.tongbao.platform;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.springframework.stereotype.Component;

/**
 * Reads what is sent as a picture and draws it anew: what comes out holds pixels and nothing else, no place where it was taken and
 * nothing that a browser could run. What it is, its first bytes say, not its sender.
 */
@Component
public class DrawingPictures {
    private static final int MAX_EDGE = 2_048;

    /** At most so many at a time: each takes some megabytes. */
    private static final int AT_ONCE = 4;

    private final Semaphore turns = new Semaphore(AT_ONCE);

    /** A JPEG; empty if the bytes are too many, no JPEG or PNG that can be read, or one with an edge that is too long. */
    public Optional<byte[]> drawnAnew(byte[] bytes, int maxBytes) {
        Optional<String> format = format(bytes);
        if (format.isEmpty() || bytes.length > maxBytes) {
            return Optional.empty();
        }
        turns.acquireUninterruptibly();
        try {
            return read(bytes, format.get()).map(DrawingPictures::jpeg);
        } finally {
            turns.release();
        }
    }

    private static Optional<String> format(byte[] bytes) {
        if (startsWith(bytes, 0xff, 0xd8, 0xff)) {
            return Optional.of("jpeg");
        }
        return startsWith(bytes, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n') ? Optional.of("png") : Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, int... first) {
        if (bytes.length < first.length) {
            return false;
        }
        for (int i = 0; i < first.length; i++) {
            if ((bytes[i] & 0xff) != first[i]) {
                return false;
            }
        }
        return true;
    }

    /** The edges are read before the pixels: a small file may unfold to a huge picture. */
    private static Optional<BufferedImage> read(byte[] bytes, String format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        ImageReader reader = readers.next();
        try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(input, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            return width > MAX_EDGE || height > MAX_EDGE ? Optional.empty() : Optional.of(reader.read(0));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException _) {
            // The readers answer what is broken in one of these ways; the caller says that it is no picture.
            return Optional.empty();
        } finally {
            reader.dispose();
        }
    }

    private static byte[] jpeg(BufferedImage picture) {
        BufferedImage opaque = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D drawing = opaque.createGraphics();
        drawing.setColor(Color.WHITE);
        drawing.fillRect(0, 0, opaque.getWidth(), opaque.getHeight());
        drawing.drawImage(picture, 0, 0, null);
        drawing.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(opaque, "jpeg", out)) {
                throw new IllegalStateException("Every JDK writes JPEG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}

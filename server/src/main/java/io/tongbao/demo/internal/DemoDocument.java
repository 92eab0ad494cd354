package io.tongbao.demo.internal;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** A picture that stands for a document, drawn on the spot: coloured bars, others for other people, and nothing that could be taken for real. */
final class DemoDocument {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 300;
    private static final int BARS = 6;

    private DemoDocument() {}

    /** A PNG in base 64. */
    static String of(String kind, String owner) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D drawing = picture.createGraphics();
        drawing.setColor(new Color(0xFAF7F2));
        drawing.fillRect(0, 0, WIDTH, HEIGHT);
        drawing.setColor(new Color(0xB3261E));
        drawing.fillOval(24, 24, 56, 56);
        drawing.setColor(new Color(0x2F4B7C));
        int shape = (kind + owner).hashCode();
        for (int bar = 0; bar < BARS; bar++) {
            int length = 120 + Math.floorMod(shape >> (bar * 4), 16) * 16;
            drawing.fillRect(104, 36 + bar * 40, length, 18);
        }
        drawing.dispose();
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "png", out);
            return Base64.getEncoder().encodeToString(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

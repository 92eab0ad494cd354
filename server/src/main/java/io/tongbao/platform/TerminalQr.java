package io.tongbao.platform;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;

/** A QR code in block characters, two rows of modules to a line, for a phone to scan off the terminal. */
public final class TerminalQr {
    private TerminalQr() {}

    public static String of(String text) {
        BitMatrix modules = encode(text);
        StringBuilder lines = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y += 2) {
            for (int x = 0; x < modules.getWidth(); x++) {
                boolean top = modules.get(x, y);
                boolean bottom = y + 1 < modules.getHeight() && modules.get(x, y + 1);
                // Light on dark terminals: a set module is drawn as a gap.
                lines.append(top ? bottom ? ' ' : '▄' : bottom ? '▀' : '█');
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    private static BitMatrix encode(String text) {
        try {
            return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0);
        } catch (WriterException e) {
            throw new IllegalArgumentException("Too long for a QR code", e);
        }
    }
}

package io.tongbao.platform;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.io.OutputStream;
import java.util.Map;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.PageSize;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfWriter;

/**
 * A sheet of A4 that is folded in the middle and stands on the counter: the same on both sides, the upper half upside down. The code is drawn as areas,
 * so that it is sharp at any size, with the error correction that bears a quarter of it being worn off.
 *
 * @param code what the QR says
 * @param name of the shop, large under the code
 * @param call what to do with it
 * @param note small, at the foot
 */
public record PdfTableStand(String code, String name, String call, String note) {
    private static final float QR_SIDE = 230;
    private static final float FROM_FOLD = 56;
    private static final float LONGEST_NAME = PageSize.A4.getWidth() - 80;

    public void write(OutputStream out, String title, PaperWords.Language language) {
        BitMatrix modules = modules();
        try (Document document = new Document(PageSize.A4, 0, 0, 0, 0)) {
            PdfWriter writer = PdfWriter.getInstance(document, out);
            document.addTitle(title);
            document.addCreator("Tongbao");
            document.setDocumentLanguage(language.name());
            document.open();
            PdfContentByte sheet = writer.getDirectContent();
            side(sheet, modules);
            sheet.saveState();
            sheet.concatCTM(-1, 0, 0, -1, PageSize.A4.getWidth(), PageSize.A4.getHeight());
            side(sheet, modules);
            sheet.restoreState();
            fold(sheet);
        }
    }

    /** In the lower half of the sheet. */
    private void side(PdfContentByte sheet, BitMatrix modules) {
        float middle = PageSize.A4.getWidth() / 2;
        float top = PageSize.A4.getHeight() / 2 - FROM_FOLD;
        text(sheet, call, 22, PdfDocument.CINNABAR, middle, top);
        float unit = QR_SIDE / modules.getWidth();
        float left = middle - QR_SIDE / 2;
        float head = top - 22;
        sheet.setColorFill(PdfDocument.INK);
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                if (modules.get(x, y)) {
                    sheet.rectangle(left + x * unit, head - (y + 1) * unit, unit, unit);
                }
            }
        }
        sheet.fill();
        text(sheet, name, fitting(), PdfDocument.INK, middle, head - QR_SIDE - 32);
        text(sheet, note, 9, PdfDocument.STONE, middle, head - QR_SIDE - 52);
    }

    private float fitting() {
        float wide = PdfDocument.width(name, 24);
        return wide <= LONGEST_NAME ? 24 : 24 * LONGEST_NAME / wide;
    }

    private static void text(PdfContentByte sheet, String text, float size, java.awt.Color color, float x, float y) {
        ColumnText.showTextAligned(
                sheet, Element.ALIGN_CENTER, new Phrase(text, PdfDocument.font(size, color)), x, y, 0);
    }

    private static void fold(PdfContentByte sheet) {
        float middle = PageSize.A4.getHeight() / 2;
        sheet.setColorStroke(PdfDocument.RULE);
        sheet.setLineWidth(0.5f);
        sheet.setLineDash(4, 4, 0);
        sheet.moveTo(0, middle);
        sheet.lineTo(PageSize.A4.getWidth(), middle);
        sheet.stroke();
    }

    private BitMatrix modules() {
        try {
            return new QRCodeWriter()
                    .encode(
                            code,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.Q, EncodeHintType.MARGIN, 0));
        } catch (WriterException e) {
            throw new IllegalArgumentException("Too long for a QR code", e);
        }
    }
}

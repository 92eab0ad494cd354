package io.tongbao.platform;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of the papers that the server makes, in their reader's language: {@code papers_zh} and {@code papers_en} beside a class. */
public final class PaperWords {
    private final ResourceBundle words;
    private final Language language;

    private PaperWords(ResourceBundle words, Language language) {
        this.words = words;
        this.language = language;
    }

    /** In which language a paper is asked for; the names are the API's. */
    public enum Language {
        zh,
        en;

        Locale locale() {
            return Locale.of(name());
        }
    }

    public static PaperWords beside(Class<?> owner, Language language) {
        return new PaperWords(
                ResourceBundle.getBundle(
                        owner.getPackageName() + ".papers",
                        language.locale(),
                        owner.getClassLoader(),
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)),
                language);
    }

    public Language language() {
        return language;
    }

    public String of(String key) {
        return words.getString(key);
    }

    /** With what stands at {0}, {1} in the words. */
    public String of(String key, Object... values) {
        return new MessageFormat(words.getString(key), language.locale()).format(values);
    }
}

package io.tongbao.benefits.internal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A row of an uploaded list, read: {@code CODE}, or {@code CODE,2026-12-31} with the last day on which it can be used. */
sealed interface CodeRow {
    int LONGEST = 200;

    Pattern VISIBLE = Pattern.compile("[!-~&&[^,;\"]]+");
    Pattern DATE = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})");
    Set<String> HEADS = Set.of("code", "codes", "券码", "兑换码", "权益码", "卡密");

    /** A code to be kept. */
    record Good(String code, Lot lot) implements CodeRow {
        @Override
        public String toString() {
            return "Good[" + lot + "]";
        }
    }

    record Broken(Problem problem) implements CodeRow {}

    /** The names of the columns. */
    record Head() implements CodeRow {}

    enum Problem {
        EMPTY,
        TOO_LONG,
        NOT_A_CODE,
        NOT_A_DATE,
        EXPIRED,
        TWICE_IN_THE_LIST,
        KNOWN_ALREADY;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static CodeRow read(String line, boolean first, LocalDate today) {
        List<String> cells = List.of(line.split("[,;\\t，；]", -1)).stream()
                .map(CodeRow::unquoted)
                .toList();
        String code = cells.getFirst();
        if (first && HEADS.contains(code.toLowerCase(Locale.ROOT))) {
            return new Head();
        }
        if (code.isEmpty()) {
            return new Broken(Problem.EMPTY);
        }
        if (code.length() > LONGEST) {
            return new Broken(Problem.TOO_LONG);
        }
        boolean more = cells.stream().skip(2).anyMatch(cell -> !cell.isEmpty());
        if (more || !VISIBLE.matcher(code).matches()) {
            return new Broken(Problem.NOT_A_CODE);
        }
        String day = cells.size() > 1 ? cells.get(1) : "";
        return day.isEmpty() ? new Good(code, Lot.WITHOUT_END) : ending(code, day, today);
    }

    private static CodeRow ending(String code, String day, LocalDate today) {
        var read = DATE.matcher(day);
        if (!read.matches()) {
            return new Broken(Problem.NOT_A_DATE);
        }
        try {
            LocalDate last = LocalDate.of(
                    Integer.parseInt(read.group(1)), Integer.parseInt(read.group(2)), Integer.parseInt(read.group(3)));
            return last.isBefore(today) ? new Broken(Problem.EXPIRED) : new Good(code, Lot.endingAfter(last));
        } catch (DateTimeException _) {
            return new Broken(Problem.NOT_A_DATE);
        }
    }

    private static String unquoted(String cell) {
        String plain = cell.strip();
        return plain.length() >= 2 && plain.startsWith("\"") && plain.endsWith("\"")
                ? plain.substring(1, plain.length() - 1).strip()
                : plain;
    }
}

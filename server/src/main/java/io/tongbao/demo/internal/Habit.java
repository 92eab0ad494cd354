package io.tongbao.demo.internal;

import java.util.List;

/** How somebody of the street goes shopping: what brings them out, how often on a weekday and on a day of the weekend, and when. */
enum Habit {
    COMMUTER(
            "通勤族，早上买早点和坐车",
            "Commuter: breakfast and the ride in the morning",
            18,
            new Outing(List.of("bakery", "tea_coffee"), 0.38, 0.05, 7, 9),
            new Outing(List.of("transport"), 0.30, 0.04, 7, 9),
            new Outing(List.of("grocery"), 0.12, 0.15, 18, 21)),
    OFFICE(
            "上班族，午饭和下午茶",
            "Office: lunch, and coffee in the afternoon",
            20,
            new Outing(List.of("restaurant"), 0.42, 0.10, 11, 13),
            new Outing(List.of("tea_coffee"), 0.22, 0.08, 14, 16),
            new Outing(List.of("leisure", "clothing"), 0.01, 0.16, 14, 20)),
    PARENT(
            "带娃家长，买菜、绘本和点心",
            "Parent: groceries, picture books and sweets",
            16,
            new Outing(List.of("grocery"), 0.30, 0.42, 16, 19),
            new Outing(List.of("books", "leisure"), 0.03, 0.22, 10, 17),
            new Outing(List.of("bakery", "pharmacy"), 0.10, 0.12, 15, 18)),
    STUDENT(
            "学生，奶茶、小吃和文具",
            "Student: milk tea, snacks and stationery",
            16,
            new Outing(List.of("tea_coffee"), 0.26, 0.30, 13, 21),
            new Outing(List.of("restaurant"), 0.24, 0.26, 17, 20),
            new Outing(List.of("books", "gifts"), 0.05, 0.08, 12, 19)),
    NIGHT_OWL(
            "夜猫子，宵夜常客",
            "Night owl: a regular of the late kitchens",
            8,
            new Outing(List.of("restaurant"), 0.34, 0.48, 21, 23),
            new Outing(List.of("leisure", "tea_coffee"), 0.12, 0.24, 20, 23)),
    RETIRED(
            "退休阿姨叔叔，清早买菜喝茶",
            "Retired: the market and tea, early",
            8,
            new Outing(List.of("grocery"), 0.38, 0.32, 7, 9),
            new Outing(List.of("tea_coffee", "pharmacy"), 0.14, 0.10, 9, 11)),
    WEEKENDER(
            "周末出门的人，吃饭、买衣服、做头发",
            "Weekender: dinner, clothes and the hairdresser",
            8,
            new Outing(List.of("restaurant"), 0.02, 0.50, 17, 20),
            new Outing(List.of("clothing", "gifts", "beauty"), 0.01, 0.30, 13, 19),
            new Outing(List.of("leisure"), 0.01, 0.18, 14, 21)),
    DORMANT(
            "沉睡顾客，从前常来",
            "Dormant: used to come, and stopped",
            4,
            new Outing(List.of("restaurant", "tea_coffee"), 0.40, 0.30, 11, 19)),
    NEWCOMER(
            "新来的，才逛了几周",
            "Newcomer: has known the street for some weeks",
            2,
            new Outing(List.of("tea_coffee", "bakery"), 0.35, 0.45, 9, 20),
            new Outing(List.of("restaurant"), 0.25, 0.35, 11, 20));

    private final String noteZh;
    private final String noteEn;
    private final int percent;
    private final List<Outing> outings;

    Habit(String noteZh, String noteEn, int percent, Outing... outings) {
        this.noteZh = noteZh;
        this.noteEn = noteEn;
        this.percent = percent;
        this.outings = List.of(outings);
    }

    /**
     * @param categories of shops, one of which it is
     * @param onWeekday how often on a weekday, from 0 to 1
     * @param fromHour in full hours of the street's day
     * @param toHour the last full hour in which it may begin
     */
    record Outing(List<String> categories, double onWeekday, double onWeekend, int fromHour, int toHour) {}

    String noteZh() {
        return noteZh;
    }

    String noteEn() {
        return noteEn;
    }

    /** How many of a hundred people have it; all sum to a hundred. */
    int percent() {
        return percent;
    }

    List<Outing> outings() {
        return outings;
    }
}

package io.tongbao.demo.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the street's shops and people are called and what is sold there. All of it is invented. */
final class StreetCast {
    private StreetCast() {}

    /** @param category a code of the merchants' categories */
    record Place(String name, String category, String owner) {}

    record Good(String name, long aboutMinor) {}

    /** Beside those that open with the demo: thirty in all. */
    static final List<Place> PLACES = List.of(
            new Place("蜀香小馆", "restaurant", "唐蜀香"),
            new Place("老灶火锅", "restaurant", "罗大川"),
            new Place("夜归烧烤", "restaurant", "马小海"),
            new Place("江南点心铺", "restaurant", "沈婉"),
            new Place("素心斋", "restaurant", "释清"),
            new Place("晨光咖啡", "tea_coffee", "叶晨"),
            new Place("一杯奶茶", "tea_coffee", "许甜"),
            new Place("竹影茶楼", "tea_coffee", "古竹生"),
            new Place("街角便利店", "grocery", "方便"),
            new Place("惠民菜市", "grocery", "黄菜花"),
            new Place("鲜果时光", "grocery", "果小鲜"),
            new Place("粮油老店", "grocery", "米仓"),
            new Place("麦田面包房", "bakery", "麦青"),
            new Place("甜月亮蛋糕", "bakery", "月如"),
            new Place("早安包子铺", "bakery", "包大成"),
            new Place("树下文具", "books", "文树"),
            new Place("小象绘本馆", "books", "向小萌"),
            new Place("拾光礼品", "gifts", "石光"),
            new Place("青禾服饰", "clothing", "禾青"),
            new Place("足下鞋行", "clothing", "行远"),
            new Place("云剪发型", "beauty", "云飞"),
            new Place("指尖美甲", "beauty", "尖尖"),
            new Place("康宁药房", "pharmacy", "康宁"),
            new Place("街区单车", "transport", "车轮"),
            new Place("城南巴士", "transport", "南行"),
            new Place("光影电影院", "leisure", "光影"),
            new Place("放松一刻足道", "leisure", "安逸"));

    private static final Map<String, List<Good>> GOODS = Map.ofEntries(
            Map.entry(
                    "restaurant",
                    List.of(
                            new Good("招牌套餐", 3_200),
                            new Good("小炒", 2_800),
                            new Good("米饭", 300),
                            new Good("例汤", 1_200),
                            new Good("凉菜", 1_600),
                            new Good("双人餐", 8_800))),
            Map.entry(
                    "tea_coffee",
                    List.of(
                            new Good("拿铁", 2_200),
                            new Good("美式", 1_800),
                            new Good("珍珠奶茶", 1_500),
                            new Good("盖碗茶", 2_000),
                            new Good("曲奇", 900))),
            Map.entry(
                    "grocery",
                    List.of(
                            new Good("蔬菜", 1_200),
                            new Good("水果", 2_600),
                            new Good("鸡蛋", 1_500),
                            new Good("牛奶", 1_800),
                            new Good("大米 5 kg", 4_500),
                            new Good("矿泉水", 200))),
            Map.entry(
                    "bakery",
                    List.of(
                            new Good("肉包", 250),
                            new Good("豆浆", 300),
                            new Good("吐司", 1_400),
                            new Good("可颂", 1_200),
                            new Good("小蛋糕", 2_600))),
            Map.entry("books", List.of(new Good("绘本", 3_900), new Good("练习册", 2_200), new Good("中性笔", 300))),
            Map.entry("gifts", List.of(new Good("香薰", 6_800), new Good("马克杯", 3_500), new Good("贺卡", 800))),
            Map.entry("clothing", List.of(new Good("T 恤", 9_900), new Good("长裤", 16_900), new Good("袜子", 1_500))),
            Map.entry("beauty", List.of(new Good("剪发", 5_800), new Good("护理", 12_800), new Good("美甲", 9_800))),
            Map.entry("pharmacy", List.of(new Good("感冒药", 2_400), new Good("维生素", 5_600), new Good("创可贴", 800))),
            Map.entry("transport", List.of(new Good("单次乘车", 200), new Good("骑行", 150), new Good("快线", 600))),
            Map.entry(
                    "leisure", List.of(new Good("电影票", 4_500), new Good("爆米花", 2_500), new Good("足疗 60 分钟", 12_800))));

    static List<Good> goodsOf(String category) {
        return Optional.ofNullable(GOODS.get(category))
                .orElseThrow(() -> new IllegalStateException("Nothing is sold in " + category));
    }

    static final List<String> SURNAMES = List.of(
            "王", "李", "张", "刘", "杨", "黄", "赵", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "罗", "郑", "梁", "谢", "宋",
            "唐", "许", "邓", "冯", "韩", "曹", "曾", "彭", "萧");

    static final List<String> GIVEN = List.of(
            "子涵", "浩然", "欣怡", "宇轩", "诗琪", "俊杰", "雨桐", "思远", "佳宁", "文博", "嘉怡", "天佑", "梦瑶", "一鸣", "若曦", "志强", "美玲", "建国",
            "秀英", "晓东");

    static final List<String> NOTES = List.of("午饭 AA", "奶茶钱", "生日快乐", "车费", "上次的菜钱", "电影票", "谢谢帮忙", "水果一起买的");
}

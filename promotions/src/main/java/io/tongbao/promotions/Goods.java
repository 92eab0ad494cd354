package io.tongbao.promotions;

import java.util.Set;

/**
 * Some of a basket's lines: those of one of the products or categories, but none that is excepted. Where neither products nor
 * categories are named every line is meant.
 */
public record Goods(Set<String> products, Set<String> categories, Set<String> exceptProducts) {
    public static final Goods ALL = new Goods(Set.of(), Set.of(), Set.of());
    public static final int MAX_NAMED = 1_000;

    public Goods {
        products = Set.copyOf(products);
        categories = Set.copyOf(categories);
        exceptProducts = Set.copyOf(exceptProducts);
        if (products.size() + categories.size() + exceptProducts.size() > MAX_NAMED) {
            throw new IllegalArgumentException("At most " + MAX_NAMED + " products and categories are named");
        }
        for (String product : products) {
            if (exceptProducts.contains(product)) {
                throw new IllegalArgumentException("A product is both meant and excepted: " + product);
            }
        }
    }

    public static Goods ofProducts(String... products) {
        return new Goods(Set.of(products), Set.of(), Set.of());
    }

    public static Goods ofCategories(String... categories) {
        return new Goods(Set.of(), Set.of(categories), Set.of());
    }

    public boolean isAll() {
        return products.isEmpty() && categories.isEmpty() && exceptProducts.isEmpty();
    }

    public boolean includes(BasketLine line) {
        if (exceptProducts.contains(line.product())) {
            return false;
        }
        return (products.isEmpty() && categories.isEmpty())
                || products.contains(line.product())
                || (line.category().isPresent()
                        && categories.contains(line.category().get()));
    }

    @Override
    public String toString() {
        if (isAll()) {
            return "all goods";
        }
        StringBuilder text = new StringBuilder();
        if (!products.isEmpty()) {
            text.append("products ").append(sorted(products));
        }
        if (!categories.isEmpty()) {
            text.append(text.isEmpty() ? "" : " or ").append("categories ").append(sorted(categories));
        }
        if (!exceptProducts.isEmpty()) {
            text.append(text.isEmpty() ? "all" : "").append(" but ").append(sorted(exceptProducts));
        }
        return text.toString();
    }

    private static String sorted(Set<String> names) {
        return names.stream().sorted().toList().toString();
    }
}

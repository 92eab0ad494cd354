package io.tongbao.books;

import java.util.Optional;

/**
 * Staff posted an entry by hand; told beside it.
 *
 * @param madeBy the member of staff
 * @param houseOnly whether it touches the house's own accounts alone; for a settlement, whether its reservation does
 * @param reference theirs, of visible ASCII
 */
public record BooksAdjusted(String madeBy, boolean houseOnly, Optional<String> reference) {
    public static final String TYPE = "books.adjusted";
}

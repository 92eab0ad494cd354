package io.tongbao.books;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.AccountKind;
import io.tongbao.ledger.AccountKind.Nature;
import io.tongbao.ledger.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The house's own accounts, which staff open by naming them: {@code house/income/fees/CNY} is an account of income. What
 * the house has and spends is an asset or an expense, below zero by what it holds; the rest never goes below zero.
 */
public final class HouseAccounts {
    private static final Pattern CODE =
            Pattern.compile("house/(asset|liability|equity|income|expense)/[a-z0-9][a-z0-9_-]{0,59}/([A-Z]{3})");

    private static final Map<String, AccountKind> KINDS = Stream.of(
                    AccountKind.of("house_asset", Nature.ASSET).outsideTheHouse(),
                    AccountKind.of("house_expense", Nature.EXPENSE).outsideTheHouse(),
                    AccountKind.of("house_liability", Nature.LIABILITY),
                    AccountKind.of("house_equity", Nature.EQUITY),
                    AccountKind.of("house_income", Nature.INCOME))
            .collect(Collectors.toUnmodifiableMap(
                    kind -> kind.nature().name().toLowerCase(Locale.ROOT), Function.identity()));

    private HouseAccounts() {}

    /** The account of this code, if it is a well-formed one of the house's own. */
    public static Optional<AccountKey> find(String code) {
        Matcher parts = CODE.matcher(code);
        return parts.matches()
                ? Optional.ofNullable(KINDS.get(parts.group(1)))
                        .flatMap(kind -> Currency.find(parts.group(2))
                                .map(currency -> AccountKey.of(code, currency.asset(), kind)))
                : Optional.empty();
    }
}

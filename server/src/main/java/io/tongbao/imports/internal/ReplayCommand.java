package io.tongbao.imports.internal;

import io.tongbao.identity.People;
import io.tongbao.imports.HistoryReplay;
import io.tongbao.imports.TerminalProgress;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.offers.NewOffer;
import io.tongbao.payments.PaymentImport;
import io.tongbao.platform.Command;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./tongbao replay FILE}: sends a shop's history through the payment path and compares the file's figures with the
 * books'. Whoever may start the program on the data folder has the import right.
 */
@Component
class ReplayCommand implements Command {
    private static final int WELL = 0;
    private static final int WRONG = 1;
    private static final int NOT_DONE = 2;
    private static final int UNMATCHED_AT_ONCE = 1_000;
    private static final List<String> REASONS =
            List.of("no_customer", "cancellation_unmatched", "not_positive", "sub_minor");

    private final HistoryReplay replay;
    private final ReplayOffers offers;
    private final ImportStore store;
    private final Merchants merchants;
    private final People people;
    private final ObjectProvider<Command> commands;
    private final Clock clock;
    private final JsonMapper json;

    ReplayCommand(
            HistoryReplay replay,
            ReplayOffers offers,
            ImportStore store,
            Merchants merchants,
            People people,
            ObjectProvider<Command> commands,
            Clock clock,
            JsonMapper json) {
        this.replay = replay;
        this.offers = offers;
        this.store = store;
        this.merchants = merchants;
        this.people = people;
        this.commands = commands;
        this.clock = clock;
        this.json = json;
    }

    @Override
    public String name() {
        return "replay";
    }

    private record Options(
            Path file, Currency currency, ZoneId zone, String merchant, Optional<Path> offers, Optional<Path> json) {}

    private static final class Unusable extends RuntimeException {
        Unusable(String message) {
            super(message, null, false, false);
        }
    }

    @Override
    public int run(List<String> arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            Options options = options(arguments);
            Optional<MerchantProfile> known = known(options);
            replay.check(options.file(), options.currency(), options.zone());
            List<NewOffer> bodies = offers.read(options.offers());
            MerchantProfile merchant = known.orElseGet(() -> registered(options));
            out.println("Replaying " + options.file() + " as the history of " + merchant.name() + " (" + merchant.id()
                    + ")");
            ReplayOffers.Live live =
                    offers.open(merchant.id() + "/" + options.file().getFileName(), bodies);
            HistoryReplay.Figures figures = replay.replay(
                    new HistoryReplay.Request(
                            options.file(), merchant, options.zone(), OptionalInt.empty(), Optional.empty()),
                    new TerminalProgress(out));
            offers.end(live);
            showUnmatched(options, merchant, out);
            show(figures, options, out);
            if (options.json().isPresent()) {
                Files.writeString(
                        options.json().get(),
                        json.writerWithDefaultPrettyPrinter().writeValueAsString(body(figures)) + "\n");
            }
            boolean verified = verified();
            return figures.agree() && verified ? WELL : WRONG;
        } catch (Unusable unusable) {
            System.err.println("tongbao: " + unusable.getMessage());
            return NOT_DONE;
        } catch (HistoryReplay.UnreadableHistory unreadable) {
            System.err.println();
            unreadable.findings().forEach(finding -> System.err.println("tongbao: " + finding));
            System.err.println("tongbao: nothing was posted");
            return WRONG;
        } catch (PaymentImport.DoesNotFit other) {
            System.err.println();
            System.err.println("tongbao: " + other.getMessage());
            System.err.println(
                    "tongbao: the file differs from what was brought in for this merchant before; what was, stays");
            return WRONG;
        } catch (HistoryReplay.Stopped _) {
            System.err.println();
            System.err.println("tongbao: stopped; the same command goes on where it was");
            return 130;
        } catch (IOException e) {
            System.err.println("tongbao: " + e.getMessage());
            return NOT_DONE;
        }
    }

    private static Options options(List<String> arguments) {
        Optional<Path> file = Optional.empty();
        String currency = "GBP";
        String zone = "Europe/London";
        String merchant = "Online Retail";
        Optional<Path> offers = Optional.empty();
        Optional<Path> json = Optional.empty();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--currency" -> currency = valueOf(arguments, i++);
                case "--zone" -> zone = valueOf(arguments, i++);
                case "--merchant" -> merchant = valueOf(arguments, i++);
                case "--offers" -> offers = Optional.of(Path.of(valueOf(arguments, i++)));
                case "--json" -> json = Optional.of(Path.of(valueOf(arguments, i++)));
                default -> {
                    if (argument.startsWith("--") || file.isPresent()) {
                        throw new Unusable("replay does not know " + argument + "; ./tongbao help lists the options");
                    }
                    file = Optional.of(Path.of(argument));
                }
            }
        }
        Path history = file.orElseThrow(() -> new Unusable("replay needs a FILE; ./tongbao help shows how"));
        if (!Files.isReadable(history) || Files.isDirectory(history)) {
            throw new Unusable("there is no file to read at " + history);
        }
        String code = currency;
        return new Options(
                history,
                Currency.find(code).orElseThrow(() -> new Unusable(code + " is not a currency of ISO 4217")),
                zone(zone),
                merchant,
                offers,
                json);
    }

    private static String valueOf(List<String> arguments, int option) {
        if (option + 1 >= arguments.size() || arguments.get(option + 1).startsWith("--")) {
            throw new Unusable(arguments.get(option) + " needs a value");
        }
        return arguments.get(option + 1);
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException _) {
            throw new Unusable(id + " is not a time zone");
        }
    }

    private Optional<MerchantProfile> known(Options options) {
        String name = options.merchant();
        Optional<MerchantProfile> known = name.startsWith("mer_") ? merchants.find(name) : merchants.findByName(name);
        if (known.isPresent() && !known.get().currency().equals(options.currency())) {
            throw new Unusable(name + " takes " + known.get().currency().code() + ", not "
                    + options.currency().code() + "; --currency says in what the file's prices are");
        }
        if (known.isEmpty() && name.startsWith("mer_")) {
            throw new Unusable("there is no merchant " + name);
        }
        boolean plain = name.codePoints().noneMatch(Character::isISOControl);
        if (known.isEmpty() && (name.isBlank() || name.length() > 60 || !plain)) {
            throw new Unusable("a merchant's name has 1 to 60 characters");
        }
        return known;
    }

    private MerchantProfile registered(Options options) {
        String name = options.merchant();
        return merchants.register(new Merchants.Registration(
                people.registerImported("merchant/" + name, clock.instant()),
                name,
                "other",
                "-",
                "-",
                name,
                options.currency(),
                "replay"));
    }

    private static void show(HistoryReplay.Figures figures, Options options, PrintStream out) {
        Currency currency = options.currency();
        out.println();
        out.printf("%-28s %14d%n", "lines in the file", figures.rows());
        out.printf("%-28s %14d%n", "used (sales)", figures.used());
        out.printf(
                "%-28s %14d   (%d of them in part)%n",
                "refunded (cancellations)", figures.refunded(), figures.partly());
        for (String reason : REASONS) {
            out.printf(
                    "%-28s %14d%n", "set aside, " + reason, figures.setAside().getOrDefault(reason, 0L));
        }
        out.printf("%-28s %14d%n", "customers", figures.customers());
        out.printf("%-28s %14d%n%n", "invoices", figures.invoices());
        out.printf("%-28s %18s %18s%n", currency.code(), "file", "books");
        row("gross", figures.file().grossMinor(), figures.books().grossMinor(), currency, out);
        row("discounts", figures.file().discountMinor(), figures.books().discountMinor(), currency, out);
        row("refunded", figures.file().refundedMinor(), figures.books().refundedMinor(), currency, out);
        row("net", figures.file().netMinor(), figures.books().netMinor(), currency, out);
        out.println(figures.agree() ? "The books agree with the file." : "THE BOOKS DO NOT AGREE WITH THE FILE.");
    }

    private static void row(String name, long file, long books, Currency currency, PrintStream out) {
        out.printf("%-28s %18s %18s%n", name, decimal(file, currency), decimal(books, currency));
    }

    private static String decimal(long minor, Currency currency) {
        return BigDecimal.valueOf(minor, currency.minorUnits()).toPlainString();
    }

    /** All of them, before the table at the end. */
    private void showUnmatched(Options options, MerchantProfile merchant, PrintStream out) {
        Currency currency = options.currency();
        String zone = options.zone().getId();
        List<ImportStore.Unmatched> page = store.unmatched(merchant.id(), zone, 0, UNMATCHED_AT_ONCE);
        if (page.isEmpty()) {
            return;
        }
        out.printf("%nCancellation lines that match no sale, or one only in part, with what is missing:%n");
        out.printf("%10s %-10s %-14s %10s %10s %14s%n", "row", "invoice", "product", "quantity", "missing", "amount");
        while (!page.isEmpty()) {
            for (ImportStore.Unmatched each : page) {
                out.printf(
                        "%10d %-10s %-14s %10d %10d %14s%n",
                        each.line(),
                        each.invoice(),
                        each.product(),
                        each.quantity(),
                        each.missing(),
                        decimal(Math.multiplyExact(each.missing(), each.unitPriceMinor()), currency));
            }
            page = store.unmatched(merchant.id(), zone, page.getLast().line(), UNMATCHED_AT_ONCE);
        }
    }

    private static Map<String, Object> body(HistoryReplay.Figures figures) {
        Map<String, Object> setAside = new LinkedHashMap<>();
        for (String reason : REASONS) {
            setAside.put(reason, figures.setAside().getOrDefault(reason, 0L));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("rows", figures.rows());
        body.put("used", figures.used());
        body.put("refunded", figures.refunded());
        body.put("setAside", setAside);
        body.put("customers", figures.customers());
        body.put("invoices", figures.invoices());
        body.putAll(amounts(figures.file()));
        body.put("books", amounts(figures.books()));
        return body;
    }

    private static Map<String, Object> amounts(HistoryReplay.Amounts amounts) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("grossMinor", amounts.grossMinor());
        body.put("discountMinor", amounts.discountMinor());
        body.put("refundedMinor", amounts.refundedMinor());
        body.put("netMinor", amounts.netMinor());
        return body;
    }

    private boolean verified() {
        List<Command> verify = new ArrayList<>();
        commands.forEach(command -> {
            if (command.name().equals("verify")) {
                verify.add(command);
            }
        });
        return verify.stream().allMatch(command -> command.run(List.of()) == 0);
    }
}

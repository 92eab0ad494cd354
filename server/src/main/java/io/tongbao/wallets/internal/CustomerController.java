package io.tongbao.wallets.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.AuditNotes;
import io.tongbao.identity.FindingPeople;
import io.tongbao.identity.FindingPeople.Joined;
import io.tongbao.identity.FindingPeople.Newcomer;
import io.tongbao.identity.People;
import io.tongbao.identity.People.Person;
import io.tongbao.identity.PersonName;
import io.tongbao.identity.PhoneNumber;
import io.tongbao.identity.Principal;
import io.tongbao.identity.StaffNames;
import io.tongbao.ledger.Balance;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.CsvDownload.Column;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.wallets.internal.TimelineStore.Happening;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Customers and their wallets, for staff. */
@RestController
@Tag(name = "customers")
class CustomerController {
    private static final int MAX_REASON = 200;
    /** So many of one name with the same last four digits are more than anybody looks through. */
    private static final int MAX_FOUND = 20;

    private static final List<Column<LineBody>> COLUMNS = List.of(
            new Column<>("id", LineBody::id),
            new Column<>("name", LineBody::nameMasked),
            new Column<>("phone", LineBody::phoneMasked),
            new Column<>("joinedAt", LineBody::joinedAt),
            new Column<>("state", LineBody::state));

    private final FreezingWallets freezing;
    private final FreezeStore store;
    private final TimelineStore timeline;
    private final CardStore cards;
    private final Counterparties counterparties;
    private final RecipientLookups lookups;
    private final People people;
    private final FindingPeople finding;
    private final StaffNames staff;
    private final AuditNotes audit;

    CustomerController(
            FreezingWallets freezing,
            FreezeStore store,
            TimelineStore timeline,
            CardStore cards,
            Counterparties counterparties,
            RecipientLookups lookups,
            People people,
            FindingPeople finding,
            StaffNames staff,
            AuditNotes audit) {
        this.freezing = freezing;
        this.store = store;
        this.timeline = timeline;
        this.cards = cards;
        this.counterparties = counterparties;
        this.lookups = lookups;
        this.people = people;
        this.finding = finding;
        this.staff = staff;
        this.audit = audit;
    }

    @Schema(name = "CustomerSearch", description = "Either the whole phone number, or its end and the name.")
    record SearchBody(
            @Schema(description = "All of it.") Optional<String> phone,

            @Schema(description = "The last four digits; with the name.")
            Optional<@Pattern(regexp = "[0-9]{4}", message = "must be four digits") String> lastFour,

            @Schema(description = "Exactly as the customer gave it.")
            Optional<String> name) {
        @Override
        public String toString() {
            return "CustomerSearch[]";
        }
    }

    @Schema(name = "CustomerLine")
    record LineBody(
            @NotNull String id,
            Optional<String> nameMasked,

            @Schema(description = "Empty for somebody whom only an imported history knows.") @NotNull
            String phoneMasked,

            @NotNull Instant joinedAt,

            @Schema(description = "What stands still.") @NotNull
            WalletState state) {}

    @Schema(name = "FreezeWallet")
    record FreezeBody(
            @Schema(allowableValues = {"none", "in", "out", "both"}) @NotNull
            WalletState freeze,

            @Schema(description = "For the record; the customer does not see it. At most 200 characters.") @NotBlank
            String reason) {}

    @Schema(name = "CloseWallet")
    record CloseBody(
            @Schema(description = "For the record; the customer does not see it. At most 200 characters.") @NotBlank
            String reason) {}

    @Schema(name = "WalletStateChange")
    record ChangeBody(
            @NotNull WalletState state,
            @NotNull String reason,
            @NotNull String changedBy,
            Optional<String> changedByName,
            @NotNull Instant at) {}

    @Schema(name = "Customer")
    record CustomerBody(
            @NotNull String id,
            Optional<String> nameMasked,
            @NotNull String phoneMasked,
            @NotNull Instant joinedAt,

            @Schema(description = "What stands still.") @NotNull
            WalletState state,

            @Schema(description = "The last change of that, if there was any.")
            Optional<ChangeBody> changed,

            @NotNull List<BalanceController.BalanceBody> balances,

            @Schema(description = "Those linked now.") @NotNull
            List<MaskedCardBody> cards) {}

    @Schema(name = "MaskedCard")
    record MaskedCardBody(
            @NotNull String id,
            @NotNull String bankName,

            @Schema(allowableValues = {"unionpay", "visa", "mastercard", "amex", "jcb", "other"}) @NotNull
            String brand,

            @NotNull String last4,
            @NotNull @JsonProperty("default") boolean isDefault) {}

    @Schema(name = "CustomerEventKind", enumAsRef = true)
    enum EventKindBody {
        payment,
        refund,
        top_up,
        withdrawal,
        send_in,
        send_out,
        wallet_state,
        card_linked,
        card_removed
    }

    @Schema(name = "CustomerEvent")
    record EventBody(
            @NotNull String id,
            @NotNull Instant at,
            @NotNull EventKindBody kind,

            @Schema(description = "The shop, the other person (masked) or the card.")
            Optional<String> counterparty,

            @Schema(description = "Of what moved money; below zero when it went out.")
            Optional<Money> amount,

            @Schema(description = "How what moved money stands.")
            Optional<BillController.StateBody> state,

            @Schema(description = "What to open: the payment (also of a refund), top-up, withdrawal, transfer or send.")
            Optional<String> referenceId,

            @Schema(description = "Of a wallet that was frozen, freed or closed.")
            Optional<ChangeBody> change) {}

    @GetMapping("/customers")
    @Operation(operationId = "customers", summary = "Customers, masked, who joined last first")
    Page<LineBody> newest(PageRequest page) {
        return listed(page);
    }

    @GetMapping(path = "/customers.csv", produces = "text/csv")
    @Operation(operationId = "customersCsv", summary = "The same as a file")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    void csv(@Parameter(hidden = true) HttpServletResponse response) throws IOException {
        CsvDownload.write(response, "customers", COLUMNS, this::listed);
    }

    private Page<LineBody> listed(PageRequest page) {
        Optional<Joined> before = page.after(2)
                .map(cursor ->
                        new Joined(Instant.EPOCH.plus(cursor.number(0), ChronoUnit.MICROS), cursor.id(1, "cus")));
        Page<Newcomer> cut = Page.cut(
                finding.newest(before, page.limit() + 1),
                page.limit(),
                last -> Cursor.of(
                        ChronoUnit.MICROS.between(Instant.EPOCH, last.joinedAt()),
                        last.person().id()));
        return new Page<>(lines(cut.items()), cut.next());
    }

    @PostMapping("/customer-searches")
    @Operation(
            operationId = "searchCustomers",
            summary = "The customers of this phone number, or of this name whose number ends so, masked",
            description =
                    "In a body, so that nothing personal stands in an address. Looked up at most 20 times a minute.")
    Page<LineBody> search(@Valid @RequestBody SearchBody body, Principal viewer) {
        Supplier<List<Person>> wanted = wanted(body);
        lookups.tooOften(viewer.id()).ifPresent(wait -> {
            throw ProblemException.tooOften("Too many people were looked up. Wait a moment.", wait);
        });
        List<Person> found = wanted.get();
        found.forEach(person -> audit.concerns(person.id()));
        Map<String, Instant> joined =
                people.joinedAt(found.stream().map(Person::id).toList());
        return Page.of(lines(found.stream()
                .map(person -> new Newcomer(person, Objects.requireNonNull(joined.get(person.id()))))
                .toList()));
    }

    private Supplier<List<Person>> wanted(SearchBody body) {
        if (body.phone().isPresent()) {
            if (body.lastFour().isPresent() || body.name().isPresent()) {
                throw ProblemException.ofField("phone", "invalid", "stands alone: the whole number names one customer");
            }
            PhoneNumber phone = PhoneNumber.parse(body.phone().get())
                    .orElseThrow(() -> ProblemException.ofField("phone", "invalid", "must be a phone number"));
            return () -> people.byPhone(phone).stream().toList();
        }
        String lastFour =
                body.lastFour().orElseThrow(() -> ProblemException.ofField("lastFour", "missing", "is missing"));
        PersonName name = body.name()
                .filter(typed -> !typed.isBlank())
                .map(typed -> PersonName.parse(typed)
                        .orElseThrow(() -> ProblemException.ofField("name", "invalid", "must be a name")))
                .orElseThrow(() -> ProblemException.ofField("name", "missing", "is missing"));
        return () -> finding.byNameAndNumberEnd(name, lastFour, MAX_FOUND);
    }

    private List<LineBody> lines(List<Newcomer> found) {
        Map<String, FreezeStore.Change> changes = store.latest(
                found.stream().map(newcomer -> newcomer.person().id()).toList());
        return found.stream()
                .map(newcomer -> {
                    Person person = newcomer.person();
                    return new LineBody(
                            person.id(),
                            person.nameMasked(),
                            person.phoneMasked(),
                            newcomer.joinedAt(),
                            Optional.ofNullable(changes.get(person.id()))
                                    .map(FreezeStore.Change::state)
                                    .orElse(WalletState.none));
                })
                .toList();
    }

    @GetMapping("/customers/{id}")
    @Operation(operationId = "customer", summary = "A customer's wallet, masked")
    CustomerBody customer(@PathVariable String id) {
        return body(person(id));
    }

    @GetMapping("/customers/{id}/timeline")
    @Operation(operationId = "customerTimeline", summary = "What befell a customer's wallet, newest first")
    Page<EventBody> timeline(@PathVariable String id, PageRequest page) {
        Person person = person(id);
        Optional<TimelineStore.Position> before = page.after(2)
                .map(cursor -> new TimelineStore.Position(
                        Instant.EPOCH.plus(cursor.number(0), ChronoUnit.MICROS), cursor.text(1)));
        Page<Happening> cut = Page.cut(
                timeline.list(person.id(), before, page.limit() + 1),
                page.limit(),
                last -> Cursor.of(ChronoUnit.MICROS.between(Instant.EPOCH, last.at()), last.id()));
        List<String> others =
                cut.items().stream().map(Happening::otherId).distinct().toList();
        Map<String, String> names = counterparties.names(others);
        Map<String, String> changers = staff.names(others);
        return cut.map(happening -> event(happening, names, changers));
    }

    private static EventBody event(Happening happening, Map<String, String> names, Map<String, String> changers) {
        boolean ofWallet = happening.kind() == TimelineStore.Kind.WALLET_STATE;
        return new EventBody(
                happening.id(),
                happening.at(),
                EventKindBody.valueOf(happening.kind().name().toLowerCase(Locale.ROOT)),
                Optional.ofNullable(names.get(happening.otherId())),
                happening.amount(),
                happening.state().filter(_ -> !ofWallet).map(BillController.StateBody::valueOf),
                happening.referenceId(),
                happening
                        .state()
                        .filter(_ -> ofWallet)
                        .map(state -> new ChangeBody(
                                WalletState.valueOf(state),
                                happening.reason().orElseThrow(),
                                happening.otherId(),
                                Optional.ofNullable(changers.get(happening.otherId())),
                                happening.at())));
    }

    @PutMapping("/customers/{id}/freeze")
    @Operation(
            operationId = "freezeWallet",
            summary = "Stops what comes in or goes out of a customer's wallet, or lets it go again")
    CustomerBody freeze(@PathVariable String id, @Valid @RequestBody FreezeBody body, Principal operator) {
        Person person = person(id);
        if (body.freeze() == WalletState.closed) {
            throw ProblemException.ofField("freeze", "invalid", "must be none, in, out or both");
        }
        return answer(person, freezing.freeze(person.id(), body.freeze(), reason(body.reason()), operator.id()));
    }

    @PostMapping("/customers/{id}/closure")
    @Operation(operationId = "closeWallet", summary = "Closes an empty wallet for good")
    CustomerBody close(@PathVariable String id, @Valid @RequestBody CloseBody body, Principal operator) {
        Person person = person(id);
        return answer(person, freezing.close(person.id(), reason(body.reason()), operator.id()));
    }

    private static String reason(String typed) {
        return FreeText.check("reason", typed, MAX_REASON)
                .orElseThrow(() -> ProblemException.ofField("reason", "missing", "is missing"));
    }

    private Person person(String id) {
        return Optional.ofNullable(people.find(List.of(id)).get(id)).orElseThrow(ProblemException::notFound);
    }

    private CustomerBody answer(Person person, FreezingWallets.Outcome outcome) {
        return switch (outcome) {
            case CHANGED -> body(person);
            case ALREADY_CLOSED -> throw new ProblemException(ProblemType.ACCOUNT_CLOSED, "The wallet is closed.");
            case NOT_EMPTY ->
                throw new ProblemException(
                        ProblemType.WALLET_NOT_EMPTY, "Only a wallet with nothing in it can be closed.");
        };
    }

    private CustomerBody body(Person person) {
        List<Balance> accounts = freezing.accounts(person.id());
        return new CustomerBody(
                person.id(),
                person.nameMasked(),
                person.phoneMasked(),
                Objects.requireNonNull(people.joinedAt(List.of(person.id())).get(person.id())),
                WalletState.of(accounts),
                Optional.ofNullable(store.latest(List.of(person.id())).get(person.id()))
                        .map(this::body),
                BalanceController.bodies(person.id(), accounts, Optional.empty()),
                cards.ofPerson(person.id()).stream()
                        .map(card -> new MaskedCardBody(
                                card.id(), card.bankName(), card.brand(), card.last4(), card.isDefault()))
                        .toList());
    }

    private ChangeBody body(FreezeStore.Change change) {
        Map<String, String> names = staff.names(List.of(change.changedBy()));
        return new ChangeBody(
                change.state(),
                change.reason(),
                change.changedBy(),
                Optional.ofNullable(names.get(change.changedBy())),
                change.at());
    }
}

package io.tongbao.imports.internal;

import io.tongbao.imports.HistoryReplay.UnreadableHistory;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.Offers;
import io.tongbao.platform.ProblemException.FieldProblem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Puts offers live for the length of a replay. */
@Component
class ReplayOffers {
    private static final String BY = "replay";
    private static final TypeReference<List<NewOffer>> BODIES = new TypeReference<>() {};

    private final Offers offers;
    private final JsonMapper json;

    ReplayOffers(Offers offers, JsonMapper json) {
        this.offers = offers;
        this.json = json;
    }

    record Live(List<String> offerIds) {
        Live {
            offerIds = List.copyOf(offerIds);
        }
    }

    /**
     * Reads the offers and checks them all, before any is opened.
     *
     * @param file a JSON list of the bodies that POST /offers takes
     */
    List<NewOffer> read(Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            return List.of();
        }
        List<NewOffer> bodies = parsed(file.get());
        List<String> findings = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            findings.addAll(wrong(i + 1, offers.wrongForHistory(bodies.get(i))));
        }
        if (!findings.isEmpty()) {
            throw new UnreadableHistory(findings);
        }
        return bodies;
    }

    private List<NewOffer> parsed(Path file) throws IOException {
        try {
            List<NewOffer> bodies = json.readValue(Files.readString(file), BODIES);
            if (bodies.stream().anyMatch(Objects::isNull)) {
                throw new UnreadableHistory(List.of(file + " has a null among its offers."));
            }
            return bodies;
        } catch (NoSuchFileException _) {
            throw new UnreadableHistory(List.of("There is no file of offers at " + file + "."));
        } catch (CharacterCodingException _) {
            throw new UnreadableHistory(List.of(file + " is not UTF-8; save it in that encoding."));
        } catch (JacksonException e) {
            throw new UnreadableHistory(List.of(file + " is not a JSON list of the bodies that POST /offers takes: "
                    + e.getOriginalMessage() + place(e)));
        }
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ").";
    }

    private static List<String> wrong(int n, List<FieldProblem> fields) {
        return fields.stream()
                .map(field -> "Offer " + n + ": " + field.field() + " " + field.message() + ".")
                .toList();
    }

    /** @param historyKey names the replay, so that going on with it finds the offers that it opened */
    Live open(String historyKey, List<NewOffer> bodies) throws IOException {
        List<String> ids = new ArrayList<>();
        for (NewOffer body : bodies) {
            int n = ids.size();
            Offers.Asker asker = new Offers.Asker(BY, historyKey + "/" + n);
            switch (offers.openForHistory(body, asker)) {
                case Offers.OpenResult.Open open -> ids.add(open.offerId());
                case Offers.OpenResult.Invalid invalid -> throw new UnreadableHistory(wrong(n + 1, invalid.fields()));
                case Offers.OpenResult.KeyReused _ ->
                    throw new UnreadableHistory(List.of("Offer " + (n + 1)
                            + " is another than when this replay began; go on with the same file of offers."));
                case Offers.OpenResult.SponsorBlocked blocked ->
                    throw new UnreadableHistory(
                            List.of("Offer " + (n + 1) + ": the account " + blocked.account() + " is blocked."));
                case Offers.OpenResult.SponsorShort poor ->
                    throw new UnreadableHistory(
                            List.of("Offer " + (n + 1) + ": there is too little on " + poor.account() + "."));
                case Offers.OpenResult.Busy busy -> throw new IOException("The books are busy: " + busy.why());
            }
        }
        return new Live(ids);
    }

    void end(Live live) {
        live.offerIds().forEach(offer -> offers.end(offer, BY, ""));
    }
}

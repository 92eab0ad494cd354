package io.tongbao.imports.internal;

import io.tongbao.imports.HistoryReplay.UnreadableHistory;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.Offers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
     * @param historyKey names the replay, so that going on with it finds the offers that it opened
     * @param file a JSON list of the bodies that POST /offers takes
     */
    Live open(String historyKey, Optional<Path> file) throws IOException {
        List<String> ids = new ArrayList<>();
        for (NewOffer body : file.isPresent() ? read(file.get()) : List.<NewOffer>of()) {
            int n = ids.size();
            Offers.Asker asker = new Offers.Asker(BY, historyKey + "/" + n);
            switch (offers.openForHistory(body, asker)) {
                case Offers.OpenResult.Open open -> ids.add(open.offerId());
                case Offers.OpenResult.Invalid invalid ->
                    throw new UnreadableHistory(invalid.fields().stream()
                            .map(field -> "Offer " + (n + 1) + ": " + field.field() + " " + field.message() + ".")
                            .toList());
                case Offers.OpenResult.KeyReused _ ->
                    throw new UnreadableHistory(List.of("Offer " + (n + 1)
                            + " is another than when this replay began; go on with the same file of offers."));
                case Offers.OpenResult.SponsorBlocked blocked ->
                    throw new UnreadableHistory(
                            List.of("Offer " + (n + 1) + ": the account " + blocked.account() + " is blocked."));
                case Offers.OpenResult.Busy busy -> throw new IOException("The books are busy: " + busy.why());
            }
        }
        return new Live(ids);
    }

    private List<NewOffer> read(Path file) throws IOException {
        try {
            return json.readValue(Files.readString(file), BODIES);
        } catch (JacksonException e) {
            throw new UnreadableHistory(List.of(file + " is not a JSON list of offers: " + e.getOriginalMessage()));
        }
    }

    void end(Live live) {
        live.offerIds().forEach(offer -> offers.end(offer, BY));
    }
}

package io.tongbao.wallets.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.People.Person;
import io.tongbao.identity.PhoneNumber;
import io.tongbao.identity.Principal;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.wallets.internal.SendPictures.Kept;
import io.tongbao.wallets.internal.SendingMoney.Said;
import io.tongbao.wallets.internal.SendingMoney.Sent;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "wallet")
class SendController {
    static final int MAX_NOTE = 100;

    private final SendingMoney sending;
    private final RecipientLookups lookups;
    private final SendPictures pictures;

    SendController(SendingMoney sending, RecipientLookups lookups, SendPictures pictures) {
        this.sending = sending;
        this.lookups = lookups;
        this.pictures = pictures;
    }

    @Schema(name = "Recipient")
    record RecipientBody(
            @NotNull String id,

            @Schema(description = "All but one character hidden; null until the person gave a name.")
            Optional<String> nameMasked,

            @NotNull String phoneMasked) {

        static RecipientBody of(Person person) {
            return new RecipientBody(person.id(), person.nameMasked(), person.phoneMasked());
        }

        /** One of several that were read together; nameless if the person is not there any more. */
        static RecipientBody of(Map<String, Person> people, String id) {
            Person person = people.get(id);
            return person == null ? new RecipientBody(id, Optional.empty(), "") : of(person);
        }
    }

    @Schema(name = "AskSend")
    record SendBody(
            @NotBlank String recipientId,
            @NotNull Money amount,
            @Schema(description = "At most 100 characters.") Optional<String> note,

            @Schema(description = "As POST /send-pictures answers; goes with one send.")
            Optional<String> pictureId,

            @Schema(description = "The payment PIN; not needed below the person's small payment limit.")
            Optional<@Pattern(regexp = "[0-9]{6}", message = "must be six digits") String> pin) {
        @Override
        public String toString() {
            return "AskSend[" + amount + "]";
        }
    }

    @Schema(name = "SendState", enumAsRef = true)
    enum StateBody {
        sent
    }

    @Schema(name = "Send")
    record SentBody(
            @NotNull String id,
            @NotNull StateBody state,
            @NotNull Money amount,
            @NotNull RecipientBody sender,
            @NotNull RecipientBody recipient,
            Optional<String> note,

            @Schema(description = "Whether a picture goes with it.") @NotNull
            boolean picture,

            @NotNull Instant at) {
        @Override
        public String toString() {
            return "Send[" + id + "]";
        }
    }

    @GetMapping("/recipients")
    @Operation(operationId = "findRecipient", summary = "Whose phone number it is, masked, before sending money there")
    RecipientBody recipient(@RequestParam String phone, Principal principal) {
        PhoneNumber number = PhoneNumber.parse(phone)
                .orElseThrow(() -> ProblemException.ofField("phone", "invalid", "must be a phone number"));
        lookups.tooOften(principal.id()).ifPresent(wait -> {
            throw ProblemException.tooOften("Too many numbers were looked up. Wait a moment.", wait);
        });
        Person person = sending.recipient(number)
                .orElseThrow(() -> new ProblemException(
                                ProblemType.RECIPIENT_NOT_FOUND, "Nobody here has this phone number.")
                        .withField("phone", "not-found", "belongs to nobody here"));
        if (person.id().equals(principal.id())) {
            throw Refusals.toSelf("phone");
        }
        return RecipientBody.of(person);
    }

    @GetMapping("/recipients/{id}")
    @Operation(operationId = "recipientById", summary = "Who showed a receive code, masked, before sending money there")
    RecipientBody recipientOf(@PathVariable String id, Principal principal) {
        lookups.tooOften(principal.id()).ifPresent(wait -> {
            throw ProblemException.tooOften("Too many people were looked up. Wait a moment.", wait);
        });
        Person person = Optional.ofNullable(sending.people(List.of(id)).get(id))
                .orElseThrow(
                        () -> new ProblemException(ProblemType.RECIPIENT_NOT_FOUND, "There is no such recipient."));
        if (person.id().equals(principal.id())) {
            throw Refusals.toSelf("id");
        }
        return RecipientBody.of(person);
    }

    @PostMapping("/sends")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "sendMoney", summary = "Sends money to another person's wallet")
    SentBody send(@Valid @RequestBody SendBody body, IdempotencyKey key, Principal principal) {
        Optional<String> note = body.note().flatMap(text -> FreeText.check("note", text, MAX_NOTE));
        Sent sent = sending.send(
                principal.id(),
                body.recipientId(),
                Refusals.positive(body.amount()),
                new Said(note, body.pictureId()),
                body.pin(),
                key,
                Optional.empty());
        return switch (sent) {
            case Sent.Done(SentMoney money, Person _) -> body(money);
            case Sent.Over() -> throw new IllegalStateException("A send without an occasion is never over");
            case Sent.Not not -> throw Refusals.ofSend(not, body.amount());
        };
    }

    @Schema(name = "KeepSendPicture")
    record PictureBody(
            @Schema(description = "A JPEG or PNG in base 64: at most 1 MiB, no edge above 2048 pixels.") @NotNull
            byte[] data) {
        @Override
        public String toString() {
            return "KeepSendPicture[" + data.length + "]";
        }
    }

    @Schema(name = "SendPicture")
    record KeptPictureBody(@NotNull String id) {}

    @PostMapping("/send-pictures")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "keepSendPicture",
            summary = "Keeps a picture to go with a send",
            description = "It is drawn anew, so that nothing but its pixels is kept. It waits an hour for its send.")
    KeptPictureBody keep(@Valid @RequestBody PictureBody body, Principal principal) {
        return switch (pictures.keep(principal.id(), body.data())) {
            case Kept.Done(String id) -> new KeptPictureBody(id);
            case Kept.NoPicture() ->
                throw ProblemException.ofField(
                        "data", "not-a-picture", "must be a JPEG or PNG of at most 1 MiB and 2048 pixels an edge");
            case Kept.TooMany(var retryAfter) ->
                throw ProblemException.tooOften("Too many pictures wait to be sent.", retryAfter);
        };
    }

    /** Never anything that a browser would run, whatever was sent. */
    @GetMapping("/sends/{id}/picture")
    @Operation(operationId = "pictureOfSend", summary = "The picture of a send, for who gave or got it")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<byte[]> picture(@PathVariable String id, Principal principal) {
        byte[] jpeg = sending.picture(principal.id(), id).orElseThrow(ProblemException::notFound);
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"picture.jpg\"")
                .cacheControl(CacheControl.noStore())
                .body(jpeg);
    }

    @GetMapping("/sends/{id}")
    @Operation(operationId = "sendById", summary = "A send, for who gave or got it")
    SentBody find(@PathVariable String id, Principal principal) {
        return sending.find(principal.id(), id).map(this::body).orElseThrow(ProblemException::notFound);
    }

    private SentBody body(SentMoney money) {
        Map<String, Person> people = sending.people(List.of(money.senderId(), money.recipientId()));
        return new SentBody(
                money.id(),
                StateBody.sent,
                money.amount(),
                RecipientBody.of(people, money.senderId()),
                RecipientBody.of(people, money.recipientId()),
                money.note(),
                money.pictureId().isPresent(),
                money.at());
    }
}

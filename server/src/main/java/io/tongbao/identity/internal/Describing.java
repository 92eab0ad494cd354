package io.tongbao.identity.internal;

import io.tongbao.identity.App;
import io.tongbao.identity.PersonName;
import io.tongbao.identity.PhoneNumber;
import io.tongbao.identity.Principal;
import io.tongbao.platform.ProblemException;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Tells people what the server knows of them. */
@Component
class Describing {
    private final PersonStore people;
    private final StaffStore staff;
    private final BrandStore brands;
    private final PinKeeping pins;
    private final SessionStore sessions;
    private final Me.Mode mode;

    Describing(
            PersonStore people,
            StaffStore staff,
            BrandStore brands,
            PinKeeping pins,
            SessionStore sessions,
            @Value("${tongbao.mode}") Me.Mode mode) {
        this.people = people;
        this.staff = staff;
        this.brands = brands;
        this.pins = pins;
        this.sessions = sessions;
        this.mode = mode;
    }

    Me me(Principal principal) {
        return principal.app() == App.CONSOLE ? staffMember(principal) : person(principal);
    }

    private Me person(Principal principal) {
        PersonStore.Known person = people.known(principal.id()).orElseThrow(ProblemException::notFound);
        PinKeeping.Kept pin = pins.kept(principal.id());
        Optional<Me.MyMerchant> merchant = principal.app() == App.MERCHANT
                ? sessions.membership(principal.id())
                        .map(of -> new Me.MyMerchant(of.merchantId(), of.merchantName(), of.status(), of.role()))
                : Optional.empty();
        return new Me(
                principal.id(),
                principal.app(),
                principal.roles().stream().sorted().toList(),
                person.name().map(PersonName::value),
                person.phone().map(PhoneNumber::masked),
                Optional.empty(),
                pin.isSet(),
                pin.smallPaymentLimit(),
                merchant,
                Optional.empty(),
                mode);
    }

    private Me staffMember(Principal principal) {
        StaffStore.Member member = staff.member(principal.id()).orElseThrow(ProblemException::notFound);
        return new Me(
                principal.id(),
                principal.app(),
                List.copyOf(principal.roles().stream().sorted().toList()),
                Optional.of(member.name()),
                Optional.empty(),
                Optional.of(member.email()),
                false,
                pins.kept(principal.id()).smallPaymentLimit(),
                Optional.empty(),
                principal.brandId().flatMap(brands::find).map(BrandStore.Brand::name),
                mode);
    }
}

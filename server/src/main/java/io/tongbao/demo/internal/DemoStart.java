package io.tongbao.demo.internal;

import io.tongbao.imports.HistoryReplay;
import io.tongbao.imports.TerminalProgress;
import io.tongbao.platform.OwnAddress;
import io.tongbao.platform.StartUp;
import io.tongbao.platform.TerminalQr;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Once the server answers: fills the world if it is not full yet, then says where everything is and who can sign in. */
@Component
@ConditionalOnProperty(name = "tongbao.mode", havingValue = "demo")
class DemoStart {
    private static final Logger log = LoggerFactory.getLogger(DemoStart.class);

    private final DemoWorld world;
    private final DemoStreet street;
    private final StreetStore streetStore;
    private final LiveStreet liveStreet;
    private final DemoStore store;
    private final StartUp startUp;
    private final Supplier<OwnAddress> address;
    private final boolean fills;
    private final boolean hasStreet;
    private final AtomicReference<Filling> filling = new AtomicReference<>(new Filling(0, 0));
    private volatile boolean ready;
    private volatile boolean complete;

    DemoStart(
            DemoWorld world,
            DemoStreet street,
            StreetStore streetStore,
            LiveStreet liveStreet,
            DemoStore store,
            StartUp startUp,
            Supplier<OwnAddress> address,
            @Value("${tongbao.demo.fill:false}") boolean fills,
            @Value("${tongbao.demo.street:true}") boolean hasStreet) {
        this.world = world;
        this.street = street;
        this.streetStore = streetStore;
        this.liveStreet = liveStreet;
        this.store = store;
        this.startUp = startUp;
        this.address = address;
        this.fills = fills;
        this.hasStreet = hasStreet;
    }

    /** Whether people can play in the world: everybody and everything but the real shop's history is there. */
    boolean isReady() {
        return ready;
    }

    /** Whether the real shop's history is in too, so that nothing changes by itself any more. */
    boolean isComplete() {
        return complete;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        if (fills) {
            Thread.ofVirtual().name("demo-world").start(this::fillAndTell);
        }
    }

    private void fillAndTell() {
        try {
            world.fill(address.get());
            ready = true;
            tell();
            if (hasStreet && streetStore.figures().isEmpty()) {
                fillStreet();
            }
            if (hasStreet) {
                Thread.ofVirtual().name("live-street").start(liveStreet::run);
            }
            if (!world.hasRealHistory()) {
                bringInRealHistory();
            }
            complete = true;
        } catch (HistoryReplay.Stopped _) {
            startUp.say("");
            startUp.say("Stopped while bringing in history; the next start goes on.");
        } catch (RuntimeException e) {
            log.error("The demo world could not be filled; start again to go on where it stopped", e);
        }
    }

    private void tellPhones() {
        Optional<URI> lan = address.get().lan().stream().findFirst();
        if (lan.isEmpty()) {
            startUp.say("  on a phone   this machine is on no network");
            return;
        }
        startUp.say("  on a phone   " + lan.get() + "/wallet (accept the certificate made on the spot)");
        startUp.say(TerminalQr.of(lan.get() + "/wallet"));
    }

    /** How far the street's filling is; of zero nothing is known yet. */
    record Filling(long done, long total) {}

    Filling filling() {
        return filling.get();
    }

    /** Behind the open doors too. */
    private void fillStreet() {
        startUp.say("");
        startUp.say("Meanwhile the street moves in: its shops, its people and what they have bought in 120 days:");
        TerminalProgress progress = new TerminalProgress(System.out);
        StreetHistory.Figures figures = startUp.step(
                "Demo world: the street",
                () -> street.fill(address.get(), (step, done, total) -> {
                    filling.set(new Filling(done, total));
                    progress.at(step, done, total);
                }));
        startUp.say(String.format(
                Locale.ROOT,
                "The street is ready, %.1f s after the start: %,d shops, %,d people; %,d payments of ¥%,d, %,d refunds, %,d sends."
                        + " On the front page it can be let go on in real time.",
                startUp.sinceTheProcessBegan().toMillis() / 1000.0,
                streetStore.members("shop").size() + DemoCast.SHOPS.size(),
                streetStore.members("customer").size(),
                figures.payments(),
                figures.takenMinor() / 100,
                figures.refunds(),
                figures.sends()));
    }

    /** Behind the open doors: nobody who came for the wallet waits for it. */
    private void bringInRealHistory() {
        startUp.say("");
        startUp.say(
                "Meanwhile a real shop's first invoices go through the import, for " + DemoCast.REAL_SHOP.name() + ":");
        HistoryReplay.Figures figures = startUp.step(
                "Demo world: the real shop's history",
                () -> world.bringInRealHistory(new TerminalProgress(System.out)));
        startUp.say(String.format(
                Locale.ROOT,
                "%,d invoices of %,d customers: %s sold, %s taken back; the books agree with the file.",
                figures.invoices(),
                figures.customers(),
                gbp(figures.books().grossMinor()),
                gbp(figures.books().refundedMinor())));
    }

    private static String gbp(long minor) {
        return String.format(Locale.ROOT, "£%,d.%02d", minor / 100, minor % 100);
    }

    private void tell() {
        URI address = this.address.get().local();
        startUp.say("");
        startUp.say(String.format(
                Locale.ROOT,
                "通宝 Tongbao is ready, %.1f s after it was started:",
                startUp.sinceTheProcessBegan().toMillis() / 1000.0));
        startUp.say("  front page   " + address + "/");
        startUp.say("  wallet 钱包   " + address + "/wallet");
        startUp.say("  merchant 商家 " + address + "/merchant");
        startUp.say("  console 运营台 " + address + "/console");
        startUp.say("  mailbox 信箱  " + address + "/mailbox      API " + address + "/v3/api-docs");
        if (address.getScheme().equals("https")) {
            tellPhones();
        }
        startUp.say("");
        startUp.say("Who can sign in, with one tap on the sign-in pages (payment PIN of the customers: " + DemoCast.PIN
                + "):");
        for (DemoPerson person : store.people()) {
            startUp.say(String.format(
                    Locale.ROOT, "  %-9s %-8s %s · %s", person.app(), person.name(), person.noteZh(), person.noteEn()));
        }
        startUp.say("");
        startUp.say("Ctrl-C stops it; the next start goes on with the same world.");
    }
}

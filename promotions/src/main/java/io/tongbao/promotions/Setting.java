package io.tongbao.promotions;

import java.util.Objects;
import java.util.Optional;

/**
 * Where and how the payment is made.
 *
 * @param merchantId empty where no merchant is paid: a top-up
 * @param channel such as {@code qr} or {@code pay_code}
 * @param source what it is paid with; empty while that is open
 */
public record Setting(
        Optional<String> merchantId,
        Optional<String> store,
        Optional<String> channel,
        Optional<String> device,
        Optional<Source> source) {

    public Setting {
        Objects.requireNonNull(merchantId, "merchantId is null");
        Objects.requireNonNull(store, "store is null");
        Objects.requireNonNull(channel, "channel is null");
        Objects.requireNonNull(device, "device is null");
        Objects.requireNonNull(source, "source is null");
    }

    public static Setting at(String merchantId) {
        return new Setting(
                Optional.of(merchantId), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Nobody is paid. */
    public static Setting ofTopUp() {
        return new Setting(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Setting paidWith(Source chosen) {
        return new Setting(merchantId, store, channel, device, Optional.of(chosen));
    }

    /**
     * A funding source.
     *
     * @param kind such as {@code balance} or {@code card}
     * @param issuer the bank's code, for a card
     */
    public record Source(String kind, Optional<String> issuer, Optional<String> brand) {
        public Source {
            Objects.requireNonNull(kind, "kind is null");
            Objects.requireNonNull(issuer, "issuer is null");
            Objects.requireNonNull(brand, "brand is null");
        }
    }
}

package io.tongbao.messaging.internal;

import io.tongbao.identity.CodeChannel;
import io.tongbao.identity.PhoneNumber;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The channels of a real installation, by settings: a signed webhook that hands the text to an SMS provider, or mail to an SMS gateway. With neither,
 * {@link #configured} is false and sign-up says so.
 */
@Component
@ConditionalOnProperty(name = "tongbao.mode", havingValue = "serve")
@EnableConfigurationProperties(ServedChannel.Settings.class)
class ServedChannel implements CodeChannel {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Settings settings;
    private final Optional<JavaMailSender> mail;
    private final JsonMapper json;
    private final Clock clock;
    private final Optional<WebhookSignature> signature;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * @param smsWebhook where to post {@code {"to", "text"}}; https, or http on loopback
     * @param smsWebhookSecret {@code whsec_…}, signs each post
     * @param mailTo the gateway's address, with {@code {phone}} where the number goes
     * @param mailFrom the sender's address
     */
    @ConfigurationProperties("tongbao.codes")
    record Settings(
            Optional<URI> smsWebhook,
            Optional<String> smsWebhookSecret,
            Optional<String> mailTo,
            Optional<String> mailFrom) {
        Settings {
            if (smsWebhook.isPresent() && smsWebhookSecret.isEmpty()) {
                throw new IllegalArgumentException(
                        "tongbao.codes.sms-webhook is set without tongbao.codes.sms-webhook-secret: it would go unsigned");
            }
            if (smsWebhook.isPresent() && !isSafe(smsWebhook.get())) {
                throw new IllegalArgumentException(
                        "tongbao.codes.sms-webhook must be https (plain http only on loopback): it carries codes");
            }
        }

        private static boolean isSafe(URI address) {
            return "https".equals(address.getScheme())
                    || "http".equals(address.getScheme())
                            && ("127.0.0.1".equals(address.getHost()) || "localhost".equals(address.getHost()));
        }
    }

    ServedChannel(Settings settings, ObjectProvider<JavaMailSender> mail, JsonMapper json, Clock clock) {
        this.settings = settings;
        this.mail = Optional.ofNullable(mail.getIfAvailable());
        this.json = json;
        this.clock = clock;
        this.signature = settings.smsWebhookSecret().map(WebhookSignature::new);
    }

    @Override
    public boolean configured() {
        return settings.smsWebhook().isPresent() || settings.mailTo().isPresent() && mail.isPresent();
    }

    @Override
    public void sendCode(PhoneNumber to, String code, Duration life) {
        String text = CodeText.of(code, life);
        if (settings.smsWebhook().isPresent() && signature.isPresent()) {
            post(settings.smsWebhook().get(), signature.get(), to, text);
        } else if (settings.mailTo().isPresent() && mail.isPresent()) {
            mail(mail.get(), settings.mailTo().get(), to, text);
        } else {
            throw new IllegalStateException("No channel is configured; ask configured() first");
        }
    }

    private void post(URI webhook, WebhookSignature signature, PhoneNumber to, String text) {
        String body = json.writeValueAsString(Map.of("to", to.e164(), "text", text));
        String id = "msg_" + UUID.randomUUID();
        Instant now = clock.instant();
        HttpRequest request = HttpRequest.newBuilder(webhook)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", signature.sign(id, now, body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status >= 300) {
                throw new CodeNotSent("The SMS webhook answered " + status);
            }
        } catch (IOException e) {
            throw new CodeNotSent("The SMS webhook gave no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CodeNotSent("Stopped while sending a code", e);
        }
    }

    private void mail(JavaMailSender sender, String template, PhoneNumber to, String text) {
        SimpleMailMessage message = new SimpleMailMessage();
        message.setTo(template.replace("{phone}", to.e164().replace("+", "")));
        settings.mailFrom().ifPresent(message::setFrom);
        message.setSubject(CodeText.SUBJECT);
        message.setText(text);
        try {
            sender.send(message);
        } catch (MailException e) {
            throw new CodeNotSent("The mail server did not take the code", e);
        }
    }
}

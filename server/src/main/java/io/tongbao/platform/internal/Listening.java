package io.tongbao.platform.internal;

import io.tongbao.platform.DataFolder;
import io.tongbao.platform.StartRefused;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Objects;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where the server listens. Plain HTTP on loopback only; with TLS on every address, under a certificate of one's own or one made on the spot.
 */
@Configuration(proxyBeanMethods = false)
class Listening {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsBeforeOurFilters() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> whereToListen(
            DataFolder folder,
            @Value("${tongbao.tls:false}") boolean tls,
            @Value("${tongbao.tls-certificate:}") String certificate,
            @Value("${tongbao.tls-key:}") String key,
            @Value("${server.address}") InetAddress address) {
        if (!tls) {
            if (!address.isLoopbackAddress()) {
                throw new StartRefused(
                        "Plain HTTP on " + address.getHostAddress() + " would show sessions and PINs to the network.",
                        "Use --tls, or leave server.address on loopback behind a proxy that does TLS.");
            }
            return _ -> {};
        }
        Ssl ssl = certificate.isBlank() ? madeOnTheSpot(folder) : own(certificate, key);
        return factory -> {
            factory.setSsl(ssl);
            factory.setAddress(null);
        };
    }

    private static Ssl own(String certificate, String key) {
        for (String file : new String[] {certificate, key}) {
            if (file.isBlank() || !Files.isReadable(Path.of(file))) {
                throw new StartRefused(
                        "The certificate or its key can't be read: '" + file + "'.",
                        "Set TONGBAO_TLS_CERTIFICATE and TONGBAO_TLS_KEY to PEM files.");
            }
        }
        refuseUnusable(certificate, key);
        Ssl ssl = common();
        ssl.setCertificate(Path.of(certificate).toUri().toString());
        ssl.setCertificatePrivateKey(Path.of(key).toUri().toString());
        return ssl;
    }

    /** Read once before the web server does, whose own words are a stack trace. */
    private static void refuseUnusable(String certificate, String key) {
        PemSslStoreDetails details = new PemSslStoreDetails(
                null,
                Path.of(certificate).toUri().toString(),
                Path.of(key).toUri().toString());
        try {
            PemSslStore store = Objects.requireNonNull(PemSslStore.load(details), "empty");
            X509Certificate first = Objects.requireNonNull(store.certificates(), "no certificate")
                    .getFirst();
            if (!belong(first.getPublicKey(), Objects.requireNonNull(store.privateKey(), "no key"))) {
                throw new InvalidKeyException("the key is not that of the certificate");
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new StartRefused(
                    "The certificate and its key can't be used: " + e.getMessage() + ".",
                    "Set TONGBAO_TLS_CERTIFICATE and TONGBAO_TLS_KEY to PEM files that belong together.");
        }
    }

    private static boolean belong(PublicKey certified, PrivateKey key) throws GeneralSecurityException {
        if (!certified.getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
        byte[] something = {27, 9, 14};
        signature.initSign(key);
        signature.update(something);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(something);
        return signature.verify(signed);
    }

    private static Ssl madeOnTheSpot(DataFolder folder) {
        SelfMadeCertificate certificate = SelfMadeCertificate.inFolder(folder);
        Ssl ssl = common();
        ssl.setKeyStore(certificate.keyStore().toUri().toString());
        ssl.setKeyStoreType("PKCS12");
        ssl.setKeyStorePassword(certificate.password());
        return ssl;
    }

    private static Ssl common() {
        Ssl ssl = new Ssl();
        ssl.setEnabled(true);
        ssl.setEnabledProtocols(new String[] {"TLSv1.3"});
        return ssl;
    }
}

package io.tongbao.platform.internal;

import io.tongbao.platform.DataFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate for this machine's own names and addresses, for trying things on the LAN: browsers warn of it once, and give camera and service worker
 * after that. Made anew when the addresses have changed or its half year is nearly over.
 */
record SelfMadeCertificate(Path keyStore, String password) {
    private static final long LIFE_MILLIS = 180L * 24 * 3600 * 1000;
    private static final long RENEW_MILLIS = 14L * 24 * 3600 * 1000;
    private static final String ALIAS = "tongbao";

    static SelfMadeCertificate inFolder(DataFolder folder) {
        Path file = folder.path().resolve("tls.p12");
        String password = folder.secret("tls-password");
        SelfMadeCertificate certificate = new SelfMadeCertificate(file, password);
        List<String> addresses = addresses();
        try {
            if (!Files.exists(file) || !certificate.holdsFor(addresses)) {
                certificate.make(addresses);
            }
            return certificate;
        } catch (IOException e) {
            throw new UncheckedIOException("The TLS certificate could not be kept", e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("The TLS certificate could not be made", e);
        }
    }

    /** The addresses under which other machines may reach this one, those of a local network first. */
    static List<String> addresses() {
        List<InetAddress> found = new ArrayList<>();
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (network.isUp() && !network.isLoopback()) {
                    for (InetAddress address : Collections.list(network.getInetAddresses())) {
                        if (address instanceof Inet4Address && !address.isLinkLocalAddress()) {
                            found.add(address);
                        }
                    }
                }
            }
        } catch (java.net.SocketException e) {
            throw new UncheckedIOException("The network addresses could not be listed", e);
        }
        return found.stream()
                .sorted(Comparator.comparing((InetAddress address) -> !address.isSiteLocalAddress())
                        .thenComparing(InetAddress::getHostAddress))
                .map(InetAddress::getHostAddress)
                .toList();
    }

    /** A context that trusts this certificate and no other. */
    SSLContext trust() {
        try {
            KeyStore kept = KeyStore.getInstance(keyStore.toFile(), password.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, kept.getCertificate(ALIAS));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException("The TLS certificate could not be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The TLS certificate is not usable", e);
        }
    }

    private boolean holdsFor(List<String> addresses) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(keyStore.toFile(), password.toCharArray());
        if (!(store.getCertificate(ALIAS) instanceof X509Certificate certificate)) {
            return false;
        }
        List<String> named = certificate.getSubjectAlternativeNames().stream()
                .map(name -> String.valueOf(name.get(1)))
                .toList();
        boolean fresh = certificate.getNotAfter().getTime() - new Date().getTime() > RENEW_MILLIS;
        return fresh && named.containsAll(addresses);
    }

    private void make(List<String> addresses) throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=Tongbao on this machine");
        long now = new Date().getTime();
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.dNSName, "localhost"));
        names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        addresses.forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(120, new SecureRandom()),
                new Date(now - 3600_000),
                new Date(now + LIFE_MILLIS),
                name,
                keys.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(ALIAS, keys.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
        Files.deleteIfExists(keyStore);
        Files.createFile(keyStore, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(keyStore)) {
            store.store(out, password.toCharArray());
        }
    }
}

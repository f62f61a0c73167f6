package io.neuralhive.local.controlplane;

import io.neuralhive.local.process.PrivateFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority whose key lies in a folder; it issues certificates valid for a year. */
public final class CertificateAuthority {

  private static final Duration ROOT_VALIDITY = Duration.ofDays(3650);
  private static final Duration LEAF_VALIDITY = Duration.ofDays(365);

  /** Clients whose clock is a little behind accept the certificate too. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private static final String SIGNATURE = "SHA256withECDSA";

  private final X509Certificate certificate;
  private final PrivateKey key;
  private final Clock clock;

  private CertificateAuthority(X509Certificate certificate, PrivateKey key, Clock clock) {
    this.certificate = certificate;
    this.key = key;
    this.clock = clock;
  }

  /** Reads {@code <name>.crt} and {@code <name>.key} from the folder, or makes them. */
  public static CertificateAuthority open(Path folder, String name, Clock clock)
      throws IOException {
    var certificateFile = folder.resolve(name + ".crt");
    var keyFile = folder.resolve(name + ".key");
    try {
      if (Files.exists(certificateFile) && Files.exists(keyFile)) {
        var certificate =
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                        new ByteArrayInputStream(Files.readAllBytes(certificateFile)));
        var spec = new PKCS8EncodedKeySpec(unwrap(Files.readString(keyFile)));
        var key = KeyFactory.getInstance("EC").generatePrivate(spec);
        return new CertificateAuthority(certificate, key, clock);
      }
      var keys = ellipticKeys();
      var certificate = root("neural-hive " + name, keys, clock);
      PrivateFile.write(keyFile, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
      PrivateFile.write(certificateFile, pem("CERTIFICATE", certificate.getEncoded()));
      return new CertificateAuthority(certificate, keys.getPrivate(), clock);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("cannot read or make the authority in " + folder + ": delete it", e);
    }
  }

  /** What clients must trust, PEM. */
  public String certificatePem() throws IOException {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** For a server reached by these names: DNS names or IP addresses. Elliptic key (P-256). */
  public IssuedCertificate server(String commonName, List<String> names) throws IOException {
    var alternatives =
        names.stream()
            .map(
                name ->
                    new GeneralName(
                        isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
            .toArray(GeneralName[]::new);
    return issue(new X500NameBuilder().addRDN(BCStyle.CN, commonName).build(), alternatives, true);
  }

  /**
   * For a user and the groups it is in, as Kubernetes reads them from the subject. RSA key: Java
   * clients take an untyped private key in a kubeconfig for one.
   */
  public IssuedCertificate client(String user, List<String> groups) throws IOException {
    var subject = new X500NameBuilder();
    groups.forEach(group -> subject.addRDN(BCStyle.O, group));
    return issue(subject.addRDN(BCStyle.CN, user).build(), new GeneralName[0], false);
  }

  static KeyPair ellipticKeys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  static String pem(String type, byte[] der) {
    var body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(type, body.encodeToString(der));
  }

  private IssuedCertificate issue(X500Name subject, GeneralName[] names, boolean server)
      throws IOException {
    try {
      var keys = server ? ellipticKeys() : rsaKeys();
      var issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
      var builder = builder(issuer, subject, keys.getPublic(), LEAF_VALIDITY, clock);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(KeyUsage.digitalSignature | (server ? 0 : KeyUsage.keyEncipherment)));
      // etcd checks its own serving certificate as a client's, so servers carry both purposes.
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          server
              ? new ExtendedKeyUsage(
                  new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth})
              : new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
      if (names.length > 0) {
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      }
      return new IssuedCertificate(
          pem("CERTIFICATE", sign(builder, key).getEncoded()),
          pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("cannot issue a certificate for " + subject, e);
    }
  }

  private static X509Certificate root(String commonName, KeyPair keys, Clock clock)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    var name = X500Name.getInstance(new X500Principal("CN=" + commonName).getEncoded());
    var builder = builder(name, name, keys.getPublic(), ROOT_VALIDITY, clock);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
    return sign(builder, keys.getPrivate());
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Duration validity, Clock clock) {
    var now = clock.instant();
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(128, new SecureRandom()).setBit(0),
        Date.from(now.minus(CLOCK_SKEW)),
        Date.from(now.plus(validity)),
        subject,
        key);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    var signer = new JcaContentSignerBuilder(SIGNATURE).build(key);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static KeyPair rsaKeys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static boolean isAddress(String name) {
    return name.matches("[0-9.]+") || name.contains(":");
  }

  private static byte[] unwrap(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }
}

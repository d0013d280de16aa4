package io.github.zkspring.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.util.FileSystemUtils;

/**
 * Issues the certificates of a test authority with the JDK's {@code keytool}.
 */
public final class Certificates implements AutoCloseable {

	/**
	 * Password of every store and every key.
	 */
	public static final String PASSWORD = "planted-store-secret";

	private static final String AUTHORITY = "authority";

	private final Path directory;

	private final Path all;

	private Certificates(Path directory) {
		this.directory = directory;
		this.all = directory.resolve("all.p12");
	}

	/**
	 * Creates an authority.
	 * @param name its name
	 * @return the authority
	 */
	public static Certificates create(String name) {
		try {
			Certificates certificates = new Certificates(Files.createTempDirectory("certificates"));
			certificates.keytool(AUTHORITY, "-dname", "CN=" + name, "-ext", "bc:c", "-ext", "ku:c=keyCertSign");
			return certificates;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Issues a certificate.
	 * @param alias its name here and in its subject
	 * @param options further options of {@code keytool -genkeypair}
	 * @return these certificates
	 */
	public Certificates sign(String alias, String... options) {
		List<String> all = new ArrayList<>(
				List.of("-dname", "CN=" + alias, "-signer", AUTHORITY, "-signerkeypass", PASSWORD));
		all.addAll(Arrays.asList(options));
		keytool(alias, all.toArray(String[]::new));
		return this;
	}

	private void keytool(String alias, String... options) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		command
			.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-genkeypair", "-alias", alias, "-keyalg", "EC", "-groupname",
					"secp256r1", "-keystore", this.all.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
		command.addAll(Arrays.asList(options));
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes());
			if (process.onExit().join().exitValue() != 0) {
				throw new IllegalStateException(output);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns a key store with one key.
	 * @param type its type, {@code JKS} or {@code PKCS12}
	 * @param alias the key
	 * @return its file
	 */
	public Path keyStore(String type, String alias) {
		return write(type, alias + "." + type, (from, to) -> to.setKeyEntry(alias, key(from, alias),
				PASSWORD.toCharArray(), from.getCertificateChain(alias)));
	}

	/**
	 * Returns a trust store with the authority.
	 * @param type its type, {@code JKS} or {@code PKCS12}
	 * @return its file
	 */
	public Path trustStore(String type) {
		return write(type, "trust." + type,
				(from, to) -> to.setCertificateEntry(AUTHORITY, from.getCertificate(AUTHORITY)));
	}

	/**
	 * Returns a certificate with its chain.
	 * @param alias the certificate
	 * @return PEM text
	 */
	public String certificate(String alias) {
		return read((store) -> Arrays.stream(store.getCertificateChain(alias))
			.map((certificate) -> pem("CERTIFICATE", encoded(certificate)))
			.collect(Collectors.joining()));
	}

	/**
	 * Returns the certificate of the authority.
	 * @return PEM text
	 */
	public String authority() {
		return certificate(AUTHORITY);
	}

	/**
	 * Returns a private key.
	 * @param alias its certificate
	 * @return PEM text
	 */
	public String privateKey(String alias) {
		return read((store) -> pem("PRIVATE KEY", key(store, alias).getEncoded()));
	}

	private static String pem(String type, byte[] content) {
		return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(type,
				Base64.getMimeEncoder().encodeToString(content));
	}

	private static byte[] encoded(Certificate certificate) {
		try {
			return certificate.getEncoded();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Key key(KeyStore store, String alias) throws GeneralSecurityException {
		return store.getKey(alias, PASSWORD.toCharArray());
	}

	private Path write(String type, String name, Copy copy) {
		return read((store) -> {
			KeyStore target = KeyStore.getInstance(type);
			target.load(null, null);
			copy.copy(store, target);
			Path file = this.directory.resolve(name);
			try (OutputStream out = Files.newOutputStream(file)) {
				target.store(out, PASSWORD.toCharArray());
			}
			return file;
		});
	}

	private <T> T read(Read<T> read) {
		try (InputStream in = Files.newInputStream(this.all)) {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(in, PASSWORD.toCharArray());
			return read.read(store);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		FileSystemUtils.deleteRecursively(this.directory.toFile());
	}

	/**
	 * Copies from one store into another.
	 */
	private interface Copy {

		void copy(KeyStore from, KeyStore target) throws GeneralSecurityException;

	}

	/**
	 * Reads a store.
	 *
	 * @param <T> what is read
	 */
	private interface Read<T> {

		T read(KeyStore store) throws IOException, GeneralSecurityException;

	}

}

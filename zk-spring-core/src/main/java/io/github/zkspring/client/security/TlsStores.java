package io.github.zkspring.client.security;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * Copies a key store and a trust store to files that only this process may read, because
 * ZooKeeper's client reads stores only from files. The password of the files is random
 * and never written. {@link #close()} deletes the files. Thread-safe.
 */
public final class TlsStores implements AutoCloseable {

	private static final String TYPE = "PKCS12";

	private final char[] password = randomPassword();

	private final Path directory;

	private boolean closed;

	/**
	 * Creates the directory of the stores.
	 * @throws IOException if the directory cannot be created
	 */
	public TlsStores() throws IOException {
		this.directory = Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")),
				"zk-tls-%d-".formatted(ProcessHandle.current().pid()));
	}

	/**
	 * Writes or replaces the stores. ZooKeeper reads them for every connection, so the
	 * next connection uses the new content; an open connection is not affected. Has no
	 * effect after {@link #close()}.
	 * @param keyStore the private keys, {@code null} for no client certificate
	 * @param keyPassword the password of the keys
	 * @param alias the key to use, {@code null} for all keys
	 * @param trustStore the trusted certificates, {@code null} for those of the JVM
	 * @throws IOException if the files cannot be written
	 * @throws GeneralSecurityException if a store cannot be read or is empty
	 */
	public synchronized void write(@Nullable KeyStore keyStore, @Nullable String keyPassword, @Nullable String alias,
			@Nullable KeyStore trustStore) throws IOException, GeneralSecurityException {
		if (this.closed) {
			return;
		}
		KeyStore keys = (keyStore != null) ? keys(keyStore, keyPassword, alias) : null;
		KeyStore trusted = (trustStore != null) ? trusted(trustStore) : null;
		// a connection in between sees a new and an old store: in the worst case it
		// fails,
		// and the next attempt sees both new stores
		store(trusted, trustStore());
		store(keys, keyStore());
	}

	/**
	 * Configures a client to use the stores.
	 * @param config the configuration of the client
	 */
	public void applyTo(ZKClientConfig config) {
		applyTo(config, "zookeeper.ssl.keyStore.", keyStore());
		applyTo(config, "zookeeper.ssl.trustStore.", trustStore());
	}

	private void applyTo(ZKClientConfig config, String prefix, Path store) {
		config.setProperty(prefix + "location", Files.exists(store) ? store.toString() : "");
		config.setProperty(prefix + "type", TYPE);
		config.setProperty(prefix + "password", new String(this.password));
		config.setProperty(prefix + "passwordPath", "");
	}

	private Path keyStore() {
		return this.directory.resolve("keys.p12");
	}

	private Path trustStore() {
		return this.directory.resolve("trusted.p12");
	}

	private KeyStore keys(KeyStore source, @Nullable String keyPassword, @Nullable String only)
			throws IOException, GeneralSecurityException {
		KeyStore store = empty();
		for (String alias : Collections.list(source.aliases())) {
			if (source.isKeyEntry(alias) && (only == null || only.equalsIgnoreCase(alias))) {
				Key key = source.getKey(alias, (keyPassword != null) ? keyPassword.toCharArray() : null);
				store.setKeyEntry("key-" + store.size(), key, this.password, source.getCertificateChain(alias));
			}
		}
		if (store.size() == 0) {
			throw new GeneralSecurityException(
					(only != null) ? "the key store has no key '%s'".formatted(only) : "the key store has no key");
		}
		return store;
	}

	private static KeyStore trusted(KeyStore source) throws IOException, GeneralSecurityException {
		KeyStore store = empty();
		for (String alias : Collections.list(source.aliases())) {
			Certificate certificate = source.getCertificate(alias);
			if (certificate != null) {
				store.setCertificateEntry("trusted-" + store.size(), certificate);
			}
		}
		if (store.size() == 0) {
			throw new GeneralSecurityException("the trust store has no certificate");
		}
		return store;
	}

	private static KeyStore empty() throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance(TYPE);
		store.load(null, null);
		return store;
	}

	private void store(@Nullable KeyStore store, Path file) throws IOException, GeneralSecurityException {
		if (store == null) {
			Files.deleteIfExists(file);
			return;
		}
		Path next = file.resolveSibling(file.getFileName() + ".next");
		Files.deleteIfExists(next);
		try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(next,
				EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(next)))) {
			store.store(out, this.password);
		}
		Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	private static FileAttribute<?>[] ownerOnly(Path file) {
		Set<String> views = file.getFileSystem().supportedFileAttributeViews();
		return views.contains("posix")
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
	}

	private static char[] randomPassword() {
		byte[] bytes = new byte[24];
		new SecureRandom().nextBytes(bytes);
		return HexFormat.of().formatHex(bytes).toCharArray();
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		FileSystemUtils.deleteRecursively(this.directory.toFile());
	}

}

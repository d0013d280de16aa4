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
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * Key store and trust store in files that only this process may read, because ZooKeeper's
 * client takes nothing but files. The password is random and in memory only; the files
 * are gone after {@link #close()}.
 */
public final class TlsStores implements AutoCloseable {

	private static final String TYPE = "PKCS12";

	private final String password = randomPassword();

	private final Path directory;

	private boolean closed;

	private TlsStores(Path directory) {
		this.directory = directory;
	}

	/**
	 * Write the stores.
	 * @param material what they hold
	 * @return the stores
	 * @throws IOException when the files cannot be written
	 * @throws GeneralSecurityException when the stores cannot be made
	 */
	public static TlsStores write(TlsMaterial material) throws IOException, GeneralSecurityException {
		TlsStores stores = new TlsStores(
				Files.createTempDirectory("zk-tls-%d-".formatted(ProcessHandle.current().pid())));
		try {
			stores.replace(material);
			return stores;
		}
		catch (IOException | GeneralSecurityException ex) {
			stores.close();
			throw ex;
		}
	}

	/**
	 * Replace what the stores hold. ZooKeeper reads them anew for every connection, so
	 * the next one shows the new certificate; a connection that stands stays as it is.
	 * Does nothing once closed.
	 * @param material what they hold from now on
	 * @throws IOException when the files cannot be written
	 * @throws GeneralSecurityException when the stores cannot be made
	 */
	public synchronized void replace(TlsMaterial material) throws IOException, GeneralSecurityException {
		if (this.closed) {
			return;
		}
		KeyStore keys = keys(material.keys());
		KeyStore trusted = trusted(material.trusted());
		// a connection in between sees one new and one old store: it fails at worst, and
		// the attempt after it sees both
		store(trusted, trustStore());
		store(keys, keyStore());
	}

	/**
	 * Tell a client of the stores.
	 * @param config the configuration of the client
	 */
	public void applyTo(ZKClientConfig config) {
		config.setProperty("zookeeper.ssl.keyStore.location", location(keyStore()));
		config.setProperty("zookeeper.ssl.keyStore.type", TYPE);
		config.setProperty("zookeeper.ssl.keyStore.password", this.password);
		config.setProperty("zookeeper.ssl.keyStore.passwordPath", "");
		config.setProperty("zookeeper.ssl.trustStore.location", location(trustStore()));
		config.setProperty("zookeeper.ssl.trustStore.type", TYPE);
		config.setProperty("zookeeper.ssl.trustStore.password", this.password);
		config.setProperty("zookeeper.ssl.trustStore.passwordPath", "");
	}

	private static String location(Path store) {
		return Files.exists(store) ? store.toString() : "";
	}

	private Path keyStore() {
		return this.directory.resolve("keys.p12");
	}

	private Path trustStore() {
		return this.directory.resolve("trusted.p12");
	}

	private @Nullable KeyStore keys(@Nullable List<TlsMaterial.Key> keys) throws IOException, GeneralSecurityException {
		if (keys == null) {
			return null;
		}
		KeyStore store = empty();
		for (TlsMaterial.Key key : keys) {
			store.setKeyEntry("key-" + store.size(), key.key(), this.password.toCharArray(), key.chain());
		}
		return store;
	}

	private static @Nullable KeyStore trusted(@Nullable List<Certificate> certificates)
			throws IOException, GeneralSecurityException {
		if (certificates == null) {
			return null;
		}
		KeyStore store = empty();
		for (Certificate certificate : certificates) {
			store.setCertificateEntry("trusted-" + store.size(), certificate);
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
			store.store(out, this.password.toCharArray());
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

	private static String randomPassword() {
		byte[] bytes = new byte[24];
		new SecureRandom().nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		FileSystemUtils.deleteRecursively(this.directory.toFile());
	}

}

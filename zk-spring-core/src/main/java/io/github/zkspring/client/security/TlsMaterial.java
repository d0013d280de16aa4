package io.github.zkspring.client.security;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Keys and certificates for TLS, with every password taken off.
 *
 * @param keys private keys with their certificates, {@code null} without a client
 * certificate
 * @param trusted certificates of trusted authorities, {@code null} for those of the JVM
 */
public record TlsMaterial(@Nullable List<Key> keys, @Nullable List<Certificate> trusted) {

	/**
	 * Read what key store and trust store hold.
	 * @param keyStore the key store
	 * @param password the password of its keys
	 * @param alias the key to use, {@code null} for all of them
	 * @param trustStore the trust store
	 * @return the material
	 * @throws GeneralSecurityException when a store cannot be read
	 */
	public static TlsMaterial of(@Nullable KeyStore keyStore, @Nullable String password, @Nullable String alias,
			@Nullable KeyStore trustStore) throws GeneralSecurityException {
		return new TlsMaterial((keyStore != null) ? keys(keyStore, password, alias) : null,
				(trustStore != null) ? certificates(trustStore) : null);
	}

	private static List<Key> keys(KeyStore store, @Nullable String password, @Nullable String only)
			throws GeneralSecurityException {
		List<Key> keys = new ArrayList<>();
		for (String alias : Collections.list(store.aliases())) {
			if (store.isKeyEntry(alias) && (only == null || only.equalsIgnoreCase(alias))) {
				keys.add(new Key(store.getKey(alias, (password != null) ? password.toCharArray() : null),
						store.getCertificateChain(alias)));
			}
		}
		if (keys.isEmpty()) {
			throw new GeneralSecurityException(
					(only != null) ? "the key store has no key '%s'".formatted(only) : "the key store has no key");
		}
		return keys;
	}

	private static List<Certificate> certificates(KeyStore store) throws GeneralSecurityException {
		List<Certificate> certificates = new ArrayList<>();
		for (String alias : Collections.list(store.aliases())) {
			Certificate certificate = store.getCertificate(alias);
			if (certificate != null) {
				certificates.add(certificate);
			}
		}
		if (certificates.isEmpty()) {
			throw new GeneralSecurityException("the trust store has no certificate");
		}
		return certificates;
	}

	/**
	 * Counts and tells nothing.
	 */
	@Override
	public String toString() {
		return "TlsMaterial[keys=%s, trusted=%s]".formatted((this.keys != null) ? this.keys.size() : "none",
				(this.trusted != null) ? this.trusted.size() : "as the JVM");
	}

	/**
	 * A private key and its certificates.
	 *
	 * @param key the key
	 * @param chain its certificate and those above it
	 */
	public record Key(java.security.Key key, Certificate[] chain) {

	}

}

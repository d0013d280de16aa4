package io.github.zkspring.client;

/**
 * A feature requires a library that the application does not have.
 *
 * @since 0.1.0
 */
public class MissingLibraryException extends ZkException {

	private final String library;

	/**
	 * Creates an exception.
	 * @param feature what requires the library, as the subject of a sentence in the
	 * plural
	 * @param library the library, {@code groupId:artifactId}
	 */
	public MissingLibraryException(String feature, String library) {
		super("%s require the library '%s'".formatted(feature, library));
		this.library = library;
	}

	/**
	 * Returns the missing library.
	 * @return its coordinates, {@code groupId:artifactId}
	 */
	public String getLibrary() {
		return this.library;
	}

}

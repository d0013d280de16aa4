package io.github.zkspring.recipe;

/**
 * An ephemeral znode of ours, or one that may have been created.
 *
 * @param path its path
 * @param mark what its payload says; no other znode ever says that
 * @param sessionId the session that owns it
 */
record Ephemeral(String path, String mark, long sessionId) {

}

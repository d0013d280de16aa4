package io.github.zkspring.mirror;

/**
 * How a mirror reads.
 *
 * @param maxPayload the longest payload to read, in bytes
 * @param pollInStorms whether znodes are read every few milliseconds, instead of having
 * each write notified, while a storm of writes lasts
 */
public record MirrorSettings(long maxPayload, boolean pollInStorms) {

}

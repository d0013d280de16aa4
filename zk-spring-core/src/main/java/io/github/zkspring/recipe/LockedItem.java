package io.github.zkspring.recipe;

/**
 * An item that a consumer has locked.
 *
 * @param <T> the type of the item
 * @param name the name of its znode
 * @param lock the znode that locks it
 * @param value the item
 */
record LockedItem<T>(String name, Ephemeral lock, T value) {

}

package kotlin.coroutines;

/**
 * Stands in for the type of the Kotlin library, which marks suspend functions.
 *
 * @param <T> the type of the result
 */
public interface Continuation<T> {

}

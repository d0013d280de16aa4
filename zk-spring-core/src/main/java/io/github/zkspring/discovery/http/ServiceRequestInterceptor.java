package io.github.zkspring.discovery.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.discovery.ServiceInstance;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.support.HttpRequestWrapper;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Sends requests for {@code http://orders/…} to an instance of the service
 * {@code orders}, and to the next instance if a call fails.
 *
 * <p>
 * Add it only to clients that call services: it treats each host as a service name, never
 * falls back to DNS, and fails with a {@link NoInstanceException} without instances. For
 * clients that also call other hosts, set {@code zk.discovery.http.services}. The
 * interceptor is never applied by default: otherwise a client with write access below
 * {@code zk.discovery.base-path} could take over any host name.
 *
 * <p>
 * After a failed connection attempt, the request is sent to the next instance whatever
 * its method. After another I/O failure, only {@code GET}, {@code HEAD}, {@code OPTIONS},
 * {@code PUT}, {@code DELETE} and {@code TRACE} requests are repeated. The instance is
 * {@linkplain ServiceCatalog#failed reported as failed}. A request is sent at most
 * {@value #MAX_TRIES} times, without a pause. A response of any status is returned.
 * Instances with a TLS port are called with {@code https}, and an {@code https} request
 * is never downgraded.
 *
 * <p>
 * The interceptor runs on the thread of the caller and sets no timeout. Set connect and
 * read timeouts of the client ({@code spring.http.clients.connect-timeout} and
 * {@code spring.http.clients.read-timeout}). Without them, an instance that does not
 * respond blocks the caller. On JDK 25 the same applies to the JDK's own HTTP client
 * while other tasks block all threads of {@code ForkJoinPool.commonPool()}, on which it
 * completes responses.
 *
 * @since 0.1.0
 */
public class ServiceRequestInterceptor implements ClientHttpRequestInterceptor {

	/**
	 * The maximum number of times a request is sent.
	 */
	public static final int MAX_TRIES = 5;

	private static final Log logger = LogFactory.getLog(ServiceRequestInterceptor.class);

	private static final Set<HttpMethod> IDEMPOTENT = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS,
			HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.TRACE);

	private static final Pattern PORT = Pattern.compile(":\\d+$");

	private final ServiceCatalog catalog;

	/**
	 * Creates an interceptor.
	 * @param catalog provides the instances
	 */
	public ServiceRequestInterceptor(ServiceCatalog catalog) {
		this.catalog = catalog;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		String service = service(request.getURI());
		for (int attempt = 1;; attempt++) {
			ServiceInstance instance = this.catalog.choose(service).orElseThrow(() -> new NoInstanceException(service));
			try {
				return execution.execute(new Redirected(request, instance), body);
			}
			catch (IOException ex) {
				// the call was cancelled, the instance did not fail
				if (Thread.currentThread().isInterrupted()) {
					throw ex;
				}
				boolean repeatable = isUnconnected(ex) || IDEMPOTENT.contains(request.getMethod());
				this.catalog.failed(instance);
				if (!repeatable || attempt == MAX_TRIES) {
					throw ex;
				}
				logger.debug("Call to " + instance + " failed, trying the next instance: " + ex);
			}
		}
	}

	private static String service(URI uri) throws IOException {
		String service = host(uri);
		if (service.isEmpty()) {
			throw new IOException("'%s' does not contain a service name".formatted(uri.getScheme() + ":"));
		}
		return service;
	}

	// java.net.URI does not accept underscores in a host
	static String host(URI uri) {
		String authority = (uri.getHost() != null) ? uri.getHost() : uri.getRawAuthority();
		return (authority != null) ? PORT.matcher(authority).replaceFirst("") : "";
	}

	// whether no part of the request was sent
	private static boolean isUnconnected(@Nullable Throwable ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof ConnectException || cause instanceof NoRouteToHostException
					|| cause instanceof UnknownHostException || cause instanceof HttpConnectTimeoutException) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The request with the address of an instance.
	 */
	private static final class Redirected extends HttpRequestWrapper {

		private final URI uri;

		private Redirected(HttpRequest request, ServiceInstance instance) {
			super(request);
			URI target = instance.uri();
			boolean secure = instance.isSecure() || "https".equalsIgnoreCase(request.getURI().getScheme());
			this.uri = UriComponentsBuilder.fromUri(request.getURI())
				.scheme(secure ? "https" : "http")
				.userInfo(null)
				.host(host(target))
				.port((instance.sslPort() != null) ? instance.sslPort() : Objects.requireNonNull(instance.port()))
				.build(true)
				.toUri();
		}

		@Override
		public URI getURI() {
			return this.uri;
		}

	}

}

package io.github.zkspring.client.startup;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.util.Locale;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

import io.github.zkspring.client.ServerProbe.Finding;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.jspecify.annotations.Nullable;

/**
 * A TLS handshake as ZooKeeper's client makes it, whose failure is told. The one with the
 * trust of the JVM only finds out whether the other side speaks TLS at all.
 */
final class TlsHandshake {

	private final SSLContext context;

	private final String @Nullable [] protocols;

	private final boolean verifyHost;

	private TlsHandshake(SSLContext context, String @Nullable [] protocols, boolean verifyHost) {
		this.context = context;
		this.protocols = protocols;
		this.verifyHost = verifyHost;
	}

	static TlsHandshake of(ZKClientConfig config) throws Exception {
		try (ClientX509Util util = new ClientX509Util()) {
			String protocols = config.getProperty(util.getSslEnabledProtocolsProperty());
			return new TlsHandshake(util.createSSLContext(config), (protocols != null) ? protocols.split(",") : null,
					util.isServerHostnameVerificationEnabled(config));
		}
	}

	static TlsHandshake ofJvm() throws Exception {
		return new TlsHandshake(SSLContext.getDefault(), null, false);
	}

	Finding attempt(Socket plain, InetSocketAddress server, byte[] question) {
		try (SSLSocket socket = (SSLSocket) this.context.getSocketFactory()
			.createSocket(plain, server.getHostString(), server.getPort(), true)) {
			SSLParameters parameters = socket.getSSLParameters();
			if (this.verifyHost) {
				parameters.setEndpointIdentificationAlgorithm("HTTPS");
			}
			if (this.protocols != null) {
				parameters.setProtocols(this.protocols);
			}
			socket.setSSLParameters(parameters);
			socket.startHandshake();
			return afterHandshake(socket, question);
		}
		catch (SocketTimeoutException ex) {
			return Finding.TIMED_OUT;
		}
		catch (IOException ex) {
			return finding(ex);
		}
	}

	// TLS 1.3: the server judges the certificate of the client after the handshake; its
	// alert gets lost when the question crosses it
	private static Finding afterHandshake(SSLSocket socket, byte[] question) {
		try {
			socket.getOutputStream().write(question);
			socket.getInputStream().read();
			return Finding.NO_SESSION;
		}
		catch (SocketTimeoutException ex) {
			return Finding.NO_SESSION;
		}
		catch (IOException ex) {
			return Finding.CLIENT_CERTIFICATE_REFUSED;
		}
	}

	private static Finding finding(IOException ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
				return Finding.CERTIFICATE_EXPIRED;
			}
			if (cause instanceof CertPathBuilderException || isForeignSignature(cause)) {
				return Finding.UNKNOWN_CA;
			}
			if (cause instanceof SSLPeerUnverifiedException || isWrongName(cause)) {
				return Finding.WRONG_HOST_NAME;
			}
		}
		return isAlert(ex) ? alert(ex) : Finding.TLS_FAILED;
	}

	// an authority of the same name with another key
	private static boolean isForeignSignature(Throwable cause) {
		return cause instanceof CertPathValidatorException invalid
				&& (invalid.getReason() == BasicReason.INVALID_SIGNATURE
						|| invalid.getReason() == PKIXReason.NO_TRUST_ANCHOR);
	}

	// the JDK has no exception of its own for a name that does not match
	private static boolean isWrongName(Throwable cause) {
		String message = String.valueOf(cause.getMessage());
		return cause instanceof CertificateException && (message.startsWith("No subject alternative")
				|| message.startsWith("No name matching") || message.startsWith("Failed to verify"));
	}

	private static boolean isAlert(IOException ex) {
		return ex instanceof SSLException && String.valueOf(ex.getMessage()).contains("fatal alert");
	}

	private static Finding alert(IOException ex) {
		String message = String.valueOf(ex.getMessage()).toLowerCase(Locale.ROOT);
		return (message.contains("certificate") || message.contains("unknown_ca")) ? Finding.CLIENT_CERTIFICATE_REFUSED
				: Finding.TLS_REFUSED;
	}

}

package com.sysdig.autoscaler.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.metricsapi.ControlPlaneResource;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Another replica takes the steps of the rotation, ours follows it, and meanwhile the API server reads from us and has us
 * review, and a client that trusts the bundle of the moment connects anew each time.
 */
@QuarkusTest
@TestProfile(RotationUnderLoadIT.WithWebhook.class)
@WithTestResource(ControlPlaneResource.class)
class RotationUnderLoadIT {
    private static final String API = "/apis/external.metrics.k8s.io/v1beta1";

    private final Instant now = InstantSource.system().instant();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger reviews = new AtomicInteger();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();

    @Inject
    KubernetesClient kubernetes;

    @Inject
    ServiceAddress address;

    @Inject
    CurrentCertificate current;

    @Inject
    CertificateSource source;

    @ConfigProperty(name = "quarkus.http.test-ssl-port")
    int port;

    private final List<Thread> load = new ArrayList<>();
    private KubernetesClient impatient;

    /** The one part that tests leave out otherwise, see {@code application.properties}. */
    public static final class WithWebhook implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.arc.exclude-types", "none");
        }
    }

    /** By a client that takes the first answer: it would try again what fails with 500. */
    @BeforeEach
    void startLoad() {
        impatient = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(kubernetes.getConfiguration())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        await().atMost(Duration.ofSeconds(60)).until(this::isRouted);
        await().atMost(Duration.ofSeconds(60)).until(this::isRefused);
        start(reads, () -> impatient.raw(API));
        start(reviews, this::review);
        start(handshakes, this::connect);
    }

    @AfterEach
    void endLoad() throws InterruptedException {
        ended.set(true);
        for (var thread : load) {
            thread.join();
        }
        impatient.close();
    }

    @Test
    void failsNoRequestFromTheFirstLeafToTheNextAuthorityAlone() throws Exception {
        var shared = stored();
        var first = shared.authority();

        write(new SharedCertificates(first, null, List.of(), first.leaf(address, now)));
        var next = Authority.create(now.plusSeconds(1));
        write(new SharedCertificates(first, next, List.of(), stored().leaf()));
        write(new SharedCertificates(next, null, List.of(first.certificate()), next.leaf(address, now)));
        write(new SharedCertificates(next, null, List.of(), stored().leaf()));

        assertThat(failures).isEmpty();
        assertThat(current.get().orElseThrow().leaf()).isEqualTo(stored().leaf());
    }

    /** Returns when ours has followed and the load has gone on for a while since. */
    private void write(SharedCertificates shared) throws Exception {
        var secret = new CertificateSecret(kubernetes, address.namespace());
        assertThat(secret.write(secret.read(), shared)).isPresent();
        source.settle();
        var bundle = Base64.getEncoder()
                .encodeToString(shared.serving().authorityPem().getBytes(StandardCharsets.US_ASCII));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> current.get().orElseThrow().isSameAs(shared.serving())
                        && bundle.equals(liveBundle())
                        && bundle.equals(webhookBundle()));
        for (var count : List.of(reads, reviews, handshakes)) {
            var before = count.get();
            await().atMost(Duration.ofSeconds(60)).until(() -> !failures.isEmpty() || count.get() > before + 30);
        }
        assertThat(failures).isEmpty();
    }

    private SharedCertificates stored() throws GeneralSecurityException {
        return CertificateSecret.content(
                new CertificateSecret(kubernetes, address.namespace()).read().orElseThrow());
    }

    private String liveBundle() {
        return kubernetes
                .apiServices()
                .withName("v1beta1.external.metrics.k8s.io")
                .get()
                .getSpec()
                .getCaBundle();
    }

    private String webhookBundle() {
        return kubernetes
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName("sysdig-autoscaler")
                .get()
                .getWebhooks()
                .getFirst()
                .getClientConfig()
                .getCaBundle();
    }

    private boolean isRouted() {
        try {
            return impatient.raw(API) != null
                    && Optional.ofNullable(liveBundle()).isPresent();
        } catch (KubernetesClientException _) {
            return false;
        }
    }

    private boolean isRefused() {
        try {
            review();
            return true;
        } catch (IllegalStateException | KubernetesClientException _) {
            return false;
        }
    }

    /** Wrong annotations, since only a review can tell that they are. */
    private void review() {
        try {
            impatient
                    .resource(Workload.deployment("default", "reviewed")
                            .with("scale-target", "lots")
                            .object())
                    .dryRun()
                    .create();
        } catch (KubernetesClientException e) {
            if (e.getCode() == 422 && String.valueOf(e.getMessage()).contains("cannot be scaled as annotated")) {
                return;
            }
            throw e;
        }
        throw new IllegalStateException("stored without a review");
    }

    private interface Request {
        void send() throws Exception;
    }

    private void start(AtomicInteger succeeded, Request request) {
        load.add(Thread.ofPlatform().start(() -> repeat(succeeded, request)));
    }

    private void repeat(AtomicInteger succeeded, Request request) {
        while (!ended.get()) {
            try {
                request.send();
                succeeded.incrementAndGet();
            } catch (Exception e) {
                if (!isLate(e)) {
                    failures.add(e);
                }
            }
        }
    }

    /** What takes too long on a busy machine has met no wrong certificate. */
    private static boolean isLate(Exception e) {
        var message = String.valueOf(e.getMessage());
        return e instanceof KubernetesClientException
                && (message.contains("in time; try again") || message.contains("deadline exceeded"));
    }

    /** Not as fast as it can: the product admits a hundred handshakes a second. */
    private void connect() throws GeneralSecurityException, IOException {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS))
                .join();
        var context = SSLContext.getInstance("TLS");
        context.init(null, trusting(liveBundle()).getTrustManagers(), null);
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.startHandshake();
        }
    }

    private static TrustManagerFactory trusting(String bundle) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var pem = new ByteArrayInputStream(Base64.getDecoder().decode(bundle));
        for (var authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
            store.setCertificateEntry(
                    ((X509Certificate) authority).getSerialNumber().toString(), authority);
        }
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory;
    }
}

package com.sysdig.autoscaler.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
    private static final ServiceAddress ADDRESS = new ServiceAddress("ops", "scaler", 443);

    private final Rotation rotation = new Rotation(ADDRESS);
    private SharedCertificates shared;

    @BeforeEach
    void begin() throws Exception {
        shared = rotation.begin(START);
    }

    @Test
    void changesNothingInAYoungAuthority() throws Exception {
        assertThat(rotation.step(shared, day(0))).isEqualTo(shared);
        assertThat(rotation.step(shared, day(243))).isEqualTo(shared);
    }

    @Test
    void renewsTheLeafAtTwoThirdsOfItsLife() throws Exception {
        var renewed = rotation.step(shared, day(244));

        assertThat(renewed.leaf()).isNotEqualTo(shared.leaf());
        assertThat(renewed.authority()).isEqualTo(shared.authority());
        assertThat(renewed.leaf().isSignedBy(shared.authority().certificate())).isTrue();
    }

    @Test
    void announcesTheNextAuthorityBeforeItIssues() throws Exception {
        shared = withFreshLeaf(day(2_433));

        var announced = rotation.step(shared, day(2_434));

        assertThat(announced.leaf()).isEqualTo(shared.leaf());
        assertThat(bundle(announced)).contains(shared.authority().certificate()).hasSize(2);
        assertThat(rotation.step(announced, day(2_434).plus(Duration.ofHours(23))))
                .isEqualTo(announced);
    }

    @Test
    void issuesFromTheOldAuthorityWhileTheNextIsAnnounced() throws Exception {
        var announced = rotation.step(shared, day(2_434));

        assertThat(announced.next()).isNotNull();
        assertThat(announced.leaf().isSignedBy(shared.authority().certificate()))
                .isTrue();
    }

    @Test
    void letsTheNextAuthorityTakeOverAfterADayAndKeepsTheOldOne() throws Exception {
        shared = withFreshLeaf(day(2_433));
        var announced = rotation.step(shared, day(2_434));

        var after = rotation.step(announced, day(2_435));

        assertThat(after.authority()).isEqualTo(announced.next());
        assertThat(after.next()).isNull();
        assertThat(after.old()).containsExactly(shared.authority().certificate());
        assertThat(after.leaf().isSignedBy(after.authority().certificate())).isTrue();
    }

    @Test
    void dropsTheOldAuthorityWhenNoLeafOfItCanBeValid() throws Exception {
        var after = rotation.step(rotation.step(shared, day(2_434)), day(2_435));

        assertThat(rotation.step(after, day(2_435 + 365)).old()).hasSize(1);
        assertThat(rotation.step(after, day(2_435 + 366)).old()).isEmpty();
    }

    @Test
    void dropsTheOldAuthorityWhenItExpired() throws Exception {
        var announced = rotation.step(shared, day(3_600));
        var after = rotation.step(announced, day(3_601));

        assertThat(rotation.step(after, day(3_649)).old()).hasSize(1);
        assertThat(rotation.step(after, day(3_650)).old()).isEmpty();
    }

    @Test
    void replacesAnExpiredAuthorityAtOnce() throws Exception {
        var replaced = rotation.step(shared, day(4_000));

        assertThat(replaced.serving().fits(ADDRESS, day(4_000))).isTrue();
        assertThat(bundle(replaced)).containsExactly(replaced.authority().certificate());
    }

    @Test
    void issuesNoLeafThatOutlivesItsAuthority() throws Exception {
        var leaf = shared.authority().leaf(ADDRESS, day(3_600));

        assertThat(leaf.expiry()).isEqualTo(shared.authority().credential().expiry());
    }

    /** Twenty years, an hour at a time would take long: eleven hours do not divide a day. */
    @Test
    void neverServesWithALeafThatTheBundleOfTheRoundBeforeDoesNotVouchFor() throws Exception {
        var before = shared;
        var authorities = new ArrayList<X509Certificate>();
        for (var now = START; now.isBefore(day(7_300)); now = now.plus(Duration.ofHours(11))) {
            var after = rotation.step(before, now);
            assertThat(after.leaf().isExpired(now)).isFalse();
            assertThat(vouchedFor(after.leaf(), before))
                    .as("new leaf, old bundle at %s", now)
                    .isTrue();
            assertThat(vouchedFor(before.leaf(), after))
                    .as("old leaf, new bundle at %s", now)
                    .isTrue();
            if (!authorities.contains(after.authority().certificate())) {
                authorities.add(after.authority().certificate());
            }
            before = after;
        }
        assertThat(authorities).hasSize(3);
    }

    private SharedCertificates withFreshLeaf(Instant now) throws GeneralSecurityException {
        return new SharedCertificates(
                shared.authority(), null, List.of(), shared.authority().leaf(ADDRESS, now));
    }

    private static boolean vouchedFor(Credential leaf, SharedCertificates by) throws GeneralSecurityException {
        return bundle(by).stream().anyMatch(leaf::isSignedBy);
    }

    private static List<X509Certificate> bundle(SharedCertificates of) throws GeneralSecurityException {
        return Pem.certificates(of.serving().authorityPem());
    }

    private static Instant day(int number) {
        return START.plus(Duration.ofDays(number));
    }
}

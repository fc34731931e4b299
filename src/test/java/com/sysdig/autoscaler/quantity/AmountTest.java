package com.sysdig.autoscaler.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sysdig.autoscaler.quantity.ParsedAmount.Good;
import com.sysdig.autoscaler.quantity.ParsedAmount.Reason;
import com.sysdig.autoscaler.quantity.ParsedAmount.Refused;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
    @ParameterizedTest(name = "{0} is {1} thousandths")
    @CsvSource({
        "0, 0",
        "-0, 0",
        "0.0E, 0",
        "100, 100000",
        "+7, 7000",
        "007, 7000",
        "5., 5000",
        ".5, 500",
        "250m, 250",
        "1.5k, 1500000",
        "1k, 1000000",
        "2M, 2000000000",
        "3G, 3000000000000",
        "4T, 4000000000000000",
        "5P, 5000000000000000000",
        "0.005E, 5000000000000000000",
        "1Ki, 1024000",
        "0.5Mi, 524288000",
        "1Gi, 1073741824000",
        "1Ti, 1099511627776000",
        "1Pi, 1125899906842624000",
        "0.001Ei, 1152921504606846976",
        "1e3, 1000000",
        "5E3, 5000000",
        "1e+3, 1000000",
        "1500e-3, 1500",
        "1E-3, 1",
        "1000000n, 1",
        "1000u, 1",
        "1001u, 2",
        "1.0001, 1001",
        "9223372036854775807m, 9223372036854775807"
    })
    void readsKubernetesQuantities(String text, long thousandths) {
        assertThat(Amount.parse(text)).isEqualTo(new Good(new Amount(thousandths)));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "-5, NEGATIVE",
        "-1e-9, NEGATIVE",
        "999u, TOO_SMALL",
        "0.0009999, TOO_SMALL",
        "999999n, TOO_SMALL",
        "1e-400000000000, TOO_SMALL",
        "5E, TOO_LARGE",
        "10P, TOO_LARGE",
        "1Ei, TOO_LARGE",
        "9223372036854775808m, TOO_LARGE",
        "9223372036854775807001u, TOO_LARGE",
        "9223372036854776, TOO_LARGE",
        "1e400000000000, TOO_LARGE",
        "1e99999999999999999999, TOO_LARGE"
    })
    void refusesWhatThousandthsDoNotHold(String text, Reason reason) {
        assertThat(Amount.parse(text)).isEqualTo(new Refused(reason));
    }

    @ParameterizedTest(name = "\"{0}\" is malformed")
    @ValueSource(
            strings = {
                "", " ", ".", "-", "+", "m", "1K", "1mm", "1ki", "1KI", "1Mib", "1 k", " 1", "1,5", "1_000", "1e",
                "1e1.5", "1E3k", "0x10", "--1", "1.2.3", "NaN", "Inf", "∞", "١", "1m\n"
            })
    void refusesWhatIsNoQuantity(String text) {
        assertThat(Amount.parse(text)).isEqualTo(new Refused(Reason.MALFORMED));
    }

    @ParameterizedTest(name = "{0} thousandths are {1}")
    @CsvSource({
        "0, 0",
        "1, 1m",
        "500, 500m",
        "1500, 1500m",
        "105763, 105763m",
        "105000, 105",
        "1000000, 1k",
        "1024000000, 1024k",
        "2000000000, 2M",
        "5000000000000000000, 5P",
        "9223372036854775807, 9223372036854775807m"
    })
    void writesTheCanonicalForm(long thousandths, String text) {
        assertThat(new Amount(thousandths).text()).isEqualTo(text);
        assertThat(new Amount(thousandths)).hasToString(text);
    }

    @Property
    void readsWhatItWrites(@ForAll @LongRange(min = 0) long thousandths) {
        var amount = new Amount(thousandths);

        assertThat(Amount.parse(amount.text())).isEqualTo(new Good(amount));
    }

    @Property
    void readsAnyTextWithoutFailing(@ForAll String text) {
        assertThat(Amount.parse(text)).isNotNull();
    }

    @ParameterizedTest(name = "{0} becomes {1} thousandths")
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "105.763, 105763",
        "0.5, 500",
        "0.0004, 1",
        "0.0014, 1",
        "0.0015, 2",
        "4.9E-324, 1",
        "9223372036854774, 9223372036854774000"
    })
    void takesNumbersRoundedHalfUpButNeverToZero(double number, long thousandths) {
        assertThat(Amount.of(number)).contains(new Amount(thousandths));
    }

    @ParameterizedTest(name = "{0} is no amount")
    @ValueSource(
            doubles = {
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                -5,
                -4.9E-324,
                9223372036854776.0,
                1e16,
                Double.MAX_VALUE
            })
    void refusesNumbersThatNoAmountHolds(double number) {
        assertThat(Amount.of(number)).isEmpty();
    }

    @Test
    void isNeverNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Amount(-1));
    }

    @Test
    void comparesByNumber() {
        assertThat(new Amount(2)).isGreaterThan(new Amount(1)).isEqualByComparingTo(new Amount(2));
    }
}

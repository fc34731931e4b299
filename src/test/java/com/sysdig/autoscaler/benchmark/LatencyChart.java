package com.sysdig.autoscaler.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** All percentiles of each run, where a table has four of them: tails are what tells runs apart. */
final class LatencyChart {

    /** One request in so many is slower: 1, where all are, to 1,000, the slowest thousandth. */
    private static final double[] ONE_IN =
            DoubleStream.iterate(1, in -> in <= 1_000, in -> in * 1.1).toArray();

    private LatencyChart() {}

    /** Writes a PNG. */
    static void draw(Path file, Map<String, Latencies> runs) {
        var chart = new XYChartBuilder()
                .width(900)
                .height(600)
                .title("Latency from the moment at which a request was due")
                .xAxisTitle("one request in so many was slower (10: p90, 100: p99, 1000: p99.9)")
                .yAxisTitle("ms")
                .build();
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true)
                .setLegendPosition(LegendPosition.InsideNW);
        runs.forEach((name, run) -> chart.addSeries(
                        name,
                        ONE_IN,
                        DoubleStream.of(ONE_IN)
                                .map(in -> run.millis(100 - 100 / in))
                                .toArray())
                .setMarker(SeriesMarkers.NONE));
        try {
            BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package vernier.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import vernier.counting.CountReport;
import vernier.counting.CountTables;
import vernier.counting.spots.SpotTables;
import vernier.image.CsvTable;
import vernier.image.MaskArea;
import vernier.image.OutputFile;
import vernier.image.PlanePoint;
import vernier.image.PointFiles;
import vernier.image.PointTables;
import vernier.image.RoiAreas;
import vernier.image.VernierException;
import vernier.quality.CountScore;
import vernier.quality.SpotScore;

/** Compares counts or spots with the truth. */
@Command(name = "score", mixinStandardHelpOptions = true, versionProvider = Version.class,
	description = "Compares counts, or places of spots, with the truth.")
final class ScoreCommand implements Callable<Integer> {

	/** What is compared. */
	enum Kind {
		AUTO, COUNTS, SPOTS
	}

	private static final String ROIS = "--rois is for counts, and these are spots: leave it out.";

	@ParentCommand
	private Main main;

	@Spec
	private CommandSpec spec;

	@Parameters(paramLabel = "TRUTH", description = "what is true: a table with a column count (or truth) or with columns " +
		"x_px and y_px, or as ThunderSTORM, TrackMate and napari write points; ImageJ selections (.roi, .zip); or a dot image")
	private Path truth;

	@Parameters(paramLabel = "PRED", description = "what was found: the table of \"count\" or \"locate\", or points " +
		"of the same programs")
	private Path found;

	@Option(names = "--kind", defaultValue = "auto", paramLabel = "counts|spots",
		description = "what is compared (default: spots if PRED has places and no column count)")
	private Kind kind;

	@Option(names = "--distance", defaultValue = "3", paramLabel = "PX",
		description = "spots: how far apart a pair may be, in pixels (default: ${DEFAULT-VALUE})")
	private double distance;

	@Option(names = "--rois", paramLabel = "FILE",
		description = "counts: the selections that were counted in, where the truth is given as points")
	private Path rois;

	@Mixin
	private PixelSizeOption pixelSize;

	@Option(names = "--table", paramLabel = "FILE", description = "also write the result as a table")
	private Path table;

	@Mixin
	private QuietOption quiet;

	@Override
	public Integer call() {
		for (final Path input : new Path[] { truth, found, rois })
			RunOptions.checkDifferent(spec, input, table);
		if (kind == Kind.SPOTS && rois != null)
			throw new ParameterException(spec.commandLine(), ROIS);
		Failure.checked(spec, () -> SpotScore.checkDistance(distance));
		pixelSize.given();
		return Failure.guarded(spec.commandLine().getErr(), () -> {
			if (table != null)
				OutputFile.check(table);
			final CsvTable predicted = CsvTable.read(found);
			final boolean spots = kind == Kind.SPOTS || kind == Kind.AUTO && !predicted.has("count") && PointTables.isPoints(
				predicted);
			if (spots && rois != null)
				throw new VernierException(ROIS);
			final CsvTable result = spots ? spots(predicted) : counts(predicted);
			if (!quiet.isOn())
				for (final String column : result.columns())
					spec.commandLine().getOut().println(String.format(Locale.ROOT, "%-24s %s", column, result.text(0, column)));
			if (table != null)
				result.write(table);
			return Main.DONE;
		});
	}

	private CsvTable counts(final CsvTable predicted) {
		final CountScore score = CountScore.of(pairs(predicted));
		final CsvTable result = new CsvTable(List.of("n", "mae", "rmse", "mean_relative_error", "bias", "coverage"));
		result.add(score.number(), score.meanAbsoluteError(), score.rootMeanSquareError(), score.meanRelativeError(), score
			.bias(), score.coverage());
		return result;
	}

	private List<CountScore.Pair> pairs(final CsvTable predicted) {
		final boolean isTable = truth.toString().toLowerCase(Locale.ROOT).matches(".*\\.(csv|txt|tsv)");
		if (isTable) {
			final CsvTable known = CsvTable.read(truth);
			if (known.has(CountReport.TRUTH) || known.has("count"))
				return CountTables.pairs(known, predicted);
			if (!PointTables.isPoints(known))
				// says which columns a table of counts needs
				known.require("count");
		}
		final List<PlanePoint> points = PointFiles.read(truth, null, pixelSize.given());
		final List<MaskArea> areas = rois == null ? List.of() : RoiAreas.read(rois);
		return CountTables.pairs(points, areas, predicted);
	}

	private CsvTable spots(final CsvTable predicted) {
		final Console console = main.console(!quiet.isOn() && System.console() != null ? Console.Style.BAR
			: Console.Style.QUIET);
		final SpotScore score;
		try {
			score = SpotTables.score(SpotTables.of(PointFiles.read(truth, null, pixelSize.given())), PointTables.inPixels(predicted,
				pixelSize.given()), distance, console);
		}
		finally {
			console.clear();
		}
		if (!quiet.isOn())
			SpotTables.remark(score).ifPresent(spec.commandLine().getErr()::println);
		final CsvTable result = new CsvTable(List.of("true_spots", "found_spots", "pairs", "f1", "precision", "recall",
			"f1_integral", "rmse_px", "rmse_per_axis_px", "distance_px"));
		result.add(score.truePositives() + score.falseNegatives(), score.truePositives() + score.falsePositives(), score
			.truePositives(), score.f1(), score.precision(), score.recall(), score.f1Integral(), score.rmse(), score
				.rmsePerAxis(), distance);
		return result;
	}
}

package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.measure.ResultsTable;

class ResultRowsTest {

	private static final List<String> COUNTS = List.of("roi", "count", "density");
	private static final List<String> SPOTS = List.of("x", "probability", "unit");

	private final ResultsTable table = new ResultsTable();

	@Test
	void whatACommandHasNoValueForIsEmptyAlsoInAFile(@TempDir final Path folder) throws Exception {
		table.addRow();
		table.addLabel("measured");
		table.addValue("Area", 3.5);
		ResultRows.add(table, "counted", COUNTS, List.of("a", 3.0, 2.5));
		ResultRows.add(table, "localised", SPOTS, List.of(1.5, 0.75, "mm"));
		ResultRows.add(table, "counted", COUNTS, List.of("b", 4.0, 3.5));
		table.addRow();
		table.addLabel("measured");
		table.addValue("Area", 4.5);
		final Path file = folder.resolve("results.csv");
		table.save(file.toString());
		assertThat(Files.readAllLines(file).stream().map(line -> line.replace("\"\"", ""))).containsExactly(
			"Label,Area,roi,count,density,x,probability,unit", //
			"measured,3.500,,NaN,NaN,NaN,NaN,", //
			"counted,NaN,a,3,2.500,NaN,NaN,", //
			"localised,NaN,,NaN,NaN,1.500,0.750,mm", //
			"counted,NaN,b,4,3.500,NaN,NaN,", //
			"measured,4.500,NaN,NaN,NaN,NaN,NaN,NaN");
	}

	@Test
	void smallValuesKeepTheirDigits() {
		ResultRows.add(table, "a", COUNTS, List.of("a", 3.25, 0.0021134));
		ResultRows.showDigits(table, COUNTS, Map.of());
		assertThat(table.getRowAsString(0)).isEqualTo("a\ta\t3.2500\t0.0021134");
	}

	@Test
	void positionsAreToldApartWithinAPixel() {
		ResultRows.add(table, "a", SPOTS, List.of(0.12345678, 1.0, "mm"));
		ResultRows.showDigits(table, SPOTS, Map.of("x", 0.0002));
		assertThat(table.getRowAsString(0)).endsWith("0.1234568\t1\tmm");
	}

	@Test
	void numbersOfUsualSizeAreWrittenAsAlways() {
		ResultRows.add(table, "a", COUNTS, List.of("a", 12, 103.25));
		ResultRows.showDigits(table, COUNTS, Map.of());
		assertThat(table.getRowAsString(0)).endsWith("12\t103.250");
	}
}

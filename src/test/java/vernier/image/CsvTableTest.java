package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.assertj.core.api.Assertions;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CsvTableTest {

	@TempDir
	private Path folder;

	@Test
	void whatIsWrittenIsRead() {
		final CsvTable table = new CsvTable(List.of("name", "x_px", "n"));
		table.add("a, \"quoted\"\nname", 3.25, 7);
		table.add(null, Double.NaN, 1L << 40);
		final Path file = folder.resolve("t.csv");
		table.write(file);
		final CsvTable read = CsvTable.read(file);
		assertThat(read.columns()).containsExactly("name", "x_px", "n");
		assertThat(read.size()).isEqualTo(2);
		assertThat(read.text(0, "name")).isEqualTo("a, \"quoted\"\nname");
		assertThat(read.number(0, "X_PX")).isEqualTo(3.25);
		assertThat(read.text(1, "name")).isEmpty();
		assertThat(read.number(1, "x_px")).isNaN();
		assertThat(read.number(1, "n")).isEqualTo(1L << 40);
	}

	@Property
	void numbersKeepSevenDigits(@ForAll final double value) {
		Assertions.assertThat(Double.parseDouble(CsvTable.number(value))).isCloseTo(value, Percentage.withPercentage(1e-4));
	}

	@ParameterizedTest
	@CsvSource({ "1500000, 1500000", "999999.95, 1000000", "-1234560.2, -1234560", "9999999.6, 1.000000e+07", "120, 120",
		"0.5, 0.5", "100000.25, 100000.3", "10.25, 10.25" })
	void zerosBeforeThePointStay(final double value, final String text) {
		assertThat(CsvTable.number(value)).isEqualTo(text);
	}

	@Test
	void tabsSemicolonsAndMarksAreUnderstood() throws IOException {
		final Path file = folder.resolve("t.txt");
		Files.writeString(file, "\ufeffX\tY\r\n1\t2\r\n\r\n3\t4\r\n");
		assertThat(CsvTable.read(file).number(1, "y")).isEqualTo(4);
		Files.writeString(file, "x;y\n1;2\n");
		assertThat(CsvTable.read(file).number(0, "y")).isEqualTo(2);
		// a quoted name may hold another separator
		Files.writeString(file, "\"x\";\"note, long\";y\n1;a;2\n");
		assertThat(CsvTable.read(file).number(0, "y")).isEqualTo(2);
		Files.writeString(file, "\"x\"; \"a \"\"note\"\",\nlong\";y\n1;a;2\n");
		assertThat(CsvTable.read(file).number(0, "y")).isEqualTo(2);
		// the mark of an inch is no quote, and what is read stays that of the first line
		Files.writeString(file, "size 5\";y\n3\",1;2\n");
		assertThat(CsvTable.read(file).number(0, "y")).isEqualTo(2);
	}

	@Test
	void commasAreDecimalsOnlyBetweenSemicolons() throws IOException {
		final Path file = folder.resolve("t.csv");
		Files.writeString(file, "x;y;z\n1,25;-3,5e2;1.234,5\n,5;2.5;1,2,3\n");
		final CsvTable table = CsvTable.read(file);
		assertThat(table.number(0, "x")).isEqualTo(1.25);
		assertThat(table.number(0, "y")).isEqualTo(-350);
		assertThat(table.number(1, "x")).isEqualTo(0.5);
		assertThat(table.number(1, "y")).isEqualTo(2.5);
		// a mark for thousands, or a list
		for (int row = 0; row < 2; row++) {
			final int at = row;
			assertThatThrownBy(() -> table.number(at, "z")).hasMessageContaining("where a number is expected");
		}
		Files.writeString(file, "x\ty\n1,234\t2\n");
		assertThatThrownBy(() -> CsvTable.read(file).number(0, "x")).hasMessageContaining("where a number is expected");
	}

	@Test
	void aQuoteWithinAValueOpensNothing() throws IOException {
		final Path file = folder.resolve("t.csv");
		Files.writeString(file, "object,x,y\n2\" ring,1,2\n3\" ring,3,4\n \"a, b\" , 5,6\r\n\"\",7,8");
		final CsvTable table = CsvTable.read(file);
		assertThat(table.size()).isEqualTo(4);
		assertThat(table.text(0, "object")).isEqualTo("2\" ring");
		assertThat(table.number(1, "y")).isEqualTo(4);
		assertThat(table.text(2, "object")).isEqualTo("a, b");
		assertThat(table.number(2, "y")).isEqualTo(6);
		assertThat(table.text(3, "object")).isEmpty();
	}

	@Test
	void aQuoteWithoutEndDoesNotSwallowTheRest() throws IOException {
		final Path file = folder.resolve("t.csv");
		Files.writeString(file, "object,x\na,1\n\"b,2\nc,3\n");
		assertThatThrownBy(() -> CsvTable.read(file)).isInstanceOf(VernierException.class).hasMessageContaining(
			"a quote opened in line 3 is not closed");
	}

	@Test
	void failuresSayWhatIsWrong() throws IOException {
		assertThatThrownBy(() -> CsvTable.read(folder.resolve("none.csv"))).isInstanceOf(VernierException.class)
			.hasMessageContaining("There is no table");
		final Path file = folder.resolve("bad.csv");
		Files.writeString(file, "");
		assertThatThrownBy(() -> CsvTable.read(file)).hasMessageContaining("is empty");
		Files.writeString(file, "a,b\n1,x\n");
		final CsvTable table = CsvTable.read(file);
		assertThatThrownBy(() -> table.require("a", "x_px", "y_px")).hasMessageContaining("lacks the column(s) x_px, y_px")
			.hasMessageContaining("it has a, b");
		assertThatThrownBy(() -> table.number(0, "b")).hasMessageContaining("\"x\" in row 1 of column b")
			.hasMessageContaining("a point for decimals");
		Files.writeString(file, "a,b\n1,2,3\n");
		assertThatThrownBy(() -> CsvTable.read(file)).hasMessageContaining("3 values in row 1");
		Files.write(file, new byte[] { 'a', (byte) 0xff, (byte) 0xfe, 0 });
		assertThatThrownBy(() -> CsvTable.read(file)).hasMessageContaining("is no text in UTF-8");
		assertThatThrownBy(() -> table.write(folder.resolve("no/such.csv"))).hasMessageContaining("There is no folder");
	}
}

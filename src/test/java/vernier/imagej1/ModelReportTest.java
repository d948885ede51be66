package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import ij.measure.ResultsTable;
import vernier.image.Progress;
import vernier.inference.Device;
import vernier.model.ModelCatalog;

@ExtendWith(TestModels.class)
class ModelReportTest {

	@Test
	void everyModelHasARow() {
		final ModelCatalog catalog = ModelCatalog.standard();
		final ModelReport report = ModelReport.of(catalog, Device.CPU, Progress.NONE);
		final ResultsTable table = report.table();
		assertThat(table.size()).isEqualTo(catalog.list().size());
		assertThat(report.failures()).isZero();
		for (int row = 0; row < table.size(); row++) {
			assertThat(table.getStringValue("Device", row)).isEqualTo("CPU");
			assertThat(table.getStringValue("Result", row)).isEqualTo("ok");
			assertThat(table.getValue("Difference", row)).isLessThanOrEqualTo(table.getValue("Tolerance", row));
		}
	}
}

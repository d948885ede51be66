package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitlesTest {

	@ParameterizedTest
	@CsvSource({ "blobs.gif, blobs-x2", "cells.ome.tif, cells-x2", "brain.nii.gz, brain-x2", "blobs, blobs-x2",
		"step 0.5, step 0.5-x2", "a.b c, a.b c-x2", ".tif, .tif-x2", "blobs-x2, blobs-x2-x2" })
	void extensionGivesWayToTheSuffix(final String title, final String expected) {
		assertThat(Titles.withSuffix(title, "x2")).isEqualTo(expected);
	}
}

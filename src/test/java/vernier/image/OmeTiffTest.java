package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;

/** Files that tifffile wrote, see make.py beside them: the value of a plane is 1 + 10 c + 100 z + 1000 t. */
class OmeTiffTest {

	@ParameterizedTest
	@ValueSource(strings = { "tzc", "ctz", "zct" })
	void sizesAndOrderAreThoseOfTheDescription(final String order) throws IOException, URISyntaxException {
		final ImagePlus image = ImageFiles.open(Path.of(OmeTiffTest.class.getResource("/ome/" + order + ".ome.tif").toURI()));
		assertThat(image.getDimensions()).containsExactly(6, 5, 2, 3, 4);
		assertThat(image.getCalibration().pixelWidth).isCloseTo(0.25, within(1e-9));
		assertThat(image.getCalibration().pixelHeight).isCloseTo(0.5, within(1e-9));
		assertThat(image.getCalibration().pixelDepth).isCloseTo(1.5, within(1e-9));
		assertThat(image.getCalibration().getUnit()).isEqualTo("micron");
		for (int t = 0; t < 4; t++)
			for (int z = 0; z < 3; z++)
				for (int c = 0; c < 2; c++)
					assertThat(image.getStack().getProcessor(image.getStackIndex(c + 1, z + 1, t + 1)).get(3, 2)).isEqualTo(1 + 10 * c +
						100 * z + 1000 * t);
	}

	/** As ImageJ shows them: beside each plane of a channel. */
	@Test
	void channelsHaveTheirNames() {
		final ImagePlus image = IJ.createHyperStack("", 2, 2, 2, 3, 1, 8);
		image.getStack().setSliceLabel("own", 3);
		OmeXml.apply(image, "<OME><Image Name='x'><Pixels SizeC='2' SizeZ='3'><Channel ID='a' Name='DAPI &amp; more'/>" +
			"<Channel Name=\"Alexa's\"/></Pixels></Image><Image><Pixels><Channel Name='z'/></Pixels></Image></OME>");
		assertThat(image.getStack().getSliceLabel(1)).isEqualTo("DAPI & more");
		assertThat(image.getStack().getSliceLabel(2)).isEqualTo("Alexa's");
		assertThat(image.getStack().getSliceLabel(3)).isEqualTo("own");
		assertThat(image.getStack().getSliceLabel(6)).isEqualTo("Alexa's");
	}

	/** Red, green and blue of a page are one plane of colour, or three channels where they have 16 bits. */
	@ParameterizedTest
	@ValueSource(strings = { "rgb-tz", "rgb-zt", "rgb-deep-tz", "rgb-deep-zt", "rgb-deep-czt" })
	void colourHasItsSlicesAndFrames(final String name) throws IOException, URISyntaxException {
		final ImagePlus image = ImageFiles.open(Path.of(OmeTiffTest.class.getResource("/ome/" + name + ".ome.tif").toURI()));
		final boolean deep = name.contains("deep");
		assertThat(image.getBitDepth()).isEqualTo(deep ? 16 : 24);
		assertThat(image.getDimensions()).containsExactly(6, 5, deep ? 3 : 1, 2, 3);
		for (int t = 0; t < 3; t++)
			for (int z = 0; z < 2; z++)
				for (int s = 0; s < 3; s++) {
					final int value = image.getStack().getProcessor(image.getStackIndex(deep ? s + 1 : 1, z + 1, t + 1)).get(3, 2);
					assertThat(deep ? value : value >> 8 * (2 - s) & 0xff).isEqualTo(1 + 10 * s + 40 * z + 80 * t);
				}
	}
}

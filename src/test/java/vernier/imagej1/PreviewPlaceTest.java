package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PreviewPlaceTest {

	@Property
	void partIsInsideImageAndView(@ForAll @IntRange(min = 0, max = 400) final int x,
		@ForAll @IntRange(min = 1, max = 500) final int width, @ForAll @IntRange(min = 1, max = 500) final int imageWidth)
	{
		final Rectangle part = PreviewPart.middle(new Rectangle(x, 0, width, 10), 256, imageWidth, 10);
		assertThat(part.x).isNotNegative();
		assertThat(part.x + part.width).isLessThanOrEqualTo(imageWidth);
		assertThat(part.width).isEqualTo(Math.min(256, Math.min(width, imageWidth)));
	}
}

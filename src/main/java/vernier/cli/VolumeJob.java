package vernier.cli;

import java.nio.file.Path;

import vernier.image.ImageDocument;
import vernier.image.OutputFile;
import vernier.image.Titles;
import vernier.superres.volume.Spacing;
import vernier.superres.volume.VolumeImage;
import vernier.superres.volume.VolumeOptions;
import vernier.superres.volume.VolumeSuperResolution;

/**
 * One volume file refined into another.
 *
 * @param in file to read
 * @param out file to write
 * @param voxel the input's voxel size, or null for what the file says
 */
record VolumeJob(Path in, Path out, Spacing voxel) {

	/**
	 * @return what was written, and what made it
	 * @throws vernier.image.VernierException if something fails; no file is left half-written
	 */
	String run(final VolumeOptions options, final Console console) {
		OutputFile.check(out);
		final ImageDocument opened = ImageDocument.open(in);
		opened.checkSavable(out);
		final ImageDocument input = voxel == null ? opened : withVoxel(opened, voxel);
		final VolumeSuperResolution.Result result;
		try (VolumeSuperResolution sr = new VolumeSuperResolution(options)) {
			result = sr.refine(VolumeImage.of(input), console);
		}
		finally {
			console.clear();
		}
		console.checkCancelled();
		final ImageDocument fine = input.derive(result.image().planes(), result.grid().geometry(), //
			Titles.withSuffix(input.title(), result.grid().suffix()), result.provenance());
		fine.save(out);
		return out + ": " + fine.describe(out) + System.lineSeparator() + "from " + in.getFileName() + ": " + input.describe() +
			System.lineSeparator() + "by " + result.provenance().get("Vernier model") + " on " + //
			result.provenance().get("Vernier device") + " in " + result.provenance().get("Vernier time") +
			System.lineSeparator() + "voxels " + result.provenance().get("Vernier spacing") + " " + input.unit() +
			", slice thickness " + result.provenance().get("Vernier slice thickness");
	}

	private static ImageDocument withVoxel(final ImageDocument input, final Spacing size) {
		return input.withVoxelSize(size.x(), size.y(), size.z());
	}
}

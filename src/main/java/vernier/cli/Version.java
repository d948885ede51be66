package vernier.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class Version implements IVersionProvider {

	@Override
	public String[] getVersion() throws IOException {
		final Properties properties = new Properties();
		try (InputStream file = Version.class.getResourceAsStream("/vernier/version.properties")) {
			properties.load(file);
		}
		return new String[] { "Vernier " + properties.getProperty("version") };
	}
}

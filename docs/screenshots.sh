#!/bin/sh
# Takes the pictures in docs/images of the dialog, the preview and a result, on a virtual screen.
# Needs Maven, Xvfb (xvfb-run) and ImageMagick (import, convert). Run it in the project's folder; an image to show can be
# given, otherwise ImageJ draws one:
#
#   docs/screenshots.sh [image]
set -e
cd "$(dirname "$0")/.."
mvn -q -B test-compile dependency:build-classpath -Dmdep.outputFile=target/screenshots.classpath -Dmdep.includeScope=test
xvfb-run -a -s "-screen 0 1280x900x24" "${JAVA_HOME:+$JAVA_HOME/bin/}java" \
	-cp "target/test-classes:target/classes:$(cat target/screenshots.classpath)" vernier.imagej1.Screenshots docs/images "$@"

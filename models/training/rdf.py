"""Writes the folder of a model: weights, test tensors and rdf.yaml.

The description follows the bioimage.io model specification 0.5
(github.com/bioimage-io/spec-bioimage-io); what only Vernier needs is under
`config: vernier:`. For networks from (1, C, H, W), values in [0, 1], to
(1, K, sH, sW):

    from rdf import write_model
    write_model('../sr-fast_x2', 'sr-fast_x2.onnx', test_input, name='...',
                description='...', task='super-resolution', scale=2, halo=9, ...)

The folder's name is the model's id. Its README.md (the model's card) is written
only if text is given; the line in index.txt, by which the plugin finds bundled
models, is added.
"""

import datetime
import hashlib
import json
import pathlib
import re
import shutil

import numpy as np
import onnx
import onnxruntime

FORMAT_VERSION = '0.5.4'


def write_model(folder, onnx_file, test_input, *, name, description, task, scale, authors, cite, halo=0, multiple=1,
                least=None, version='0.1.0', license='BSD-2-Clause', tags=(), channels=None, covers=(), settings=None,
                tolerance=1e-4, card=None, timestamp=None, repository=None,
                input_range=(0.0, 1.0), values='values from 0 to 1'):
    """Writes weights.onnx, test-input.npy, test-output.npy and rdf.yaml into a folder.

    test_input  float32 array (1, C, H, W) in the input's range; the output is what ONNX
                Runtime gives for it on the CPU
    authors     list of dicts with name and, if wanted, affiliation and orcid
    cite        list of dicts with text and doi or url
    halo        input pixels read to each side, multiple and least the grid and
                the smallest size of input images
    channels    names of the input's channels
    name        5 to 128 letters, digits, _ + - ( ) and blanks
    settings    more keys for `config: vernier:`, such as family
    tolerance   largest absolute difference from the test output that is right
    card        text of README.md
    timestamp   ISO 8601 with time zone; now if not given
    input_range, values  range of the input, or None, and what it means in words
    """
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    weights = folder / 'weights.onnx'
    if pathlib.Path(onnx_file).resolve() != weights.resolve():
        shutil.copyfile(onnx_file, weights)
    model = onnx.load(weights)
    opset = next(o.version for o in model.opset_import if o.domain in ('', 'ai.onnx'))

    x = np.ascontiguousarray(test_input, dtype='<f4')
    session = onnxruntime.InferenceSession(str(weights), providers=['CPUExecutionProvider'])
    y = np.ascontiguousarray(session.run(None, {session.get_inputs()[0].name: x})[0], dtype='<f4')
    # what the specification's own validator asks for
    assert re.fullmatch(r'[A-Za-z0-9_+\- ()]{5,128}', name), f'"{name}": 5 to 128 of letters, digits, _ + - ( ) and blanks'
    assert tolerance <= 0.01 * y.max(), 'a tolerance above 1 % of the test output says little'
    assert y.shape[2:] == (x.shape[2] * scale, x.shape[3] * scale), f'{x.shape} gives {y.shape}, not x{scale}'
    np.save(folder / 'test-input.npy', x)
    np.save(folder / 'test-output.npy', y)
    if card is not None:
        (folder / 'README.md').write_text(card)

    def file(path):
        return {'source': path, 'sha256': hashlib.sha256((folder / path).read_bytes()).hexdigest()}

    def tensor(label, text, names, space, test):
        return {'id': label, 'description': text,
                'axes': [{'type': 'batch'}, {'type': 'channel', 'channel_names': names},
                         {'type': 'space', 'id': 'y', **space('y')}, {'type': 'space', 'id': 'x', **space('x')}],
                'data': {'type': 'float32', **({'range': list(input_range)} if input_range and test == 'test-input.npy' else {})},
                'test_tensor': file(test)}

    # halos are even in the specification, and a margin of one more is harmless
    halo += halo % 2
    least = least or max(multiple, -(-(2 * halo + 1) // multiple) * multiple)
    assert min(x.shape[2:]) >= least and all((n - least) % multiple == 0 for n in x.shape[2:]), \
        f'test input {x.shape}: at least {least} and a multiple of {multiple} more are needed'
    # pixel sizes s and 1: the output has s / 1 times the pixels, a whole number for every s
    step = {'min': least, 'step': multiple}
    before = tensor('image', values, channels or [f'channel{i}' for i in range(x.shape[1])],
                    lambda axis: {'size': step, 'scale': float(scale)}, 'test-input.npy')
    after = tensor('result', f'the image, {scale} times as wide and high' if scale > 1 else 'an image of the same size',
                   [f'channel{i}' for i in range(y.shape[1])],
                   lambda axis: {'size': {'tensor_id': 'image', 'axis_id': axis, 'offset': 0}, 'scale': 1.0,
                                 **({'halo': halo * scale} if halo else {})}, 'test-output.npy')
    rdf = {
        'format_version': FORMAT_VERSION, 'type': 'model', 'id': folder.name, 'name': name, 'version': version,
        'description': description, 'authors': authors, 'cite': cite, 'license': license, 'documentation': 'README.md',
        **({'covers': list(covers)} if covers else {}), **({'git_repo': repository} if repository else {}),
        'tags': list(tags),
        'timestamp': timestamp or datetime.datetime.now(datetime.timezone.utc).isoformat(timespec='seconds'),
        'inputs': [before], 'outputs': [after],
        'weights': {'onnx': {'opset_version': opset, **file('weights.onnx')}},
        'config': {
            'bioimageio': {'reproducibility_tolerance': [
                {'relative_tolerance': 1e-3, 'absolute_tolerance': tolerance, 'weights_formats': ['onnx']}]},
            'vernier': {'task': task, 'scale': scale, **(settings or {})},
        },
    }
    (folder / 'rdf.yaml').write_text(yaml(rdf).lstrip('\n'))
    index(folder.parent / 'index.txt', folder.name)
    return rdf


def index(path, model):
    """Adds a model to the list of bundled ones."""
    known = path.read_text().split() if path.exists() else []
    path.write_text(''.join(f'{line}\n' for line in sorted({*known, model})))


def yaml(value, indent=''):
    """YAML of nested dicts and lists; scalars as in JSON, of which YAML is a superset."""
    if isinstance(value, dict) and value:
        return ''.join(f'\n{indent}{key}:{yaml(inner, indent + "  ")}' for key, inner in value.items()) + ('' if indent else '\n')
    if isinstance(value, list) and value and not all(isinstance(inner, (int, float, str)) for inner in value):
        return ''.join(f'\n{indent}- {yaml(inner, indent + "  ").lstrip()}' for inner in value)
    text = json.dumps(value, ensure_ascii=False)
    # readers of YAML 1.1 take 1e-05 for text, 1.0e-05 for a number
    return ' ' + (text.replace('e', '.0e') if isinstance(value, float) and 'e' in text and '.' not in text else text)

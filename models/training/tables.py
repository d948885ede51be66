"""Prints README's table of the super-resolution models from the scored results.

    python tables.py results/sr.jsonl
"""

import json
import sys

from sr_card import HEADS, PUBLISHED, SETS, cell


def main():
    with open(sys.argv[1]) as f:
        rows = {(r['method'], r['scale']): r for r in map(json.loads, f)}
    print('| factor | method | ' + ' | '.join(HEADS) + ' |')
    print('|---' * (len(SETS) + 2) + '|')
    for factor in (1.5, 2, 2.5, 3, 4):
        network = {1.5: 'below-2', 2.5: 'x3'}.get(factor, f'x{factor:g}')
        bicubic = rows['bicubic', factor]
        print(f'| {factor:g} | bicubic | ' + ' | '.join(cell(bicubic[s]) for s in SETS) + ' |')
        for other, values in PUBLISHED.get(factor, {}).items():
            print(f'| {factor:g} | *{other}, published* | ' + ' | '.join(f'{v:.2f}' for v in values) + ' | | | |')
        for family in ('sr-fast', 'sr-quality'):
            row = rows.get((f'{family}-{network}', factor))
            if row:
                print(f'| {factor:g} | **{family}** | ' + ' | '.join(cell(row[s]) for s in SETS) + ' |')


if __name__ == '__main__':
    main()

import { expect, test } from 'vitest';
import { align, DESCRIPTION, TABLE } from './tab-writer.ts';
import { growingTable, renderTable } from './table.ts';

test('a table has columns of six or more, three apart; the last is not filled up', () => {
  expect(
    renderTable([
      ['NAME', 'READY', 'LABELS'],
      ['web-1', '1/1', 'app=web'],
      ['db', '0/1', ''],
    ]),
  ).toBe('NAME    READY   LABELS\nweb-1   1/1     app=web\ndb      0/1     \n');
  expect(align('0\t8s\n', TABLE)).toBe('0     8s\n');
});

test('what follows a line break in a cell is left out and said to be', () => {
  expect(renderTable([['a\nb', 'c']])).toBe('a...   c\n');
});

test('a line without a column starts its width anew', () => {
  expect(align('Name:\tp\nLabels:\ta=b\n\tc=d\nIPs:\n  IP:\t10.0.0.1\n', DESCRIPTION)).toBe(
    'Name:    p\nLabels:  a=b\n         c=d\nIPs:\n  IP:  10.0.0.1\n',
  );
});

test('an empty column still stands two blanks wide', () => {
  expect(align('a\t\tb\nc\t\td\n', DESCRIPTION)).toBe('a    b\nc    d\n');
});

test('a table that grows keeps its columns', () => {
  const grow = growingTable();
  expect(
    grow([
      ['NAME', 'AGE'],
      ['web-long-name', '1s'],
    ]),
  ).toBe('NAME            AGE\nweb-long-name   1s\n');
  expect(grow([['db', '2s']])).toBe('db              2s\n');
});

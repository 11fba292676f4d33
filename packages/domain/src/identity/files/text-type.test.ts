import { expect, test } from 'vitest';
import { textTypeOf } from './text-type.ts';

test.each([
  ['hello', 'text/plain'],
  ['a,b\r\n1,2\r\n', 'text/plain'],
  ['{"a": 1}', 'text/plain'],
  ['\u001b[31mred\u001b[0m', 'text/plain'],
  ['1 < 2 and 3 > 2', 'text/plain'],
  ['<3 from me', 'text/plain'],
  ['<svg onload=alert(1)>', 'application/xml'],
  ['  \n<!-- x --> <!-- y\n -->\n<HTML>', 'application/xml'],
  ['\ufeff<?xml version="1.0"?>', 'application/xml'],
  ['<script>', 'application/xml'],
  ['<x:script xmlns:x="http://www.w3.org/1999/xhtml">', 'application/xml'],
  ['<!DOCTYPE html', 'application/xml'],
  ['a\u0000b', null],
  [null, null],
])('%j is %s', (head, type) => {
  expect(textTypeOf(head)).toBe(type);
});

// The operators of shape arithmetic on single numbers; true is 1 and false is 0.

import type { Known } from './dims.ts';

const truth = (value: boolean) => (value ? 1 : 0);

export const ARITHMETIC: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
  ['Add', (a, b) => a + b],
  ['Sub', (a, b) => a - b],
  ['Mul', (a, b) => a * b],
  ['Div', (a, b) => a / b],
  ['Pow', (a, b) => a ** b],
  ['Equal', (a, b) => truth(a === b)],
  ['Greater', (a, b) => truth(a > b)],
  ['GreaterOrEqual', (a, b) => truth(a >= b)],
  ['Less', (a, b) => truth(a < b)],
  ['LessOrEqual', (a, b) => truth(a <= b)],
]);

export const UNARY: ReadonlyMap<string, (value: number) => number> = new Map([
  ['Sqrt', Math.sqrt],
  ['Neg', (value) => -value],
  ['Reciprocal', (value) => 1 / value],
  ['Floor', Math.floor],
  ['Ceil', Math.ceil],
  ['Not', (value) => truth(value === 0)],
]);

/** @param isInteger whether the result is an integer, whose division truncates */
export function compute(opType: string, a: Known, b: Known, isInteger: boolean): Known {
  if (opType === 'Mul' && (a === 0 || b === 0)) return 0;
  if (a === undefined || b === undefined) return undefined;
  const result = ARITHMETIC.get(opType)?.(a, b);
  return isInteger && result !== undefined ? Math.trunc(result) : result;
}

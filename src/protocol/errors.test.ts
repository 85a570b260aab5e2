// Errors keep their name, code, hint, stack and causes across a structured clone.
import { describe, expect, it } from 'vitest';
import { SteerawayError } from '../lib/errors.ts';
import { fromWire, RemoteError, toWire, UNEXPECTED } from './errors.ts';

class ModelFileTruncatedError extends SteerawayError {
  readonly code = 'model-file-truncated';
}

const crossTheWire = (error: unknown): RemoteError => fromWire(structuredClone(toWire(error)));

describe('toWire and fromWire', () => {
  it('keeps class name, code, message, hint and stack', () => {
    const thrown = new ModelFileTruncatedError('frame.onnx has 3 of 5 bytes.', 'Reload the page.');
    const received = crossTheWire(thrown);
    expect(received).toBeInstanceOf(SteerawayError);
    expect(received.name).toBe('ModelFileTruncatedError');
    expect(received.code).toBe('model-file-truncated');
    expect(received.message).toBe(thrown.message);
    expect(received.hint).toBe(thrown.hint);
    expect(received.stack).toBe(thrown.stack);
  });

  it('keeps causes', () => {
    const thrown = new ModelFileTruncatedError('a', 'b', { cause: new TypeError('network') });
    const { cause } = crossTheWire(thrown);
    expect(cause).toBeInstanceOf(RemoteError);
    expect(cause).toMatchObject({ name: 'TypeError', code: UNEXPECTED, message: 'network' });
  });

  it('ends a cyclic chain of causes', () => {
    const thrown = new Error('loop');
    thrown.cause = thrown;
    let depth = 0;
    for (let link = toWire(thrown).cause; link; link = link.cause) depth++;
    expect(depth).toBe(4);
  });

  it('survives a second trip unchanged', () => {
    const once = toWire(new ModelFileTruncatedError('a', 'b', { cause: new Error('c') }));
    expect(toWire(fromWire(once))).toEqual(once);
  });

  it.each([
    ['a string', 'a string'],
    [undefined, 'undefined'],
    [42, '42'],
    [null, 'null'],
  ])('makes something readable of a thrown %s', (thrown, message) => {
    expect(crossTheWire(thrown)).toMatchObject({ code: UNEXPECTED, message });
    expect(crossTheWire(thrown).hint).toMatch(/Reload/);
  });
});

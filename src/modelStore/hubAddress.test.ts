// Which addresses may stand in for the hub.

import { expect, it } from 'vitest';
import { hubUrl } from './hubAddress.ts';

it.each([
  [undefined, 'https://huggingface.co/'],
  ['https://hf-mirror.example', 'https://hf-mirror.example/'],
  ['https://proxy.example/hf', 'https://proxy.example/hf/'],
  ['https://proxy.example/hf//?x=1#y', 'https://proxy.example/hf/'],
  ['http://localhost:8080', 'http://localhost:8080/'],
  ['http://127.0.0.1:4000/', 'http://127.0.0.1:4000/'],
  ['http://[::1]:9', 'http://[::1]:9/'],
])('%s becomes %s', (address, url) => {
  expect(hubUrl(address)).toBe(url);
});

it.each([
  '',
  'hf-mirror.example',
  'http://hf-mirror.example',
  'http://127.0.0.1.example.org',
  'http://localhost.example.org',
  'https://user:secret@hf-mirror.example',
  'javascript:alert(1)',
  'file:///etc/',
  'blob:https://x.example/1',
])('"%s" is refused, with the reason', (address) => {
  expect(() => hubUrl(address)).toThrow(
    expect.objectContaining({
      code: 'hub-address-invalid',
      hint: expect.stringContaining('https') as string,
    }) as Error,
  );
});

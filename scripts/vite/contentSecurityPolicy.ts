// The page's Content Security Policy as data, and the Vite plugin that puts it into the built page.
import type { Plugin } from 'vite';

/**
 * Where each kind of thing may come from. `wasm-unsafe-eval` lets ONNX Runtime compile its WebAssembly, and nothing else.
 * Models are downloaded on demand from a hub, which the page's address may name: https, or http on this machine, as
 * src/modelStore/hubAddress.ts has it (a policy has no way to name IPv6 addresses).
 */
const SOURCES = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'worker-src': ["'self'"],
  'style-src': ["'self'"],
  'font-src': ["'self'"],
  'img-src': ["'self'", 'blob:', 'data:'],
  'media-src': ["'self'", 'blob:'],
  'manifest-src': ["'self'"],
  'connect-src': ["'self'", 'blob:', 'https:', 'http://localhost:*', 'http://127.0.0.1:*'],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Vite's development server writes scripts and styles into the page, and talks to it over a socket. */
const DEVELOPMENT: Readonly<Record<string, readonly string[]>> = {
  'script-src': ["'unsafe-inline'"],
  'style-src': ["'unsafe-inline'"],
  'connect-src': ['ws:'],
};

/** Only headers may say these. */
const HEADER_ONLY: Readonly<Record<string, readonly string[]>> = { 'frame-ancestors': ["'none'"] };

function write(...parts: Readonly<Record<string, readonly string[]>>[]): string {
  const names = new Set(parts.flatMap((part) => Object.keys(part)));
  const directives = Array.from(names, (name) => [name, ...parts.flatMap((part) => part[name] ?? [])]);
  return directives.map((words) => words.join(' ')).join('; ');
}

/** For a `<meta>` tag. */
export const metaPolicy = write(SOURCES);
/** For the header of a built site. */
export const headerPolicy = write(SOURCES, HEADER_ONLY);
export const developmentPolicy = write(SOURCES, DEVELOPMENT);

/** Hosts that set no headers get the policy too. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'steeraway:content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

// GET by `fetch`: no cookies, no referrer, and no second copy in the browser's own cache.

import type { HttpGet } from '../ports.ts';

export const browserGet: HttpGet = (url, headers, signal) =>
  fetch(url, {
    method: 'GET',
    headers,
    signal,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
  });

// Shares: of independent items, and of items in clusters.

import { expect, it } from 'vitest';
import { share, shareOfClusters } from './share.ts';

it('of clusters of one is the share of the items', () => {
  const items = [true, true, false, true];
  expect(shareOfClusters(items.map((item) => [item]))).toEqual(share(items, (item) => item));
});

it('of clusters has the interval of as many draws as there are clusters', () => {
  const clusters = [Array<boolean>(8).fill(true), Array<boolean>(8).fill(false)];
  expect(shareOfClusters(clusters)).toEqual({ ...share([true, false], (item) => item), n: 16 });
});

it('of nothing is null', () => expect(shareOfClusters([]).value).toBeNull());

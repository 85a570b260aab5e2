// The rate of the last seconds, and none where there is too little to tell.
import { expect, it } from 'vitest';
import { TransferRate } from './transferRate.ts';

it('says nothing before it has seen enough', () => {
  const rate = new TransferRate();
  expect(rate.bytesPerSecond).toBeNull();
  rate.add(0, 0);
  rate.add(1e6, 1000);
  expect(rate.bytesPerSecond).toBeNull();
});

it('follows a network that grew slower, and forgets the fast start', () => {
  const rate = new TransferRate();
  for (let second = 0; second <= 10; second++) rate.add(second * 1e7, second * 1000);
  expect(rate.bytesPerSecond).toBe(1e7);
  for (let second = 11; second <= 20; second++) rate.add(1e8 + (second - 10) * 1e6, second * 1000);
  expect(rate.bytesPerSecond).toBe(1e6);
});

it('starts afresh when told to', () => {
  const rate = new TransferRate();
  rate.add(0, 0);
  rate.add(1e9, 2000);
  rate.restart();
  rate.add(1e9, 3000);
  expect(rate.bytesPerSecond).toBeNull();
  rate.add(1e9 + 2e6, 5000);
  expect(rate.bytesPerSecond).toBe(1e6);
});

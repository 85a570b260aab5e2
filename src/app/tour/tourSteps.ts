// The first visit's tour as data: three things to know, each with the part of the page that it is about.

export interface TourStep {
  readonly sentence: string;
  /** What is marked meanwhile. */
  readonly target: string;
}

export const TOUR_STEPS: readonly TourStep[] = Object.freeze([
  {
    sentence: 'Say what you want, and beside it what you don’t. Every change draws at once.',
    target: '[aria-label="Prompts"]',
  },
  {
    sentence: 'Drag “Steer away”: the unwanted thing leaves the picture. At 0 nothing is steered.',
    target: '[aria-label="Guidance scale"]',
  },
  {
    sentence: 'Compare: no guidance, one pass that steers, and two-pass CFG, all from the same noise.',
    target: '[aria-label="Pictures"]',
  },
]);

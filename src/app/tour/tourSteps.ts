// The first visit's tour as data: three things to know, each with the part of the page that it is about.

export interface TourStep {
  readonly sentence: string;
  /** What is marked meanwhile. */
  readonly target: string;
}

export const TOUR_STEPS: readonly TourStep[] = Object.freeze([
  {
    sentence: 'Type what you want, and what should stay away.',
    target: '[aria-label="Prompts"]',
  },
  {
    sentence: 'Drag the slider: the unwanted thing leaves.',
    target: '[aria-label="Guidance scale"]',
  },
  {
    sentence: 'Compare: no guidance, one pass, and two-pass CFG.',
    target: '[aria-label="Pictures"]',
  },
]);

// Three sentences for the first visit, in the flow of the page and beside nothing: it covers no picture and takes no focus.
import { useEffect } from 'react';
import { Button } from '../shared/Button.tsx';
import { IconButton } from '../shared/IconButton.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './Tour.module.css';
import { TOUR_STEPS } from './tourSteps.ts';

export function Tour() {
  const step = useAppStore((state) => state.tourStep);
  const setTourStep = useAppStore((state) => state.setTourStep);
  const shown = step === null ? undefined : TOUR_STEPS[step];
  const target = shown?.target;

  useEffect(() => {
    const element = target === undefined ? null : document.querySelector<HTMLElement>(target);
    if (element) element.dataset.tourSpot = '';
    return () => element?.removeAttribute('data-tour-spot');
  }, [target]);

  if (step === null || !shown) return null;
  const isLast = step === TOUR_STEPS.length - 1;
  return (
    <section className={styles.tour} aria-label="Tour" data-notice>
      <span className={styles.count} aria-hidden="true">
        {step + 1}/{TOUR_STEPS.length}
      </span>
      <p className={styles.sentence} aria-live="polite">
        <span className="visuallyHidden">
          Step {step + 1} of {TOUR_STEPS.length}:{' '}
        </span>
        {shown.sentence}
      </p>
      <Button onClick={() => setTourStep(isLast ? null : step + 1)}>{isLast ? 'Done' : 'Next'}</Button>
      {!isLast && <IconButton icon="close" label="Skip the tour" onClick={() => setTourStep(null)} />}
    </section>
  );
}
